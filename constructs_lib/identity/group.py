"""A group of people and service principals."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.account import Account
from constructs_lib.identity.principal import Principal
from naming.kinds import Kind
from naming.namer import Namer


class Group(Construct):
    """A group; what it may do is given by entitlements, permissions and grants, not here.

    Makes: 1 databricks_group.

    Args:
        names: Names of the platform.
        purpose: What sets it apart from the platform's other groups, such as `readers`.
        account: Makes it in the account, so that Unity Catalog takes it. Left out, only the workspace knows it,
            and grants refuse it. Source: Azure Databricks docs, groups, "workspace-local groups".
    """

    def __init__(
        self, scope: Construct, id: str, *, names: Namer, purpose: str, account: Account | None = None
    ) -> None:
        super().__init__(scope, id)
        self.account = account
        group = databricks.Group(
            self,
            "Resource",
            display_name=names.name(Kind.GROUP, purpose=purpose),
            # Entitlements stay with databricks_entitlements: given in both places, they flap.
            # Source: databricks_entitlements docs.
            provider=account.provider if account else None,
        )
        self.group_id: str = group.id
        self.principal = Principal("group", group.display_name, in_account=account is not None)
