"""What becomes of old files."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.bindings import azurerm
from constructs_lib.limits import between, matching
from naming.errors import RuleError

_SOURCE = "azurerm 4.55, storage_management_policy"
_TIERS = ("cool_after_days", "cold_after_days", "archive_after_days", "delete_after_days")


@dataclass(frozen=True)
class LifecycleRule:
    """Moves or deletes files of a data lake so many days after they were last changed.

    Args:
        name: Letters, digits and `-`; unique in the lake.
        prefixes: What it is for: a layer, or a path that begins with one, such as `bronze/landing/`.
        cool_after_days: Days until the cool tier, 0-99999. Left out: never.
        cold_after_days: Days until the cold tier, after cool. Left out: never.
        archive_after_days: Days until the archive, after cold; Databricks cannot read what is in it. Left out:
            never.
        delete_after_days: Days until deletion, last. Left out: never. A Delta table whose files vanish is broken:
            only for files that are no table.

    Raises:
        RuleError: Nothing to do, or in the wrong order.
    """

    name: str
    prefixes: tuple[str, ...]
    cool_after_days: int | None = None
    cold_after_days: int | None = None
    archive_after_days: int | None = None
    delete_after_days: int | None = None

    def __post_init__(self) -> None:
        matching("name", self.name, r"[A-Za-z0-9-]+", allowed="letters, digits and -", source=_SOURCE)
        if not self.prefixes:
            raise RuleError("prefixes", allowed="1 or more", got=self.prefixes, fix="Name the layers it is for.")
        before = -1
        given = {tier: days for tier in _TIERS if (days := getattr(self, tier)) is not None}
        if not given:
            raise RuleError("rule", allowed=f"at least one of {', '.join(_TIERS)}", got=self.name)
        for tier, days in given.items():
            between(tier, days, 0, 99_999, unit="days", source=_SOURCE)
            if days <= before:
                raise RuleError(tier, allowed=f"more than the {before} days of the tier before", got=days)
            before = days

    def block(self, prefixes: list[str]) -> object:
        """The rule of azurerm_storage_management_policy.

        Args:
            prefixes: Its prefixes with the containers' names.
        """
        return azurerm.StorageManagementPolicyRule(
            name=self.name,
            enabled=True,
            filters=azurerm.StorageManagementPolicyRuleFilters(blob_types=["blockBlob"], prefix_match=prefixes),
            actions=azurerm.StorageManagementPolicyRuleActions(
                base_blob=azurerm.StorageManagementPolicyRuleActionsBaseBlob(
                    tier_to_cool_after_days_since_modification_greater_than=self.cool_after_days,
                    tier_to_cold_after_days_since_modification_greater_than=self.cold_after_days,
                    tier_to_archive_after_days_since_modification_greater_than=self.archive_after_days,
                    delete_after_days_since_modification_greater_than=self.delete_after_days,
                )
            ),
        )
