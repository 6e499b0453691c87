"""Unity Catalog: the lake as the workspace sees it, and who may read what."""

from __future__ import annotations

from benchmarks.everything.people import People
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.volume_script import VolumeScript
from constructs_lib.raw import RawResource
from constructs_lib.storage.data_lake import DataLake
from constructs_lib.unity_catalog.artifact_allowlist import ArtifactAllowlist
from constructs_lib.unity_catalog.catalog import Catalog
from constructs_lib.unity_catalog.external_location import ExternalLocation
from constructs_lib.unity_catalog.grants import Grants
from constructs_lib.unity_catalog.lake_path import LakePath
from constructs_lib.unity_catalog.metastore_assignment import MetastoreAssignment
from constructs_lib.unity_catalog.privilege import Privilege
from constructs_lib.unity_catalog.registered_model import RegisteredModel
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.service_credential import ServiceCredential
from constructs_lib.unity_catalog.storage_credential import StorageCredential
from constructs_lib.unity_catalog.system_schemas import SystemSchemas
from constructs_lib.unity_catalog.volume import Volume
from constructs_lib.unity_catalog.workspace_binding import WorkspaceBinding
from constructs_lib.workspace.access_connector import AccessConnector
from constructs_lib.workspace.workspace import Workspace
from naming.kinds import Kind
from naming.namer import Namer

LAYERS = ("bronze", "silver", "gold")
METASTORE = "bbbbbbbb-0000-0000-0000-000000000001"


class Data(Construct):
    """One catalog in the lake, a schema a layer, and grants on all of it.

    Args:
        names: Names of the platform.
        workspace: Whose data it is.
        connector: As whom Databricks reads the lake.
        lake: Where the data lies.
        people: Who reads and writes it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        workspace: Workspace,
        connector: AccessConnector,
        lake: DataLake,
        people: People,
    ) -> None:
        super().__init__(scope, id)
        self._people = people
        MetastoreAssignment(self, "Metastore", account=people.account, metastore_id=METASTORE, workspace=workspace)
        SystemSchemas(self, "SystemSchemas", schemas=["access", "compute"])
        self.credential = StorageCredential(self, "Credential", names=names, connector=connector)
        self.events = ServiceCredential(self, "Events", names=names, connector=connector, purpose="events")
        locations = {
            layer: ExternalLocation(
                self, f"{layer.title()}Location", names=names, purpose=layer, credential=self.credential,
                place=LakePath(lake.url(layer)),
            )
            for layer in LAYERS
        }  # fmt: skip
        self.landing = locations["bronze"]
        self.catalog = Catalog(self, "Catalog", names=names, location=locations["gold"], path="catalog")
        WorkspaceBinding(self, "Binding", to=self.catalog, workspace=workspace, read_only=False)
        bronze, self.silver, self.gold = (
            Schema(self, layer.title(), names=names, catalog=self.catalog, domain="sales", layer=layer)
            for layer in LAYERS
        )
        self.files = Volume(
            self, "Files", names=names, schema=bronze, purpose="landing", location=self.landing, path="landing"
        )
        self.scripts = Volume(self, "Scripts", names=names, schema=bronze, purpose="scripts")
        self.script = VolumeScript(
            self, "Script", volume=self.scripts, file_name="setup.sh", content="#!/bin/bash\necho ready\n"
        )
        ArtifactAllowlist(self, "Allowlist", kind="INIT_SCRIPT", prefixes=[self.scripts])
        self.model = RegisteredModel(self, "Model", names=names, schema=self.gold, purpose="churn")
        self.table = names.name(Kind.TABLE, type="dim", entity="documents")
        self.documents = self._documents()
        self._grants()

    def _documents(self) -> RawResource:
        """A table, which jobs would make: there is no construct, and the escape hatch shows that one is not needed."""
        return RawResource(
            self,
            "Documents",
            type="databricks_sql_table",
            arguments={
                "name": self.table,
                "table_type": "MANAGED",
                "data_source_format": "DELTA",
                "column": [{"name": "id", "type": "bigint"}, {"name": "text", "type": "string"}],
                "properties": {"delta.enableChangeDataFeed": "true"},
            },
            references={"catalog_name": self.catalog.catalog_name, "schema_name": self.gold.schema_name},
        )

    def _grants(self) -> None:
        engineers, analysts = self._people.engineers.principal, self._people.analysts.principal
        robot = self._people.robot.principal
        for id, securable, grants in (
            ("Credential", self.credential.securable, {engineers: [Privilege.CREATE_EXTERNAL_LOCATION]}),
            ("Events", self.events.securable, {robot: [Privilege.ACCESS]}),
            ("Landing", self.landing.securable, {robot: [Privilege.READ_FILES, Privilege.WRITE_FILES]}),
            ("Catalog", self.catalog.securable, {analysts: [Privilege.USE_CATALOG], robot: [Privilege.ALL_PRIVILEGES]}),
            ("Gold", self.gold.securable, {analysts: [Privilege.USE_SCHEMA, Privilege.SELECT]}),
            ("Files", self.files.securable, {engineers: [Privilege.READ_VOLUME]}),
            ("Model", self.model.securable, {analysts: [Privilege.EXECUTE]}),
        ):
            Grants(self, f"{id}Grants", securable=securable, grants=grants)
