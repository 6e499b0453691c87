"""A workspace's metastore, where Databricks does not give it one by itself."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct, Token
from constructs_lib.identity.account import Account
from constructs_lib.limits import UUID, matching
from constructs_lib.workspace.workspace import Workspace


class MetastoreAssignment(Construct):
    """Joins a workspace to its region's metastore: only for accounts without automatic enablement.

    New workspaces of accounts since 2023-11-09 have Unity Catalog from the start; there this is not needed.
    Source: databricks provider guide, unity-catalog-default.

    Makes: 1 databricks_metastore_assignment, in the account.

    Args:
        account: The account.
        metastore_id: The metastore's UUID; one a region and account. Changing it replaces the assignment.
        workspace: The workspace.

    Raises:
        RuleError: The metastore's id is no UUID.
    """

    def __init__(self, scope: Construct, id: str, *, account: Account, metastore_id: str, workspace: Workspace) -> None:
        matching("metastore_id", metastore_id, UUID, allowed="a UUID")
        super().__init__(scope, id)
        self.resource = databricks.MetastoreAssignment(
            self,
            "Resource",
            metastore_id=metastore_id,
            workspace_id=Token.as_number(workspace.number),
            provider=account.provider,
        )
