"""A workspace and what it stands in."""

from __future__ import annotations

from constructs_lib.bindings.engine import TerraformStack
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.workspace.access_connector import AccessConnector
from constructs_lib.workspace.diagnostics import Diagnostics
from constructs_lib.workspace.ip_access_lists import IpAccessLists
from constructs_lib.workspace.log_workspace import LogWorkspace
from constructs_lib.workspace.management_lock import ManagementLock
from constructs_lib.workspace.resource_group import ResourceGroup
from constructs_lib.workspace.workspace import Workspace
from constructs_lib.workspace.workspace_settings import WorkspaceSettings
from naming.namer import Namer


def resource_group(stack: TerraformStack, names: Namer) -> ResourceGroup:
    return ResourceGroup(stack, "ResourceGroup", names=names, region="westeurope")


def workspace(
    stack: TerraformStack,
    names: Namer,
    resource_group: ResourceGroup,
    injected_network: InjectedNetwork,
    access_connector: AccessConnector,
) -> Workspace:
    return Workspace(
        stack,
        "Workspace",
        names=names,
        resource_group=resource_group,
        network=injected_network,
        connector=access_connector,
        storage_named=True,
        protected=True,
    )


def access_connector(stack: TerraformStack, names: Namer, resource_group: ResourceGroup) -> AccessConnector:
    return AccessConnector(stack, "Connector", names=names, resource_group=resource_group)


def log_workspace(stack: TerraformStack, names: Namer, resource_group: ResourceGroup) -> LogWorkspace:
    return LogWorkspace(stack, "Logs", names=names, resource_group=resource_group, retention_days=90, daily_gib=5)


def diagnostics(stack: TerraformStack, names: Namer, workspace: Workspace, log_workspace: LogWorkspace) -> Diagnostics:
    return Diagnostics(stack, "Diagnostics", names=names, of=workspace, logs=log_workspace)


def management_lock(
    stack: TerraformStack, names: Namer, resource_group: ResourceGroup, workspace: Workspace
) -> ManagementLock:
    return ManagementLock(stack, "Lock", names=names, of=resource_group, holds=[workspace])


def workspace_settings(stack: TerraformStack, workspace: Workspace) -> WorkspaceSettings:
    return WorkspaceSettings(
        stack,
        "Settings",
        workspace=workspace,
        token_days=30,
        results_download=True,
    )


def ip_access_lists(stack: TerraformStack, names: Namer, workspace_settings: WorkspaceSettings) -> IpAccessLists:
    return IpAccessLists(
        stack,
        "Addresses",
        names=names,
        settings=workspace_settings,
        allowed=["203.0.113.0/24", "198.51.100.7"],
        blocked=["203.0.113.99"],
    )
