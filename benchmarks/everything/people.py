"""Who works in the workspace, and as whom programs do."""

from __future__ import annotations

from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.account import Account
from constructs_lib.identity.entitlements import Entitlements
from constructs_lib.identity.federation_policy import FederationPolicy
from constructs_lib.identity.group import Group
from constructs_lib.identity.group_members import GroupMembers
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.identity.permissions import Permissions
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.identity.service_principal_access import ServicePrincipalAccess
from constructs_lib.identity.workload_identity import WorkloadIdentity
from constructs_lib.identity.workspace_assignment import WorkspaceAssignment
from constructs_lib.monitoring.budget_policy import BudgetPolicy
from constructs_lib.workspace.workspace import Workspace
from naming.namer import Namer

ACCOUNT = "aaaaaaaa-0000-0000-0000-000000000001"


class People(Construct):
    """Two groups of the account, one of the workspace, and the service principal that jobs run as.

    Args:
        names: Names of the platform.
        workspace: Where they work.
    """

    def __init__(self, scope: Construct, id: str, *, names: Namer, workspace: Workspace) -> None:
        super().__init__(scope, id)
        self.account = Account(self, "Account", account_id=ACCOUNT)
        self.engineers = Group(self, "Engineers", names=names, purpose="engineers", account=self.account)
        self.analysts = Group(self, "Analysts", names=names, purpose="analysts", account=self.account)
        self.robot = ServicePrincipal(self, "Robot", names=names, purpose="robot", account=self.account)
        GroupMembers(self, "EngineersMembers", group=self.engineers, members={"Robot": self.robot})
        for member in (self.engineers, self.analysts, self.robot):
            name = member.node.id
            let_in = WorkspaceAssignment(self, f"{name}Assignment", member=member)
            Entitlements(self, f"{name}Entitlements", member=member, sql_access=True, after=let_in)
        ServicePrincipalAccess(self, "RobotAccess", service_principal=self.robot, users=[self.engineers.principal])
        FederationPolicy(
            self,
            "Pipeline",
            service_principal=self.robot,
            identity=WorkloadIdentity.github("example", "retail", environment="prod"),
        )
        guests = Group(self, "Guests", names=names, purpose="guests")
        Entitlements(self, "GuestsEntitlements", member=guests, consume_only=True)
        Permissions(self, "Tokens", target=PermissionTarget.tokens(), access={self.engineers.principal: "CAN_USE"})
        self.budget_policy = BudgetPolicy(
            self, "BudgetPolicy", names=names, account=self.account, workspaces=[workspace]
        )
