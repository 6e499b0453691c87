"""What the features that watch a platform are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, field_validator

from blueprints.addresses import Email
from blueprints.features.feature import Feature, FeatureDescription, Gap, Made
from blueprints.features.security.description import vault_wanted
from blueprints.usage import Amount, Metered, Usage

if TYPE_CHECKING:
    from blueprints.composition import Composition

LOGS_GB = Amount(1, 5, 50)
"""Gigabytes of logs in a month; a guess of ours: a team's audit logs are small, a busy lake's are not."""

FREE_DAYS = 31
"""Days that logs are kept in their price. Source: learn.microsoft.com azure-monitor cost-logs."""


def watched(site: Composition) -> tuple[str, ...]:
    """What is watched beside the workspace: part of the names of its settings."""
    return (*(["vault"] if vault_wanted(site) else []), *(["lake"] if "storage" in site else []))


class Diagnostics(Feature):
    """Who did what: the logs of the workspace, and of the key vault and the lake where there are any, kept.

    Args:
        retention_days: Days that they are kept, 30-730; Azure bills what is kept beyond 31 days. Left out: a year, as
            audits ask for it. Source: azurerm 4.55, log_analytics_workspace retention_in_days.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="diagnostics",
        description="audit logs, kept and searchable",
        layers=("azure",),
        minutes=2,
    )

    retention_days: int = Field(default=365, ge=30, le=730)

    def makes(self, site: Composition) -> Iterable[Made]:
        """A log workspace, and a setting for each thing that is watched."""
        yield Made("azure", "azurerm_log_analytics_workspace")
        yield Made("azure", "azurerm_monitor_diagnostic_setting")
        for purpose in watched(site):
            yield Made("azure", "azurerm_monitor_diagnostic_setting", {"purpose": purpose})

    def usage(self, site: Composition) -> Iterable[Usage]:
        """What comes in, and what stays longer than it may for nothing."""
        yield Metered(
            f"logs, {LOGS_GB.expected:g} GB",
            "log_analytics_gb",
            LOGS_GB,
            f"{LOGS_GB.expected:g} GB of logs come in a month; low is {LOGS_GB.low:g}, high is {LOGS_GB.high:g}.",
        )
        if self.retention_days > FREE_DAYS:
            yield Metered(f"logs kept beyond {FREE_DAYS} days", "log_analytics_retention_gb_month", LOGS_GB)

    def notes(self, site: Composition) -> Iterable[str]:
        """Where to look."""
        yield (
            "Search the logs in the log workspace, in tables such as DatabricksAccounts; they come with a delay, so no"
            " alarm in seconds can rest on them."
        )


Percent = Annotated[int, Field(ge=1, le=1000)]


class BudgetAlert(Feature):
    """Tells by mail when the platform costs more than it should; it stops nothing.

    Args:
        amount_usd: What a month may cost, 1 or more, in the currency that the subscription is billed in. Left out: the
            platform's `cost_limit_usd`.
        emails: Who is told, beside the subscription's owners.
        thresholds: Percent of the amount at which they are told, 1-1000, at most 4; and always when Azure expects
            100 percent. Source: Azure Consumption API, at most 5 notifications.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="budget_alert",
        description="a mail when it costs too much",
        layers=("azure",),
        minutes=1,
    )

    amount_usd: float | None = Field(default=None, ge=1)
    emails: tuple[Email, ...] = ()
    thresholds: tuple[Percent, ...] = (80, 100)

    @field_validator("amount_usd", mode="before")
    @classmethod
    def _amount(cls, value: object) -> object:
        if isinstance(value, bool):
            raise ValueError("must be a number")
        return value

    @field_validator("thresholds")
    @classmethod
    def _thresholds(cls, thresholds: tuple[int, ...]) -> tuple[int, ...]:
        if not 1 <= len(thresholds) <= 4 or len(set(thresholds)) < len(thresholds):
            raise ValueError("must be 1-4 percentages, each once")
        return thresholds

    def amount_in(self, site: Composition) -> float | None:
        """What a month may cost; None where nobody said."""
        return self.amount_usd if self.amount_usd is not None else site.cost_limit_usd

    def gaps(self, site: Composition) -> Iterable[Gap]:
        """Who is told, and of what."""
        if not self.emails:
            yield Gap("emails", "write who is told, such as [platform@example.com]")
        if self.amount_in(site) is None:
            yield Gap("amount_usd", "write what a month may cost, or cost_limit_usd for the platform")

    def makes(self, site: Composition) -> Iterable[Made]:
        """A budget over the platform's resource group and the workspace's machines."""
        yield Made("azure", "azurerm_consumption_budget_subscription")

    def notes(self, site: Composition) -> Iterable[str]:
        """What it counts, and who may make it."""
        yield (
            "The budget counts the platform's resource group and the machines that Databricks starts, in the"
            " subscription's currency. Whoever deploys it needs Cost Management Contributor on the subscription."
        )
