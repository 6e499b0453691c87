"""What the features that watch a platform make, with what is told to them, and what they say about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from blueprints.composition import compose
from tests.blueprints.features.building import AZURE_DATABRICKS, Layers, mistakes, platform

KEYS = {"databricks_id": AZURE_DATABRICKS, "allowed_ips": ["203.0.113.7"]}


def test_the_logs_of_a_workspace_are_kept_for_a_year(tmp_path: Path) -> None:
    made = Layers(tmp_path, {"diagnostics": {}})
    assert made.one("azurerm_log_analytics_workspace")["retention_in_days"] == 365
    setting = made.one("azurerm_monitor_diagnostic_setting")
    assert setting["enabled_log"] == [{"category_group": "allLogs"}]
    assert setting["target_resource_id"].startswith("${azurerm_databricks_workspace.")


def test_what_joins_is_watched_too_and_moves_nothing(tmp_path: Path) -> None:
    alone = Layers(tmp_path, {"diagnostics": {"retention_days": 30}})
    joined = Layers(tmp_path, {"diagnostics": {"retention_days": 30}, "storage": {}, "customer_managed_keys": KEYS})
    assert sorted(joined.all("azurerm_monitor_diagnostic_setting")) == ["LakeLogs", "VaultLogs", "WorkspaceLogs"]
    assert alone.addresses < joined.addresses
    used = [use.price for use in compose(platform(tmp_path, {"diagnostics": {"retention_days": 30}})).usage]
    assert used == ["log_analytics_gb"]


def test_a_budget_counts_machines_and_never_moves(tmp_path: Path) -> None:
    made = Layers(tmp_path, {"budget_alert": {"emails": ["platform@example.com"]}})
    budget = made.one("azurerm_consumption_budget_subscription")
    assert budget["amount"] == 500
    assert [(one["threshold"], one["threshold_type"]) for one in budget["notification"]] == [
        (80, "Actual"),
        (100, "Actual"),
        (100, "Forecasted"),
    ]
    (dimension,) = budget["filter"]["dimension"]
    assert dimension["values"][1] == "mrg-dbw-labs-sales-dev-weu"
    assert "plantimestamp()" in budget["time_period"]["start_date"]
    assert budget["lifecycle"] == {"ignore_changes": ["time_period"]}


def test_a_budget_does_as_it_is_told(tmp_path: Path) -> None:
    told = {"emails": ["a@example.com", "b@example.com"], "amount_usd": 1200.5, "thresholds": [50]}
    budget = Layers(tmp_path, {"budget_alert": told}).one("azurerm_consumption_budget_subscription")
    assert budget["amount"] == 1200.5
    assert [one["threshold"] for one in budget["notification"]] == [50, 100]
    assert budget["notification"][0]["contact_emails"] == ["a@example.com", "b@example.com"]


@pytest.mark.parametrize(
    ("features", "text"),
    [
        ({"diagnostics": {"retention_days": 7}}, "must be greater than or equal to 30; got 7"),
        ({"budget_alert": {}}, "emails: is required: write who is told, such as [platform@example.com]"),
        ({"budget_alert": {"emails": ["platform"]}}, "must be an address such as team@example.com; got 'platform'"),
        ({"budget_alert": {"emails": ["a@example.com"], "amount_usd": 0}}, "must be greater than or equal to 1; got 0"),
        ({"budget_alert": {"emails": ["a@example.com"], "amount_usd": True}}, "must be a number; got True"),
        ({"budget_alert": {"emails": ["a@example.com"], "thresholds": [80, 80]}}, "must be 1-4 percentages, each once"),
        ({"budget_alert": {"emails": ["a@example.com"], "thresholds": [0]}}, "must be greater than or equal to 1"),
    ],
)
def test_fails_for_what_azure_would_refuse(tmp_path: Path, features: dict[str, Any], text: str) -> None:
    assert text in mistakes(tmp_path, features)
