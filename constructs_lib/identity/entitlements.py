"""What somebody may use in a workspace at all."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.group import Group
from constructs_lib.identity.principal import Principal, PrincipalKind
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.identity.workspace_assignment import WorkspaceAssignment
from naming.errors import RuleError


class Entitlements(Construct):
    """Opens parts of the workspace to somebody; nothing is open by default.

    Makes: 1 databricks_entitlements.

    Args:
        member: Who gets them: a group or service principal, or somebody of the account by name.
        workspace_access: The workspace: notebooks, jobs, machine learning.
        sql_access: Databricks SQL: warehouses, queries, dashboards.
        consume_only: Only what was shared with them; excludes both above.
            Source: databricks_entitlements docs, `workspace_consume`.
        cluster_create: Clusters without a policy, so without a limit. Leave it out and give a policy instead.
        pool_create: Instance pools without a limit.
        after: The assignment that lets a member of the account into this workspace; needed for such a member.

    Raises:
        RuleError: Nothing is opened; `consume_only` with another; a member of the account without `after`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        member: Group | ServicePrincipal | Principal,
        workspace_access: bool = False,
        sql_access: bool = False,
        consume_only: bool = False,
        cluster_create: bool = False,
        pool_create: bool = False,
        after: WorkspaceAssignment | None = None,
    ) -> None:
        if not any((workspace_access, sql_access, consume_only, cluster_create, pool_create)):
            raise RuleError("entitlements", allowed="at least one", got="none", fix="Leave the construct out.")
        if consume_only and (workspace_access or sql_access):
            raise RuleError(
                "consume_only", allowed="without workspace_access and sql_access", got="both",
                source="databricks_entitlements docs, workspace_consume",
            )  # fmt: skip
        if after is None and (isinstance(member, Principal) or member.account is not None):
            raise RuleError(
                "after", allowed="the assignment of a member of the account", got=None,
                fix="Make a WorkspaceAssignment for it: entitlements of somebody not in the workspace fail.",
            )  # fmt: skip
        super().__init__(scope, id)
        kind, number = _identity(member, after)
        databricks.Entitlements(
            self,
            "Resource",
            group_id=number if kind == "group" else None,
            user_id=number if kind == "user" else None,
            service_principal_id=number if kind == "service_principal" else None,
            workspace_access=workspace_access or None,
            databricks_sql_access=sql_access or None,
            workspace_consume=consume_only or None,
            allow_cluster_create=cluster_create or None,
            allow_instance_pool_create=pool_create or None,
            depends_on=[after.resource] if after else None,
        )


def _identity(
    member: Group | ServicePrincipal | Principal, after: WorkspaceAssignment | None
) -> tuple[PrincipalKind, str | None]:
    """What the member is, and its number; of somebody named, the assignment finds that out."""
    if isinstance(member, Principal):
        return member.kind, after.member_id if after else None
    if isinstance(member, Group):
        return "group", member.group_id
    return "service_principal", member.service_principal_id
