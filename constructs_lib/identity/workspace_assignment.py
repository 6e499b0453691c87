"""An account's group or service principal in a workspace."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct, Token
from constructs_lib.identity.group import Group
from constructs_lib.identity.service_principal import ServicePrincipal
from naming.errors import RuleError


class WorkspaceAssignment(Construct):
    """Lets somebody of the account into the workspace, as a user.

    Makes: 1 databricks_permission_assignment.

    Args:
        member: A group or service principal made in the account.
        admin: True: may administer the workspace. The default gives no more than entry.

    Raises:
        RuleError: The member was made in the workspace, so it is in there already.
    """

    def __init__(self, scope: Construct, id: str, *, member: Group | ServicePrincipal, admin: bool = False) -> None:
        if member.account is None:
            raise RuleError(
                "member",
                allowed="a group or service principal of the account",
                got=member.node.path,
                fix="Give it an account, or leave this assignment out: the workspace knows it already.",
                source="databricks_permission_assignment docs",
            )
        super().__init__(scope, id)
        number = member.group_id if isinstance(member, Group) else member.service_principal_id
        self.resource = databricks.PermissionAssignment(
            self, "Resource", principal_id=Token.as_number(number), permissions=["ADMIN" if admin else "USER"]
        )
