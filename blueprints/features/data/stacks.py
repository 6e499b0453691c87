"""The constructs of the features that keep data."""

from __future__ import annotations

from blueprints.features.data import description
from blueprints.features.data.catalogs import CatalogOptions
from blueprints.features.identity.account import account_of
from blueprints.features.part import Part
from blueprints.features.security.stacks import CustomerManagedKeys
from blueprints.layers import AzureLayer, DatabricksLayer
from constructs_lib.identity.principal import Principal
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.storage.data_lake import DataLake
from constructs_lib.storage.lifecycle_rule import LifecycleRule
from constructs_lib.unity_catalog.catalog import Catalog
from constructs_lib.unity_catalog.external_location import ExternalLocation
from constructs_lib.unity_catalog.grants import Grants
from constructs_lib.unity_catalog.lake_path import LakePath
from constructs_lib.unity_catalog.metastore_assignment import MetastoreAssignment
from constructs_lib.unity_catalog.privilege import Privilege
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.storage_credential import StorageCredential
from constructs_lib.unity_catalog.workspace_binding import WorkspaceBinding
from constructs_lib.workspace.access_connector import AccessConnector

_READ = frozenset(
    {
        Privilege.BROWSE,
        Privilege.EXECUTE,
        Privilege.READ_VOLUME,
        Privilege.SELECT,
        Privilege.USE_CATALOG,
        Privilege.USE_SCHEMA,
    }
)
_WRITE = _READ | {
    Privilege.APPLY_TAG,
    Privilege.CREATE_FUNCTION,
    Privilege.CREATE_MATERIALIZED_VIEW,
    Privilege.CREATE_MODEL,
    Privilege.CREATE_MODEL_VERSION,
    Privilege.CREATE_TABLE,
    Privilege.CREATE_VOLUME,
    Privilege.MODIFY,
    Privilege.REFRESH,
    Privilege.WRITE_VOLUME,
}
_MANAGE = _WRITE | {Privilege.CREATE_SCHEMA, Privilege.MANAGE}


class Storage(Part[description.Storage]):
    """A connector and a lake."""

    lake: DataLake
    connector: AccessConnector

    def azure(self, layer: AzureLayer) -> None:
        """The lake, and who gets in."""
        names, group = layer.names, layer.resource_group
        told, keys = self.feature, layer.part(CustomerManagedKeys)
        self.connector = AccessConnector(layer, "Connector", names=names, resource_group=group)
        self.lake = DataLake(
            layer,
            "Lake",
            names=names,
            resource_group=group,
            layers=told.containers,
            connector=self.connector,
            file_events=told.file_events,
            replication=told.replication_in(layer.platform.region),
            allowed_networks=_networks(layer),
            soft_delete_days=told.soft_delete_days,
            lifecycle_rules=[LifecycleRule("cool", told.containers, cool_after_days=told.cool_after_days)]
            if told.cool_after_days is not None
            else [],
            key=keys.lake_key if keys else None,
        )
        layer.outputs(lake_name=self.lake.account_name)


def _networks(layer: AzureLayer) -> list[InjectedNetwork]:
    """The workspace's own network, where no private endpoint leads from there to the lake."""
    if "custom_vnet" not in layer.composition or "private_endpoints" in layer.composition:
        return []
    return [
        network
        for part in layer.parts
        if isinstance(network := getattr(part, "network", None), InjectedNetwork)
        and "Microsoft.Storage" in network.service_endpoints
    ]


class UnityCatalog(Part[description.UnityCatalog]):
    """A credential, locations, and catalogs with their schemas.

    Kept for the parts after it: `credential`; `locations` by container; `catalogs` by purpose (`main` where it has
    none); `default_catalog`, the first; its `schemas` by layer; and `metastore`, where one is assigned.
    """

    credential: StorageCredential
    locations: dict[str, ExternalLocation]
    catalogs: dict[str, Catalog]
    default_catalog: Catalog
    schemas: dict[str, Schema]
    metastore: MetastoreAssignment | None = None

    def databricks(self, layer: DatabricksLayer) -> None:
        """Everything of Unity Catalog."""
        storage = layer.part(Storage)
        assert storage  # it is needed
        told = self.feature
        if told.metastore_id and told.account_id:
            self.metastore = MetastoreAssignment(
                layer,
                "Metastore",
                account=account_of(layer, told.account_id),
                metastore_id=told.metastore_id,
                workspace=layer.azure.workspace,
            )
        self.credential = StorageCredential(
            layer, "StorageCredential", names=layer.names, connector=storage.connector, after=self.metastore
        )
        self.locations = {
            container: ExternalLocation(
                layer,
                f"Location-{container}",
                names=layer.names,
                purpose=container,
                credential=self.credential,
                place=LakePath(storage.lake.url(container)),
            )
            for container in storage.feature.containers
        }
        self.catalogs = {one.key: self._catalog(layer, one) for one in told.catalogs_in(layer.composition)}
        self.default_catalog = self.catalogs[told.catalogs[0].key]
        schemas = [self._schemas(layer, one) for one in told.catalogs]
        self.schemas = schemas[0]
        layer.outputs(catalog_name=self.default_catalog.catalog_name)

    def _catalog(self, layer: DatabricksLayer, told: CatalogOptions) -> Catalog:
        container = told.container or next(iter(self.locations))
        catalog = Catalog(
            layer,
            f"Catalog-{told.key}",
            names=layer.names,
            location=self.locations[container],
            path=f"catalogs/{told.key}",
            purpose=told.purpose,
            isolated=told.isolated,
            force_destroy=told.force_destroy,
        )
        if told.granted:
            Grants(layer, f"Grants-{told.key}", securable=catalog.securable, grants=_grants(told))
        for read_only, numbers in ((True, told.read_in), (False, told.written_in)):
            for number in numbers:
                WorkspaceBinding(
                    layer, f"Binding-{told.key}-{number}", to=catalog, workspace=number, read_only=read_only
                )
        return catalog

    def _schemas(self, layer: DatabricksLayer, told: CatalogOptions) -> dict[str, Schema]:
        return {
            name: Schema(
                layer,
                f"Schema-{told.key}-{name}",
                names=layer.names,
                catalog=self.catalogs[told.key],
                domain=told.about,
                layer=name,
                location=self.locations.get(name),
                path=f"schemas/{told.key}/{told.about}" if name in self.locations else None,
                force_destroy=told.force_destroy,
            )
            for name in self.feature.schemas_of(told, layer.composition)
        }


def _grants(told: CatalogOptions) -> dict[Principal, frozenset[Privilege]]:
    """What each group may do: of two roles, the wider."""
    found: dict[Principal, frozenset[Privilege]] = {}
    for groups, privileges in ((told.readers, _READ), (told.writers, _WRITE), (told.managers, _MANAGE)):
        for name in groups:
            found[Principal.group(name)] = privileges
    return found
