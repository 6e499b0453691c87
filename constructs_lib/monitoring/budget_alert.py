"""When a budget tells."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.limits import between

_SOURCE = "azurerm 4.55, consumption_budget_resource_group"


@dataclass(frozen=True)
class BudgetAlert:
    """When a budget tells.

    Args:
        percent: Percent of the amount, 1-1000.
        forecast: At what Azure expects by the end of the period. Left out: at what was spent.

    Raises:
        RuleError: A percentage outside its limits.
    """

    percent: int
    forecast: bool = False

    def __post_init__(self) -> None:
        between("percent", self.percent, 1, 1000, unit="percent", source=_SOURCE)
