"""An account's group or service principal in a workspace."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct, Token
from constructs_lib.identity.group import Group
from constructs_lib.identity.principal import Principal
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.unity_catalog.metastore_assignment import MetastoreAssignment
from naming.errors import RuleError


class WorkspaceAssignment(Construct):
    """Lets somebody of the account into the workspace, as a user.

    Makes: 1 databricks_permission_assignment.

    Args:
        member: A group or service principal made in the account, or somebody who is there already, by name.
        admin: True: may administer the workspace. The default gives no more than entry.
        metastore: The assignment of the workspace's metastore, where Databricks does not make it by itself: without
            one, only the workspace's own people can come in.

    Raises:
        RuleError: Only the workspace knows the member, so it is in there already.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        member: Group | ServicePrincipal | Principal,
        admin: bool = False,
        metastore: MetastoreAssignment | None = None,
    ) -> None:
        if not _in_account(member):
            raise RuleError(
                "member",
                allowed="a group or service principal of the account",
                got=member.name if isinstance(member, Principal) else member.node.path,
                fix="Give it an account, or leave this assignment out: the workspace knows it already.",
                source="databricks_permission_assignment docs",
            )
        super().__init__(scope, id)
        number, kind, name = None, None, None
        if isinstance(member, Principal):
            kind, name = member.kind, member.name
        else:
            number = member.group_id if isinstance(member, Group) else member.service_principal_id
        self.resource = databricks.PermissionAssignment(
            self,
            "Resource",
            principal_id=Token.as_number(number) if number else None,
            group_name=name if kind == "group" else None,
            user_name=name if kind == "user" else None,
            service_principal_name=name if kind == "service_principal" else None,
            permissions=["ADMIN" if admin else "USER"],
            depends_on=[metastore.resource] if metastore else None,
        )
        self.member_id: str = self.resource.id


def _in_account(member: Group | ServicePrincipal | Principal) -> bool:
    return member.in_account if isinstance(member, Principal) else member.account is not None
