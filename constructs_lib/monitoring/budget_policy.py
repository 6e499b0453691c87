"""Whose serverless work it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct, Token
from constructs_lib.identity.account import Account
from constructs_lib.literal import literal
from constructs_lib.workspace.workspace import Workspace
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

RESERVED = ("budget-policy-id", "budget-policy-name", "budget-policy-resolution-result")


class BudgetPolicy(Construct):
    """Puts the platform's tags on serverless work, which has no cluster to tag.

    Makes: 1 databricks_budget_policy, of the account.

    Args:
        names: Names and tags of the platform.
        account: The account that it stands in.
        workspaces: Workspaces that may use it. Left out: every workspace of the account.
        extra_tags: Tags beside the platform's, at most 20 in all. Left out: none.
            Source: databricks 1.99, budget_policy `custom_tags`.

    Raises:
        RuleError: Too many tags, or a reserved one.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        account: Account,
        workspaces: Sequence[Workspace] = (),
        extra_tags: Mapping[str, str] | None = None,
    ) -> None:
        tags = {**names.tags(), **(extra_tags or {})}
        for key, value in (extra_tags or {}).items():
            literal("extra_tags", key)
            literal("extra_tags", value)
        if len(tags) > 20:
            raise RuleError("extra_tags", allowed="20 tags in all", got=len(tags), source="databricks 1.99")
        for key in tags:
            if key in RESERVED:
                raise RuleError("extra_tags", allowed=f"not {', '.join(RESERVED)}", got=key, source="databricks 1.99")
        super().__init__(scope, id)
        policy = databricks.BudgetPolicy(
            self,
            "Resource",
            provider=account.provider,
            policy_name=names.name(Kind.BUDGET_POLICY),
            custom_tags=[databricks.BudgetPolicyCustomTags(key=key, value=value) for key, value in tags.items()],
            binding_workspace_ids=[Token.as_number(workspace.number) for workspace in workspaces] or None,
        )
        self.policy_id: str = policy.policy_id
