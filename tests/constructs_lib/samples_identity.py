"""Groups, service principals and what they may do, in their smallest and fullest form."""

from __future__ import annotations

from constructs_lib.identity.entitlements import Entitlements
from constructs_lib.identity.federation_policy import FederationPolicy
from constructs_lib.identity.group import Group
from constructs_lib.identity.group_members import GroupMembers
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.identity.permissions import Permissions
from constructs_lib.identity.principal import Principal
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.identity.service_principal_access import ServicePrincipalAccess
from constructs_lib.identity.workload_identity import WorkloadIdentity
from constructs_lib.identity.workspace_assignment import WorkspaceAssignment
from tests.constructs_lib.world import (
    ADA,
    APPLICATION,
    Sample,
)

SAMPLES = [
    Sample("Group minimal", lambda w: Group(w.scope, "It", names=w.names, purpose="readers")),
    Sample("Group fullest", lambda w: Group(w.scope, "It", names=w.names, purpose="readers", account=w.account)),
    Sample("ServicePrincipal minimal", lambda w: ServicePrincipal(w.scope, "It", names=w.names, purpose="etl")),
    Sample("ServicePrincipal fullest", lambda w: ServicePrincipal(
        w.scope, "It", names=w.names, purpose="etl", application_id=APPLICATION.upper(), account=w.account)),
    Sample("GroupMembers minimal", lambda w: GroupMembers(
        w.scope, "It", group=w.local_group, members={"Ada": "1234567890"})),
    Sample("GroupMembers fullest", lambda w: GroupMembers(
        w.scope, "It", group=w.readers, members={
            "Robot": w.robot, "Ada": "1234567890",
            "Others": Group(w.scope, "Others", names=w.names, purpose="others", account=w.account)})),
    Sample("WorkspaceAssignment minimal", lambda w: WorkspaceAssignment(w.scope, "It", member=w.readers)),
    Sample("WorkspaceAssignment fullest", lambda w: WorkspaceAssignment(w.scope, "It", member=w.robot, admin=True)),
    Sample("WorkspaceAssignment by name", lambda w: WorkspaceAssignment(
        w.scope, "It", member=Principal.group("Analysts"))),
    Sample("Entitlements by name", lambda w: Entitlements(
        w.scope, "It", member=ADA, sql_access=True, after=WorkspaceAssignment(w.scope, "Let", member=ADA))),
    Sample("Entitlements minimal", lambda w: Entitlements(
        w.scope, "It", member=w.local_group, workspace_access=True)),
    Sample("Entitlements fullest", lambda w: Entitlements(
        w.scope, "It", member=w.readers, workspace_access=True, sql_access=True, cluster_create=True,
        pool_create=True, after=w.assignment)),
    Sample("Entitlements of a consumer", lambda w: Entitlements(
        w.scope, "It", member=ServicePrincipal(w.scope, "Own", names=w.names, purpose="own"), consume_only=True)),
    Sample("Permissions minimal", lambda w: Permissions(
        w.scope, "It", target=w.cluster.permission_target, access={w.readers.principal: "CAN_RESTART"})),
    Sample("Permissions fullest", lambda w: Permissions(
        w.scope, "It", target=w.job.permission_target,
        access={w.robot.principal: "IS_OWNER", ADA: "CAN_MANAGE", Principal.group("data"): "CAN_VIEW"})),
    Sample("Permissions on tokens", lambda w: Permissions(
        w.scope, "It", target=PermissionTarget.tokens(), access={w.robot.principal: "CAN_USE"})),
    Sample("ServicePrincipalAccess minimal", lambda w: ServicePrincipalAccess(
        w.scope, "It", service_principal=w.robot, users=[w.readers.principal])),
    Sample("ServicePrincipalAccess fullest", lambda w: ServicePrincipalAccess(
        w.scope, "It", service_principal=w.robot, users=[ADA, Principal.group("data")],
        managers=[Principal.service_principal(APPLICATION)])),
    Sample("FederationPolicy minimal", lambda w: FederationPolicy(
        w.scope, "It", service_principal=w.robot, identity=WorkloadIdentity("https://idp.example.com", "job:1"))),
    Sample("FederationPolicy fullest", lambda w: FederationPolicy(
        w.scope, "It", service_principal=w.robot,
        identity=WorkloadIdentity.github("example", "platform", environment="prod"))),
]  # fmt: skip
