"""Who owns an object of Unity Catalog, and words about it."""

from __future__ import annotations

from constructs_lib.identity.principal import Principal
from constructs_lib.limits import plain
from naming.errors import RuleError


def owner_name(owner: Principal | None) -> str | None:
    """The provider's `owner`; None leaves it with whoever deploys. Raises RuleError for a group of the workspace."""
    if owner is None:
        return None
    if not owner.in_account:
        raise RuleError(
            "owner", allowed="a principal of the account", got="a group of the workspace",
            fix="Make the group with an account.", source="Azure Databricks docs, groups",
        )  # fmt: skip
    return owner.name


def checked_comment(comment: str | None) -> str | None:
    """The comment, if Terraform leaves it as it is."""
    return plain("comment", comment) if comment else None
