"""The Databricks account that a workspace belongs to."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct, TerraformProvider
from constructs_lib.limits import UUID, matching

ACCOUNT_HOST = "https://accounts.azuredatabricks.net"


class Account(Construct):
    """Where account-level things are made: through a second provider, made when the first of them asks.

    Makes: nothing, or 1 provider `databricks` with the alias `account`.

    Args:
        account_id: The account's UUID, from the account console.

    Raises:
        RuleError: It is no UUID.
    """

    def __init__(self, scope: Construct, id: str, *, account_id: str) -> None:
        matching(
            "account_id",
            account_id,
            UUID,
            allowed="the account's UUID",
            fix="It stands in the account console, top right.",
            source="databricks provider docs, account_id",
        )
        super().__init__(scope, id)
        self.account_id = account_id
        self._provider: TerraformProvider | None = None

    @property
    def provider(self) -> TerraformProvider:
        """The account's provider, the same one for all."""
        if self._provider is None:
            self._provider = databricks.DatabricksProvider(
                self, "Provider", alias="account", host=ACCOUNT_HOST, account_id=self.account_id
            )
        return self._provider
