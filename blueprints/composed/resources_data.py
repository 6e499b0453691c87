"""Resources that hold data, and the way to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from blueprints.composed.resource import (
    IDENTIFIER,
    Folder,
    Number,
    Ref,
    Resource,
    ResourceDescription,
    Switch,
    matching,
)
from blueprints.features.feature import Made
from blueprints.plain_text import SaidText
from blueprints.usage import Amount, Metered, Usage

if TYPE_CHECKING:
    from blueprints.composition import Composition

Word = Annotated[str, matching(r"[a-z0-9]+([_-][a-z0-9]+)*", "lower-case letters and digits, joined by - or _")]
"""A word of a name."""

LakeUrl = Annotated[
    SaidText,
    matching(
        r"abfss://[a-z0-9$-]{3,63}@[a-z0-9]{3,24}\.dfs\.core\.windows\.net/?",
        "abfss://<container>@<account>.dfs.core.windows.net/",
    ),
]
"""Source: databricks_external_location docs."""

ContainerName = Annotated[str, matching(IDENTIFIER, "lower-case letters, digits and single hyphens")]

LAKE_GB = Amount(100, 500, 2000)
"""Gigabytes that a lake is assumed to hold: nobody says before it is filled."""


class Connector(Resource):
    """The identity through which Unity Catalog reaches a lake."""

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="connector", description="an identity in Azure for Unity Catalog", layer="azure"
    )

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One access connector."""
        yield self.named("azurerm_databricks_access_connector", identifier)


class Lake(Resource):
    """A storage account for tables and files, closed to the internet and without keys.

    Args:
        connector_ref: Who may read and write, and gets through the firewall. Left out: nobody.
        containers: Its containers. Taking one away deletes what is in it.
        replication: Copies: `LRS`, `ZRS`, `GRS`, `RAGRS`, `GZRS` or `RAGZRS`.
        soft_delete_days: Days in which deleted files can be brought back, 1-365.
        protected: Any plan that would destroy or replace it is refused.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="lake", description="storage for tables and files", layer="azure"
    )

    connector_ref: Ref | None = None
    containers: Annotated[tuple[ContainerName, ...], Field(min_length=1)] = (
        "bronze",
        "silver",
        "gold",
    )
    replication: Literal["LRS", "ZRS", "GRS", "RAGRS", "GZRS", "RAGZRS"] = "ZRS"
    soft_delete_days: Annotated[Number, Field(ge=1, le=365)] = 30
    protected: Switch = False

    @field_validator("containers")
    @classmethod
    def _each_once(cls, containers: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(containers)) < len(containers):
            raise ValueError("must be each once")
        return containers

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """The account, its containers, and the connector's role."""
        yield self.named("azurerm_storage_account", identifier)
        for container in self.containers:
            yield Made("azure", "azurerm_storage_container", {"purpose": container}, inside=f"lake-{identifier}")
        if self.connector_ref:
            yield Made("azure", "azurerm_role_assignment", None)

    def usage(self, identifier: str, site: Composition) -> Iterable[Usage]:
        """What lies in it."""
        row = f"storage_gb_month_{self.replication.lower()}"
        assuming = f"lake-{identifier} holds {LAKE_GB.expected:g} GB, {LAKE_GB.low:g} to {LAKE_GB.high:g}."
        yield Metered(f"lake-{identifier}, {self.replication}", row, LAKE_GB, assuming)


class Credential(Resource):
    """How Unity Catalog signs in to a lake: the connector's identity, no key.

    Args:
        connector_ref: The connector.
        read_only: Nothing can be written through it.
        comment: For people.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="credential", description="how Unity Catalog signs in to storage"
    )

    connector_ref: Ref
    read_only: Switch = False
    comment: SaidText | None = None

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One storage credential."""
        yield self.named("databricks_storage_credential", identifier)


class Location(Resource):
    """A folder of a lake that Unity Catalog may use; no folder may lie in another location.

    Args:
        credential_ref: How to sign in.
        lake_ref: The platform's lake; with container.
        container: The lake's container.
        url: Container of a lake that exists, `abfss://<container>@<account>.dfs.core.windows.net/`, in place of
            lake_ref.
        path: Folder in the container; left out: all of it.
        read_only: Nothing can be written there.
        comment: For people.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="location", description="a part of a lake for Unity Catalog"
    )

    credential_ref: Ref
    lake_ref: Ref | None = None
    container: SaidText | None = None
    url: LakeUrl | None = None
    path: Folder | None = None
    read_only: Switch = False
    comment: SaidText | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Location:
        if bool(self.lake_ref) == bool(self.url) or bool(self.lake_ref) != bool(self.container):
            raise ValueError("lake_ref with container is required, or url alone")
        return self

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One external location."""
        yield self.named("databricks_external_location", identifier)


class Catalog(Resource):
    """The first level of Unity Catalog's names, under storage of its own.

    Args:
        location_ref: Where its managed tables and files lie.
        path: Folder in the location; left out: the identifier. Changing it replaces the catalog.
        isolated: Only this workspace sees it.
        predictive_optimization: Whether Databricks tidies tables by itself; left out: as the metastore has it.
        force_destroy: Deleting the catalog deletes every table in it.
        comment: For people.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="catalog", description="the first level of names in Unity Catalog"
    )

    location_ref: Ref
    path: Folder | None = None
    isolated: Switch = True
    predictive_optimization: Literal["ENABLE", "DISABLE", "INHERIT"] | None = None
    force_destroy: Switch = False
    comment: SaidText | None = None

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One catalog."""
        yield self.named("databricks_catalog", identifier)


class Schema(Resource):
    """Tables, volumes and models of one domain and layer.

    Args:
        catalog_ref: Where it stands; moving it replaces it.
        domain: What it is about, such as `orders`; first part of its name.
        layer: How refined it is, such as `silver`; second part of its name. Left out: the identifier.
        force_destroy: Deleting the schema deletes every table in it.
        comment: For people.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="schema", description="tables, volumes and models of one domain and layer"
    )

    catalog_ref: Ref
    domain: Word
    layer: Word | None = None
    force_destroy: Switch = False
    comment: SaidText | None = None

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One schema."""
        components = {"domain": self.domain, "layer": self.layer or identifier}
        yield Made("databricks", "databricks_schema", components, inside=f"catalog-{self.catalog_ref}")


class Volume(Resource):
    """Files that Unity Catalog guards, under `/Volumes`.

    Args:
        schema_ref: Where it stands; moving it replaces it.
        location_ref: Where its files lie, so that others reach them; with path. Left out: Unity Catalog keeps them.
        path: Folder in the location.
        comment: For people.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(type="volume", description="files in Unity Catalog")

    schema_ref: Ref
    location_ref: Ref | None = None
    path: Folder | None = None
    comment: SaidText | None = None

    @model_validator(mode="after")
    def _place(self) -> Volume:
        if bool(self.location_ref) != bool(self.path):
            raise ValueError("location_ref and path go together")
        return self

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One volume."""
        yield self.named("databricks_volume", identifier, inside=f"schema-{self.schema_ref}")


class RegisteredModel(Resource):
    """A model and its versions, in Unity Catalog.

    Args:
        schema_ref: Where it stands; moving it replaces it.
        comment: For people.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="registered_model", description="a model and its versions"
    )

    schema_ref: Ref
    comment: SaidText | None = None

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One registered model."""
        yield self.named("databricks_registered_model", identifier, inside=f"schema-{self.schema_ref}")
