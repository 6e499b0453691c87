"""What the features that keep data are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from blueprints.features.data.catalogs import CatalogOptions, each_once
from blueprints.features.feature import Feature, FeatureDescription, Gap, Made
from blueprints.features.identity.description import Groups
from blueprints.identifiers import Uuid
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
_AUTOMATIC = "databricks provider guide unity-catalog-default"
_ADMINS = "learn.microsoft.com azure/databricks manage-privileges/admin-privileges"
_GROUPS = "learn.microsoft.com azure/databricks admin/users-groups/groups, workspace-local groups"
_ROLES = "learn.microsoft.com role-based-access-control troubleshooting"
_SERVERLESS = "learn.microsoft.com azure/databricks serverless-firewall"


def _container(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or not 3 <= len(text) <= 63:
        raise ValueError("must be lower-case letters, digits and single hyphens, 3-63 characters")
    return text


Container = Annotated[str, AfterValidator(_container)]


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
        each_once("containers", self.containers)
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
                " clusters reach it with custom_vnet, best from the start, since that replaces a workspace that stands."
                f" Source: {_FIREWALL}."
            )
        serverless = _serverless(site)
        if serverless:
            yield (
                f"{' and '.join(serverless)} run on Databricks' machines, which are in none of your networks: an"
                " account admin adds a network connectivity configuration to the workspace, with a private endpoint to"
                f" the lake. Source: {_SERVERLESS}."
            )
        yield (
            "Azure may take ten minutes to heed the connector's role on a new lake: where the first deployment is"
            f" refused inside the workspace, run it again. Source: {_ROLES}."
        )
        yield "Whoever deploys the lake needs Owner or User Access Administrator on its resource group."


class UnityCatalog(Feature):
    """Catalogs over the lake: who may read and write which data, and what became of it.

    Args:
        catalogs: The catalogs; other features put what they make into the first.
        metastore_id: The metastore to join the workspace to, for accounts whose workspaces do not get the region's
            metastore by themselves; those since 2023-11-09 do. Source: databricks provider guide
            unity-catalog-default.
        account_id: The Databricks account of that metastore.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="unity_catalog",
        description="governed catalogs, schemas and grants",
        layers=("databricks",),
        needs=(("storage",),),
        minutes=2,
    )

    catalogs: tuple[CatalogOptions, ...] = (CatalogOptions(),)
    metastore_id: Uuid | None = None
    account_id: Uuid | None = None

    @model_validator(mode="after")
    def _catalogs(self) -> UnityCatalog:
        if not self.catalogs:
            raise ValueError("catalogs must hold at least one; `- {}` is one with every default")
        each_once("purposes of catalogs", (one.key for one in self.catalogs))
        # The convention names schemas without their catalog: what a plan shows could not be told apart.
        each_once("domains of catalogs", (one.about for one in self.catalogs))
        return self

    def schemas_of(self, catalog: CatalogOptions, site: Composition) -> tuple[str, ...]:
        """The schemas that a catalog has."""
        return catalog.schemas or _containers_of(site)

    def catalogs_in(self, site: Composition) -> tuple[CatalogOptions, ...]:
        """The catalogs; the first also lets in the groups that have data."""
        groups = site.get(Groups)
        if groups is None:
            return self.catalogs
        first = self.catalogs[0].also_for(
            readers=groups.with_data("read"), writers=groups.with_data("write"), managers=groups.with_data("manage")
        )
        return (first, *self.catalogs[1:])

    def gaps(self, site: Composition) -> Iterable[Gap]:
        """The account of a metastore."""
        if self.metastore_id and not self.account_id:
            yield Gap("account_id", "the UUID of the Databricks account, from the account console")

    def problems(self, site: Composition) -> Iterable[Gap]:
        """Catalogs in containers that the lake does not have."""
        have = _containers_of(site)
        for one in self.catalogs:
            if one.container is not None and one.container not in have:
                yield Gap("catalogs", f"the lake has no container {one.container!r}; it has {', '.join(have)}")

    def makes(self, site: Composition) -> Iterable[Made]:
        """A credential, a location for each container, and each catalog with its schemas, grants and bindings."""
        if self.metastore_id:
            yield Made("databricks", "databricks_metastore_assignment", None)
        yield Made("databricks", "databricks_storage_credential")
        for container in _containers_of(site):
            yield Made("databricks", "databricks_external_location", {"purpose": container})
        for one in self.catalogs:
            yield Made("databricks", "databricks_catalog", {"purpose": one.purpose} if one.purpose else {})
            for layer in self.schemas_of(one, site):
                yield Made("databricks", "databricks_schema", {"domain": one.about, "layer": layer})
        if granted := sum(one.granted for one in self.catalogs_in(site)):
            yield Made("databricks", "databricks_grants", None, granted)
        if bound := sum(len(one.read_in + one.written_in) for one in self.catalogs):
            yield Made("databricks", "databricks_workspace_binding", None, bound)

    def notes(self, site: Composition) -> Iterable[str]:
        """What must be there, and who gets in."""
        if self.metastore_id:
            yield (
                "Whoever deploys must be an admin of the account, and the metastore's admin must grant them CREATE"
                f" CATALOG, CREATE EXTERNAL LOCATION and CREATE STORAGE CREDENTIAL. Source: {_ADMINS}."
            )
        else:
            yield (
                "The workspace gets its region's metastore by itself in accounts since 2023-11-09, and its admins may"
                " make catalogs, locations and credentials there; elsewhere write unity_catalog.metastore_id."
                f" Source: {_AUTOMATIC}; {_ADMINS}."
            )
        if any(one.granted for one in self.catalogs_in(site)):
            yield (
                "Readers, writers and managers are groups of the account, which must exist: a group that only the"
                f" workspace knows can be granted nothing. Source: {_GROUPS}."
            )
        for one in self.catalogs_in(site):
            if not one.granted:
                yield (
                    f"Only whoever deploys may use the catalog {one.key}: write groups into its readers, writers or"
                    " managers."
                )


def _serverless(site: Composition) -> list[str]:
    """Features that reach the lake from machines of Databricks' own."""
    always = ("serverless_sql", "mlflow_model_serving", "vector_search")
    pipeline = site.features.get("streaming_pipeline")
    return [
        *(name for name in always if name in site),
        *(["streaming_pipeline"] if getattr(pipeline, "serverless", False) else []),
    ]


def _containers_of(site: Composition) -> tuple[str, ...]:
    storage = site.get(Storage)
    return storage.containers if storage else MEDALLION
