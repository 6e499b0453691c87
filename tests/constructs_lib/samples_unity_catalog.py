"""Everything of Unity Catalog, in their smallest and fullest form."""

from __future__ import annotations

from constructs_lib.schedule import Schedule
from constructs_lib.unity_catalog.artifact_allowlist import ArtifactAllowlist
from constructs_lib.unity_catalog.catalog import Catalog
from constructs_lib.unity_catalog.external_location import ExternalLocation
from constructs_lib.unity_catalog.grants import Grants
from constructs_lib.unity_catalog.lake_path import LakePath
from constructs_lib.unity_catalog.metastore_assignment import MetastoreAssignment
from constructs_lib.unity_catalog.monitored import Monitored
from constructs_lib.unity_catalog.privilege import Privilege
from constructs_lib.unity_catalog.quality_monitor import QualityMonitor
from constructs_lib.unity_catalog.registered_model import RegisteredModel
from constructs_lib.unity_catalog.schema import Schema
from constructs_lib.unity_catalog.service_credential import ServiceCredential
from constructs_lib.unity_catalog.storage_credential import StorageCredential
from constructs_lib.unity_catalog.system_schemas import SystemSchemas
from constructs_lib.unity_catalog.volume import Volume
from constructs_lib.unity_catalog.workspace_binding import WorkspaceBinding
from tests.constructs_lib.world import (
    ADA,
    APPLICATION,
    Sample,
)

SAMPLES = [
    Sample("StorageCredential minimal", lambda w: w.credential),
    Sample("StorageCredential fullest", lambda w: StorageCredential(
        w.scope, "It", names=w.names, purpose="landing", isolated=False, read_only=True, owner=w.readers.principal,
        comment="Reads the landing zone",
        connector=w.named_connector)),
    Sample("StorageCredential of a metastore that is assigned", lambda w: StorageCredential(
        w.scope, "It", names=w.names, connector=w.connector, after=MetastoreAssignment(
            w.scope, "Metastore", account=w.account, metastore_id=APPLICATION, workspace=w.workspace))),
    Sample("ServiceCredential minimal", lambda w: ServiceCredential(
        w.scope, "It", names=w.names, connector=w.connector)),
    Sample("ServiceCredential fullest", lambda w: ServiceCredential(
        w.scope, "It", names=w.names, purpose="orders", isolated=False, owner=w.readers.principal,
        comment="Reads the orders", connector=w.named_connector)),
    Sample("ExternalLocation minimal", lambda w: w.location),
    Sample("ExternalLocation fullest", lambda w: ExternalLocation(
        w.scope, "It", names=w.names, purpose="landing", credential=w.credential, 
        place=LakePath(w.bronze, "landing/in"),
        isolated=False, read_only=True, owner=w.readers.principal, comment="Landing zone")),
    Sample("Catalog minimal", lambda w: w.catalog),
    Sample("Catalog fullest", lambda w: Catalog(
        w.scope, "It", names=w.names, purpose="shared", location=w.location, path="catalogs/shared", isolated=False,
        predictive_optimization="ENABLE", force_destroy=True, owner=w.readers.principal, comment="For everybody")),
    Sample("WorkspaceBinding minimal", lambda w: WorkspaceBinding(
        w.scope, "It", to=w.catalog, workspace=w.workspace)),
    Sample("WorkspaceBinding fullest", lambda w: WorkspaceBinding(
        w.scope, "It", to=w.catalog, workspace=w.workspace, read_only=False)),
    Sample("WorkspaceBinding of a location", lambda w: WorkspaceBinding(
        w.scope, "It", to=w.location, workspace=w.workspace)),
    Sample("Schema minimal", lambda w: w.schema),
    Sample("Schema fullest", lambda w: Schema(
        w.scope, "It", names=w.names, catalog=w.catalog, domain="Sales", layer="gold", location=w.location,
        path="schemas/sales", force_destroy=True, owner=w.readers.principal, comment="Ready to use")),
    Sample("Volume minimal", lambda w: w.volume),
    Sample("Volume fullest", lambda w: Volume(
        w.scope, "It", names=w.names, schema=w.schema, purpose="landing", location=w.location, path="landing",
        owner=w.readers.principal, comment="What arrives")),
    Sample("RegisteredModel minimal", lambda w: w.model),
    Sample("RegisteredModel fullest", lambda w: RegisteredModel(
        w.scope, "It", names=w.names, schema=w.schema, purpose="price", owner=w.readers.principal, comment="Prices")),
    Sample("Grants minimal", lambda w: Grants(
        w.scope, "It", securable=w.catalog.securable, grants={ADA: [Privilege.USE_CATALOG]})),
    Sample("Grants fullest", lambda w: Grants(
        w.scope, "It", securable=w.schema.securable, grants={
            w.readers.principal: [Privilege.USE_SCHEMA, Privilege.SELECT, Privilege.READ_VOLUME],
            w.robot.principal: [Privilege.ALL_PRIVILEGES]})),
    Sample("MetastoreAssignment minimal", lambda w: MetastoreAssignment(
        w.scope, "It", account=w.account, metastore_id=APPLICATION, workspace=w.workspace)),
    Sample("SystemSchemas minimal", lambda w: SystemSchemas(w.scope, "It")),
    Sample("SystemSchemas fullest", lambda w: SystemSchemas(w.scope, "It", schemas=["serving", "access"])),
    Sample("ArtifactAllowlist minimal", lambda w: ArtifactAllowlist(
        w.scope, "It", kind="INIT_SCRIPT", prefixes=["/Volumes/main/ops/scripts/"])),
    Sample("ArtifactAllowlist fullest", lambda w: ArtifactAllowlist(
        w.scope, "It", kind="LIBRARY_MAVEN", prefixes=["org.apache:", "com.example:own:"])),
    Sample("ArtifactAllowlist of a volume", lambda w: ArtifactAllowlist(
        w.scope, "It", kind="LIBRARY_JAR", prefixes=[w.volume])),
    Sample("QualityMonitor minimal", lambda w: QualityMonitor(
        w.scope, "It", names=w.names, schema=w.schema, table="orders", output=w.schema, how=Monitored.snapshot())),
    Sample("QualityMonitor fullest", lambda w: QualityMonitor(
        w.scope, "It", names=w.names, schema=w.schema, table="predictions", output=w.schema, warehouse=w.warehouse,
        schedule=Schedule("0 0 * * * ?"), baseline="main.sales.first", slices=("country",),
        tell_on_failure=("ada@example.com",),
        how=Monitored.inference(timestamp="at", prediction="p", model_id="m", problem="regression", label="l",
                                granularities=("1 hour", "1 day")))),
    Sample("QualityMonitor of a time series", lambda w: QualityMonitor(
        w.scope, "It", names=w.names, schema=w.schema, table="orders", output=w.schema,
        how=Monitored.time_series(timestamp="at"))),
]  # fmt: skip
