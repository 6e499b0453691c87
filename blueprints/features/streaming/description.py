"""What the features that stream are: where events wait, and what works on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from blueprints.addresses import PublicRange
from blueprints.features.feature import Feature, FeatureDescription, Gap, Made
from blueprints.plain_text import SaidText
from blueprints.platform import Slug, VmType
from blueprints.request import Environment
from blueprints.usage import HOURS_A_MONTH, Amount, MachineHours, Metered, Usage
from constructs_lib.limits import UUID

if TYPE_CHECKING:
    from blueprints.composition import Composition

MILLION_EVENTS = Amount(1, 10, 100)
"""Millions of events a month; a guess of ours, said on the plan page."""

TRIGGERED_HOURS = 2 * 30
"""Hours a month that a pipeline runs where somebody has to start it: 2 h on 30 days."""

SERVERLESS_DBUS = Amount(2, 4, 8)
"""DBUs an hour of a serverless pipeline; a guess of ours: Databricks names no number, it depends on the data."""

TABLES = "streaming"
"""Layer of the schema of a pipeline's tables: one of its own, which stays where it is when others come and go."""

SERVICE = "service"
"""What sets the credential for event hubs apart from those for storage."""

_CREDENTIALS = "learn.microsoft.com azure/databricks unity-catalog/cloud-services/service-credentials"
_SERVERLESS = "learn.microsoft.com azure/databricks serverless-firewall"

Units = Annotated[int, Field(strict=True, ge=1, le=40)]
Workers = Annotated[int, Field(strict=True, ge=1, le=1000)]
Uuid = Annotated[str, Field(pattern=f"^{UUID}$")]
Path = Annotated[SaidText, Field(pattern=r"^/.+")]
Email = Annotated[SaidText, Field(pattern=r"^[^@\s${]+@[^@\s${]+\.[^@\s${]+$")]


class EventHub(Feature):
    """An event hub of the platform's own, read without a key: by the platform's connector and a service credential.

    Nobody gets in without a role, from anywhere; with custom_vnet, from the workspace's network alone, with
    private_endpoints by a private way alone; and from `allowed_ips`.

    Args:
        events: What its events are, such as `orders`; part of its name. Changing it replaces it, with every event in
            it.
        throughput_units: Units that are paid for, 1-40: 1 MB a second in and 2 MB out each.
            Source: learn.microsoft.com event-hubs-quotas, as for the other limits.
        most_units: Units, more than `throughput_units` and at most 40, that Azure may raise them to under load; only
            the next deployment lowers them. Left out: none, and senders are told to wait.
        partitions: Readers that may share the work, 1-32; Azure refuses to change it.
        retention_days: Days that events are kept, 1-7.
        consumer_groups: Groups of readers by AMQP, at most 19; Kafka's readers, Databricks among them, need none.
        senders: Object ids of the service principals and managed identities that may send, each under a name that
            stays. Left out: nobody may.
        allowed_ips: Public IPv4 addresses and ranges that senders come from, at most 128, where they are not in the
            workspace's network. Left out: none. Source: learn.microsoft.com event-hubs-quotas;
            azurerm, eventhub_namespace ip_rule.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="event_hub",
        description="an event hub for streams",
        layers=("azure", "databricks"),
        needs=(("storage",), ("unity_catalog",)),
        minutes=3,
    )

    events: Slug = "events"
    throughput_units: Units = 1
    most_units: Units | None = None
    partitions: Annotated[int, Field(strict=True, ge=1, le=32)] = 4
    retention_days: Annotated[int, Field(strict=True, ge=1, le=7)] = 7
    consumer_groups: Annotated[tuple[Slug, ...], Field(max_length=19)] = ("databricks",)
    senders: Mapping[Slug, Uuid] = Field(default_factory=dict)
    allowed_ips: Annotated[tuple[PublicRange, ...], Field(max_length=128)] = ()

    def problems(self, site: Composition) -> Iterable[Gap]:
        """A most that is none; a group of readers twice."""
        if self.most_units is not None and self.most_units <= self.throughput_units:
            yield Gap("most_units", f"must be more than throughput_units ({self.throughput_units}); or leave it out")
        if len(set(self.consumer_groups)) < len(self.consumer_groups):
            yield Gap("consumer_groups", "must name each group once")

    def makes(self, site: Composition) -> Iterable[Made]:
        """A namespace, a hub with its groups of readers, roles on it, and a credential for code in Databricks."""
        yield Made("azure", "azurerm_eventhub_namespace")
        yield Made("azure", "azurerm_eventhub", {"purpose": self.events})
        for group in self.consumer_groups:
            yield Made("azure", "azurerm_eventhub_consumer_group", {"purpose": group})
        yield Made("azure", "azurerm_role_assignment", None, 1 + len(self.senders))
        if "private_endpoints" in site:
            yield Made("azure", "azurerm_private_endpoint", {"purpose": "event-hubs"})
            yield Made("azure", "azurerm_private_dns_zone", None)
            yield Made("azure", "azurerm_private_dns_zone_virtual_network_link", {"purpose": "event-hubs-network"})
        yield Made("databricks", "databricks_credential", {"purpose": SERVICE})

    def usage(self, site: Composition) -> Iterable[Usage]:
        """Its units at all hours, its events, and a private way to it."""
        units, most = self.throughput_units, self.most_units or self.throughput_units
        yield Metered(
            f"event hubs, {units} throughput unit{'s' if units != 1 else ''}",
            "event_hubs_tu_hour",
            Amount(units * HOURS_A_MONTH, units * HOURS_A_MONTH, most * HOURS_A_MONTH),
        )
        yield Metered(
            f"events, {MILLION_EVENTS.expected:g} million",
            "event_hubs_million_events",
            MILLION_EVENTS,
            f"{MILLION_EVENTS.expected:g} million events come in a month; low is {MILLION_EVENTS.low:g}, high is"
            f" {MILLION_EVENTS.high:g}.",
        )
        if "private_endpoints" in site:
            yield Metered("private endpoint of the event hubs", "private_endpoint_hour", Amount.of(HOURS_A_MONTH))

    def notes(self, site: Composition) -> Iterable[str]:
        """Who may send, and who may deploy it."""
        if not self.senders:
            yield "Nobody may send events until features.event_hub.senders names who."
        if "custom_vnet" in site and not self.allowed_ips:
            yield (
                "Events come from the workspace's network alone: write where other senders come from into"
                " features.event_hub.allowed_ips, or give their network a private endpoint to the event hubs."
            )
        if "custom_vnet" not in site and self.allowed_ips:
            yield (
                "Databricks' machines read the event hub from the address of nat-gw-public-ip in the managed resource"
                " group: it must be in allowed_ips, too."
            )
        if "custom_vnet" not in site and not self.allowed_ips:
            yield (
                "The event hub can be reached from the internet, by those who have a role on it; custom_vnet closes it"
                " to all but the workspace's network."
            )
        yield (
            "A service principal that deploys the event hub's credential must be an admin of the account."
            f" Source: {_CREDENTIALS}."
        )


class StreamingPipeline(Feature):
    """A declarative pipeline that keeps tables up to date with files and events as they come.

    It runs on machines, not serverless: those are in the workspace's network, which an event hub can be closed to,
    and what they cost is known before. One that always runs costs 730 hours of them a month, which the limits of
    development and, in some regions, of staging do not bear: only in prod it does, elsewhere somebody starts it.

    Args:
        continuous: It always runs. Left out: in prod.
        serverless: It runs on Databricks' machines, which are in no network of yours.
        source: Path of your own code in the workspace, a file or a folder that ends in `/**`. Left out: a starter
            notebook, which takes in files of the landing volume, and the events of the event hub where there is one.
        purpose: What it works on; part of the names. Changing it replaces the schema of its tables.
        worker_type: VM type of its machines, the driver's too.
        max_workers: Most workers, 1 or more. Left out: 4 in prod, elsewhere 1.
        edition: What the code may use: `CORE` (streaming), `PRO` (changed data, too) or `ADVANCED` (expectations on
            quality, too). Source: databricks_pipeline docs, edition.
        photon: The faster engine, at 2.5 times the DBUs.
        emails: Who is told when it fails.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="streaming_pipeline",
        description="a pipeline that follows events and files",
        layers=("databricks",),
        needs=(("unity_catalog",),),
        minutes=2,
    )

    continuous: bool | None = None
    serverless: bool = False
    source: Path | None = None
    purpose: Slug = "events"
    worker_type: VmType = "Standard_D4ds_v5"
    max_workers: Workers | None = None
    edition: Literal["CORE", "PRO", "ADVANCED"] = "CORE"
    photon: bool = False
    emails: tuple[Email, ...] = ()

    def always(self, environment: Environment) -> bool:
        """Whether it always runs."""
        return environment == "prod" if self.continuous is None else self.continuous

    def workers(self, environment: Environment) -> int:
        """Most workers that it may have."""
        return self.max_workers or (4 if environment == "prod" else 1)

    def makes(self, site: Composition) -> Iterable[Made]:
        """A schema with volumes for files that come in and for checkpoints, the pipeline and its starter."""
        yield Made("databricks", "databricks_schema", {"domain": self.purpose, "layer": TABLES})
        for purpose in ("landing", "checkpoints"):
            yield Made("databricks", "databricks_volume", {"purpose": purpose})
        if self.source is None:
            yield Made("databricks", "databricks_notebook", {"purpose": f"{self.purpose}-pipeline"})
        yield Made("databricks", "databricks_pipeline", {"purpose": self.purpose})

    def usage(self, site: Composition) -> Iterable[Usage]:
        """Its machines, or its DBUs, in the hours that it runs."""
        always = self.always(site.environment)
        hours = HOURS_A_MONTH if always else TRIGGERED_HOURS
        runs = "The pipeline always runs." if always else f"The pipeline runs {hours} h a month: 2 h on 30 days."
        if self.serverless:
            low, expected, high = SERVERLESS_DBUS
            yield Metered(
                "streaming pipeline, serverless",
                "JOBS_SERVERLESS_COMPUTE",
                Amount(low * hours, expected * hours, high * hours),
                f"{runs} It takes {expected:g} DBUs an hour, a guess; low is {low:g}, high is {high:g}.",
            )
            return
        most = self.workers(site.environment)
        machines = Amount(2, 1 + (1 + most) / 2, 1 + most)
        meter = f"DLT_{self.edition}_COMPUTE" + ("_(PHOTON)" if self.photon else "")
        yield MachineHours(
            f"streaming pipeline, a driver and up to {most} worker{'s' if most != 1 else ''} x {self.worker_type}",
            self.worker_type,
            machines,
            hours,
            meter,
            f"{runs} On average {machines.expected - 1:g} of {most} workers run." if most > 1 else runs,
        )

    def notes(self, site: Composition) -> Iterable[str]:
        """Whose code it is, who starts it, and what it cannot reach."""
        if self.source is None:
            yield "The pipeline runs a starter; write features.streaming_pipeline.source for your own code."
        if not self.always(site.environment):
            yield (
                "The pipeline runs when somebody or a job starts it; continuous: true keeps it running, and its"
                " machines on the bill."
            )
        if "event_hub" in site:
            yield (
                "Azure may take some minutes to heed the role on a new event hub: if the pipeline's first run is"
                " refused, start it again; one that always runs is started by the deployment, which then fails: deploy"
                " again."
            )
            if self.serverless and "custom_vnet" in site:
                yield (
                    "A serverless pipeline is in none of your networks, and the event hub lets in yours alone: an"
                    " account admin adds a network connectivity configuration to the workspace."
                    f" Source: {_SERVERLESS}."
                )
