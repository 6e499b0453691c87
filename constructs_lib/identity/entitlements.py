"""What somebody may use in a workspace at all."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.group import Group
from constructs_lib.identity.service_principal import ServicePrincipal
from constructs_lib.identity.workspace_assignment import WorkspaceAssignment
from naming.errors import RuleError


class Entitlements(Construct):
    """Opens parts of the workspace to a group or service principal; nothing is open by default.

    Makes: 1 databricks_entitlements.

    Args:
        member: Who gets them.
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
        member: Group | ServicePrincipal,
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
        if member.account is not None and after is None:
            raise RuleError(
                "after", allowed="the assignment of a member of the account", got=None,
                fix="Make a WorkspaceAssignment for it: entitlements of somebody not in the workspace fail.",
            )  # fmt: skip
        super().__init__(scope, id)
        databricks.Entitlements(
            self,
            "Resource",
            group_id=member.group_id if isinstance(member, Group) else None,
            service_principal_id=None if isinstance(member, Group) else member.service_principal_id,
            workspace_access=workspace_access or None,
            databricks_sql_access=sql_access or None,
            workspace_consume=consume_only or None,
            allow_cluster_create=cluster_create or None,
            allow_instance_pool_create=pool_create or None,
            depends_on=[after.resource] if after else None,
        )
