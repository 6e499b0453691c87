"""From a lake's container to tables, files and models, and who may use them."""

from __future__ import annotations

from constructs_lib.bindings.engine import TerraformStack
from constructs_lib.identity.account import Account
from constructs_lib.identity.group import Group
from constructs_lib.schedule import Schedule
from constructs_lib.storage.data_lake import DataLake
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
from constructs_lib.workspace.access_connector import AccessConnector
from constructs_lib.workspace.workspace import Workspace
from naming.namer import Namer


def storage_credential(stack: TerraformStack, names: Namer, access_connector: AccessConnector) -> StorageCredential:
    return StorageCredential(stack, "Credential", names=names, connector=access_connector)


def service_credential(stack: TerraformStack, names: Namer, access_connector: AccessConnector) -> ServiceCredential:
    return ServiceCredential(stack, "Streams", names=names, connector=access_connector, purpose="streams")


def external_location(
    stack: TerraformStack, names: Namer, storage_credential: StorageCredential, data_lake: DataLake
) -> ExternalLocation:
    return ExternalLocation(
        stack, "Location", names=names, credential=storage_credential, place=LakePath(data_lake.url("silver"))
    )


def catalog(stack: TerraformStack, names: Namer, external_location: ExternalLocation, group: Group) -> Catalog:
    return Catalog(stack, "Catalog", names=names, location=external_location, path="catalog", owner=group.principal)


def workspace_binding(stack: TerraformStack, catalog: Catalog) -> WorkspaceBinding:
    return WorkspaceBinding(stack, "Reporting", to=catalog, workspace="1234567890123456")


def schema(stack: TerraformStack, names: Namer, catalog: Catalog) -> Schema:
    return Schema(stack, "Sales", names=names, catalog=catalog, domain="sales", layer="silver")


def volume(stack: TerraformStack, names: Namer, schema: Schema) -> Volume:
    return Volume(stack, "Files", names=names, schema=schema, purpose="files")


def registered_model(stack: TerraformStack, names: Namer, schema: Schema) -> RegisteredModel:
    return RegisteredModel(stack, "Model", names=names, schema=schema, purpose="churn")


def grants(stack: TerraformStack, schema: Schema, group: Group) -> Grants:
    return Grants(
        stack,
        "SalesGrants",
        securable=schema.securable,
        grants={group.principal: [Privilege.USE_SCHEMA, Privilege.SELECT, Privilege.READ_VOLUME]},
    )


def quality_monitor(stack: TerraformStack, names: Namer, schema: Schema) -> QualityMonitor:
    return QualityMonitor(
        stack,
        "Quality",
        names=names,
        schema=schema,
        table="orders",
        output=schema,
        how=Monitored.time_series(timestamp="ordered_at"),
        schedule=Schedule("0 0 6 * * ?", timezone="Europe/Berlin"),
    )


def artifact_allowlist(stack: TerraformStack, volume: Volume) -> ArtifactAllowlist:
    return ArtifactAllowlist(stack, "Scripts", kind="INIT_SCRIPT", prefixes=[volume])


def system_schemas(stack: TerraformStack) -> SystemSchemas:
    return SystemSchemas(stack, "System", schemas=["access", "compute", "query"])


def metastore_assignment(stack: TerraformStack, account: Account, workspace: Workspace) -> MetastoreAssignment:
    return MetastoreAssignment(
        stack,
        "Metastore",
        account=account,
        metastore_id="aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
        workspace=workspace,
    )
