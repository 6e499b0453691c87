"""Groups and service principals, and what they may do."""

from __future__ import annotations

from constructs_lib.bindings.engine import TerraformStack
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.identity.account import Account
from constructs_lib.identity.entitlements import Entitlements
from constructs_lib.identity.federation_policy import FederationPolicy
from constructs_lib.identity.group import Group
from constructs_lib.identity.group_members import GroupMembers
from constructs_lib.identity.permissions import Permissions
from constructs_lib.identity.principal import Principal
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.identity.service_principal_access import ServicePrincipalAccess
from constructs_lib.identity.workload_identity import WorkloadIdentity
from constructs_lib.identity.workspace_assignment import WorkspaceAssignment
from naming.namer import Namer


def account(stack: TerraformStack) -> Account:
    return Account(stack, "Account", account_id="11111111-2222-3333-4444-555555555555")


def group(stack: TerraformStack, names: Namer, account: Account) -> Group:
    return Group(stack, "Analysts", names=names, purpose="analysts", account=account)


def service_principal(stack: TerraformStack, names: Namer, account: Account) -> ServicePrincipal:
    return ServicePrincipal(stack, "Pipeline", names=names, purpose="pipeline", account=account)


def group_members(stack: TerraformStack, group: Group, service_principal: ServicePrincipal) -> GroupMembers:
    return GroupMembers(stack, "Members", group=group, members={"Pipeline": service_principal, "Ada": "1234567890"})


def workspace_assignment(stack: TerraformStack, group: Group) -> WorkspaceAssignment:
    return WorkspaceAssignment(stack, "MayEnter", member=group)


def entitlements(stack: TerraformStack, group: Group, workspace_assignment: WorkspaceAssignment) -> Entitlements:
    return Entitlements(stack, "Opened", member=group, sql_access=True, after=workspace_assignment)


def permissions(stack: TerraformStack, sql_warehouse: SqlWarehouse, group: Group) -> Permissions:
    return Permissions(
        stack,
        "WarehouseAccess",
        target=sql_warehouse.permission_target,
        access={group.principal: "CAN_USE", Principal.user("ada@example.com"): "CAN_MANAGE"},
    )


def service_principal_access(
    stack: TerraformStack, service_principal: ServicePrincipal, group: Group
) -> ServicePrincipalAccess:
    return ServicePrincipalAccess(stack, "MayRunAs", service_principal=service_principal, users=[group.principal])


def federation_policy(stack: TerraformStack, service_principal: ServicePrincipal) -> FederationPolicy:
    return FederationPolicy(
        stack,
        "SignIn",
        service_principal=service_principal,
        identity=WorkloadIdentity.github("example", "platform", environment="prod"),
    )
