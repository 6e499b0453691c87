"""Whose rights something that runs by itself has."""

from __future__ import annotations

from typing import Any

from constructs_lib.bindings import databricks
from constructs_lib.identity.principal import Principal
from naming.errors import RuleError


def check_run_as(who: Principal | None) -> None:
    """Raise RuleError for a group, as which nothing can run."""
    if who is not None and who.kind == "group":
        raise RuleError(
            "run_as", allowed="a service principal or a user", got=f"the group {who.name}",
            fix="Make a ServicePrincipal.", source="databricks_job docs, run_as",
        )  # fmt: skip


def run_as_block(who: Principal | None, name: str) -> Any:
    """Whose rights a run has, as the provider's class of that name; None: whoever deploys."""
    if who is None:
        return None
    return getattr(databricks, name)(**{f"{'user' if who.kind == 'user' else 'service_principal'}_name": who.name})
