"""The budget."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from constructs_lib.monitoring.budget import Budget
from constructs_lib.monitoring.budget_alert import BudgetAlert
from constructs_lib.workspace.workspace import Workspace
from naming.errors import RuleError
from naming.namer import Namer
from tests.constructs_lib.azure import Make, refused, under
from tests.constructs_lib.samples_azure import SAMPLES, group


def test_a_budget_tells_the_owners(names: Namer) -> None:
    assert under(SAMPLES["budget-minimal"], names, "Budget") == {
        "Budget": {
            "TYPE": "azurerm_consumption_budget_resource_group",
            "amount": 500,
            "name": "budget-ml-team-ml-dev-weu",
            "resource_group_id": "<Group.id>",
            "time_grain": "Monthly",
            "notification": [
                {
                    "contact_roles": ["Owner"],
                    "enabled": True,
                    "operator": "GreaterThanOrEqualTo",
                    "threshold": 80,
                    "threshold_type": "Actual",
                },
                {
                    "contact_roles": ["Owner"],
                    "enabled": True,
                    "operator": "GreaterThanOrEqualTo",
                    "threshold": 100,
                    "threshold_type": "Actual",
                },
                {
                    "contact_roles": ["Owner"],
                    "enabled": True,
                    "operator": "GreaterThanOrEqualTo",
                    "threshold": 100,
                    "threshold_type": "Forecasted",
                },
            ],
            "time_period": {"start_date": "2026-11-01T00:00:00Z"},
        }
    }


def test_a_budget_counts_the_managed_group_too(names: Namer) -> None:
    assert under(SAMPLES["budget-fullest"], names, "Budget") == {
        "Budget": {
            "TYPE": "azurerm_consumption_budget_subscription",
            "amount": 1500.5,
            "name": "budget-ml-team-ml-dev-weu",
            "subscription_id": "<Budget/Subscription.id>",
            "time_grain": "Quarterly",
            "filter": {
                "dimension": [
                    {
                        "name": "ResourceGroupName",
                        "values": ["<PlatformGroup.name>", "mrg-dbw-ml-team-ml-dev-weu"],
                    }
                ]
            },
            "notification": [
                {
                    "contact_emails": ["finance@example.com"],
                    "contact_groups": ["<Alerts.id>"],
                    "contact_roles": ["Owner", "Contributor"],
                    "enabled": True,
                    "operator": "GreaterThanOrEqualTo",
                    "threshold": 50,
                    "threshold_type": "Actual",
                },
                {
                    "contact_emails": ["finance@example.com"],
                    "contact_groups": ["<Alerts.id>"],
                    "contact_roles": ["Owner", "Contributor"],
                    "enabled": True,
                    "operator": "GreaterThanOrEqualTo",
                    "threshold": 110,
                    "threshold_type": "Forecasted",
                },
            ],
            "time_period": {"start_date": "2026-10-01T00:00:00Z"},
        },
        "Budget/Subscription": {"TYPE": "azurerm_subscription"},
    }


def budget(**given: Any) -> Make:
    """A budget with these arguments."""
    values = {"amount": 500, "start": datetime.date(2026, 11, 1), **given}
    return lambda azure, inside, names: Budget(
        azure, "Budget", names=names, resource_group=group(azure, names), **values
    )


@pytest.mark.parametrize("whole", [False, True])
def test_a_budget_starts_in_the_month_it_is_made_and_keeps_to_it(names: Namer, whole: bool) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        stands = group(azure, names)
        workspace = Workspace(azure, "W", names=names, resource_group=stands) if whole else None
        Budget(azure, "Budget", names=names, resource_group=stands, amount=500, workspace=workspace)

    made = under(make, names, "Budget")["Budget"]
    assert made["time_period"] == {"start_date": "${formatdate(\"YYYY-MM-01'T00:00:00Z'\", plantimestamp())}"}
    assert made["lifecycle"] == {"ignore_changes": ["time_period"]}


@pytest.mark.parametrize(
    "given",
    [
        {"amount": 0},
        {"start": datetime.date(2026, 11, 2)},
        {"start": datetime.date(2017, 5, 1)},
        {"period": "Weekly"},
        {"alerts": []},
        {"alerts": [BudgetAlert(n) for n in range(1, 7)]},
        {"alerts": [BudgetAlert(80), BudgetAlert(80)]},
        {"emails": ["nobody"]},
    ],
)
def test_fails_outside_its_limits(names: Namer, given: dict[str, Any]) -> None:
    assert next(iter(given)) in refused(budget(**given), names)


def test_fails_with_nobody_to_tell(names: Namer) -> None:
    assert "at least one of emails, action_group and roles" in refused(budget(roles=[]), names)


@pytest.mark.parametrize("percent", [0, 1001])
def test_fails_for_percentages_outside_their_limits(percent: int) -> None:
    with pytest.raises(RuleError, match="percent"):
        BudgetAlert(percent)


def test_its_edges_are_allowed(names: Namer) -> None:
    alerts = [BudgetAlert(1), BudgetAlert(2), BudgetAlert(3), BudgetAlert(4), BudgetAlert(1000)]
    made = under(budget(amount=0.01, start=datetime.date(2017, 6, 1), alerts=alerts), names, "Budget")
    assert [told["threshold"] for told in made["Budget"]["notification"]] == [1, 2, 3, 4, 1000]


def test_a_budget_counts_what_carries_a_tag(names: Namer) -> None:
    def tagged(azure: Any, inside: Any, names: Namer) -> None:
        here = group(azure, names)
        Budget(
            azure,
            "Budget",
            names=names,
            resource_group=here,
            amount=500,
            start=datetime.date(2026, 11, 1),
            workspace=Workspace(azure, "Workspace", names=names, resource_group=here),
            tag=("used_by", "risk"),
            purpose="risk",
        )

    made = under(tagged, names, "Budget")["Budget"]
    assert made["name"] == "budget-ml-team-ml-dev-weu-risk"
    assert made["filter"]["tag"] == [{"name": "used_by", "values": ["risk"]}]
    assert [one["name"] for one in made["filter"]["dimension"]] == ["ResourceGroupName"]


def test_fails_for_a_tag_of_machines_without_their_group(names: Namer) -> None:
    assert "machines stand in its managed group" in refused(budget(tag=("used_by", "risk")), names)
