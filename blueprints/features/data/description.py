"""What the features that keep data are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from blueprints.features.feature import Feature, FeatureDescription, Gap, Made
from blueprints.usage import Amount, Metered, Usage

if TYPE_CHECKING:
    from blueprints.composition import Composition

MEDALLION = ("bronze", "silver", "gold")
"""Data as it came, cleaned, and as people ask for it."""

STORED_GB = Amount(100, 500, 2000)
"""Gigabytes in a lake in its first months; a guess of ours, said on the plan page."""

ZONED = frozenset(
    "australiaeast brazilsouth canadacentral centralindia centralus chinanorth3 eastasia eastus eastus2 francecentral"
    " germanywestcentral israelcentral italynorth japaneast koreacentral mexicocentral northeurope norwayeast"
    " polandcentral qatarcentral southafricanorth southcentralus southeastasia spaincentral swedencentral"
    " switzerlandnorth uaenorth uksouth usgovvirginia westeurope westus2 westus3".split()
)
"""Regions with storage in three zones. Source: learn.microsoft.com storage redundancy-regions-zrs, read 2026-11-21."""

Replication = Literal["LRS", "ZRS", "GRS", "RAGRS", "GZRS", "RAGZRS"]

_FIREWALL = "learn.microsoft.com azure/databricks azure-managed-identities, trusted access to storage"
_SERVERLESS = "learn.microsoft.com azure/databricks serverless-firewall"


def _container(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or not 3 <= len(text) <= 63:
        raise ValueError("must be lower-case letters, digits and single hyphens, 3-63 characters")
    return text


Container = Annotated[str, AfterValidator(_container)]


def _each_once(what: str, words: Iterable[str]) -> None:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise ValueError(f"{what} must stand once each; {word!r} stands twice")
        seen.add(word)


class Storage(Feature):
    """A data lake of the platform's own: closed, without keys, opened by an access connector.

    Args:
        containers: Its containers, one a layer; taking one away deletes what is in it.
        replication: Copies that Azure keeps: `LRS`, `ZRS`, `GRS`, `RAGRS`, `GZRS` or `RAGZRS`. Changing between zonal
            and other kinds replaces the lake. Left out: three zones (`ZRS`) where the region has them, else `LRS`.
            Source: azurerm 4.55, storage_account.
        soft_delete_days: Days in which deleted files can be brought back, 1-365.
        cool_after_days: Days without a change until a file moves to the cool tier, 1-99999: cheaper to keep, dearer
            to read. Left out: never.
        file_events: Lets Databricks subscribe to new files instead of listing them.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="storage",
        description="a data lake for tables and files",
        layers=("azure",),
        minutes=2,
    )

    containers: tuple[Container, ...] = MEDALLION
    replication: Replication | None = None
    soft_delete_days: int = Field(default=30, ge=1, le=365)
    cool_after_days: int | None = Field(default=None, ge=1, le=99_999)
    file_events: bool = False

    @model_validator(mode="after")
    def _containers(self) -> Storage:
        if not self.containers:
            raise ValueError("containers must name at least one")
        _each_once("containers", self.containers)
        return self

    def replication_in(self, region: str) -> Replication:
        """The copies that Azure keeps in a region."""
        return self.replication or ("ZRS" if region in ZONED else "LRS")

    def problems(self, site: Composition) -> Iterable[Gap]:
        """Zones in a region that has none."""
        if self.replication and "Z" in self.replication and site.region not in ZONED:
            kind = "RAGRS" if self.replication == "RAGZRS" else "GRS" if self.replication == "GZRS" else "LRS"
            yield Gap("replication", f"{site.region} has no zones for storage; write {kind}, or leave it out")

    def makes(self, site: Composition) -> Iterable[Made]:
        """A connector, a storage account with its containers, and what the connector may do there."""
        yield Made("azure", "azurerm_databricks_access_connector")
        yield Made("azure", "azurerm_storage_account", {"purpose": "lake"})
        for container in self.containers:
            yield Made("azure", "azurerm_storage_container", {"purpose": container})
        yield Made("azure", "azurerm_role_assignment", None, 3 if self.file_events else 1)
        if self.cool_after_days is not None:
            yield Made("azure", "azurerm_storage_management_policy", None)

    def usage(self, site: Composition) -> Iterable[Usage]:
        """What lies in it."""
        kind = self.replication_in(site.region)
        yield Metered(
            f"data lake, {kind}, {STORED_GB.expected:g} GB",
            f"storage_gb_month_{kind.lower()}",
            STORED_GB,
            f"The lake holds {STORED_GB.expected:g} GB; low is {STORED_GB.low:g}, high is {STORED_GB.high:g}. All of it"
            " is hot; reads and writes are not counted.",
        )

    def notes(self, site: Composition) -> Iterable[str]:
        """Who gets in, and who does not."""
        if "custom_vnet" not in site:
            yield (
                "The lake lets in Unity Catalog, by the access connector, and no network: machines of the workspace's"
                f" clusters reach it with custom_vnet. Source: {_FIREWALL}."
            )
        if "serverless_sql" in site:
            yield (
                "Serverless compute is in none of your networks: an account admin adds a network connectivity"
                f" configuration to the workspace, with a private endpoint to the lake. Source: {_SERVERLESS}."
            )
        yield "Whoever deploys the lake needs Owner or User Access Administrator on its resource group."
