"""The budget policy."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.identity.account import Account
from constructs_lib.monitoring.budget_policy import BudgetPolicy
from naming.namer import Namer
from tests.constructs_lib.azure import Make, refused, under
from tests.constructs_lib.samples_azure import PRINCIPAL, SAMPLES


def test_serverless_work_has_the_tags(names: Namer) -> None:
    assert under(SAMPLES["budget_policy-minimal"], names, "Policy") == {
        "Policy": {
            "TYPE": "databricks_budget_policy",
            "custom_tags": [
                {"key": "team", "value": "ml-team"},
                {"key": "environment", "value": "dev"},
                {"key": "workload", "value": "ml"},
                {"key": "cost_centre", "value": "unassigned"},
                {"key": "managed_by", "value": "lakemason"},
                {"key": "platform", "value": "ml-team-ml-dev"},
            ],
            "policy_name": "ml-team-ml-dev",
            "provider": "databricks.account",
        }
    }


def test_a_policy_is_for_one_workspace(names: Namer) -> None:
    assert under(SAMPLES["budget_policy-fullest"], names, "Policy") == {
        "Policy": {
            "TYPE": "databricks_budget_policy",
            "binding_workspace_ids": ["<Workspace.workspace_id>"],
            "custom_tags": [
                {"key": "team", "value": "ml-team"},
                {"key": "environment", "value": "dev"},
                {"key": "workload", "value": "ml"},
                {"key": "cost_centre", "value": "unassigned"},
                {"key": "managed_by", "value": "lakemason"},
                {"key": "platform", "value": "ml-team-ml-dev"},
                {"key": "project", "value": "churn"},
            ],
            "policy_name": "ml-team-ml-dev",
            "provider": "databricks.account",
        }
    }


def policy(tags: dict[str, str]) -> Make:
    """A policy with these tags."""

    def make(azure: Any, inside: Any, names: Namer) -> None:
        account = Account(inside, "Account", account_id=PRINCIPAL)
        BudgetPolicy(inside, "Policy", names=names, account=account, extra_tags=tags)

    return make


@pytest.mark.parametrize(
    ("tags", "says"),
    [
        ({f"tag{n}": "x" for n in range(15)}, "20 tags in all"),
        ({"budget-policy-id": "x"}, "not budget-policy-id"),
        ({"a": "${x}"}, "extra_tags"),
    ],
)
def test_fails_for_tags_that_a_policy_cannot_hold(names: Namer, tags: dict[str, str], says: str) -> None:
    assert says in refused(policy(tags), names)


def test_twenty_tags_are_allowed(names: Namer) -> None:
    made = under(policy({f"tag{n}": "x" for n in range(14)}), names, "Policy")
    assert len(made["Policy"]["custom_tags"]) == 20
