"""Logs: where they go and which."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.storage.data_lake import DataLake
from constructs_lib.workspace.diagnostics import Diagnostics
from constructs_lib.workspace.log_workspace import LogWorkspace
from naming.namer import Namer
from tests.constructs_lib.azure import refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import SAMPLES, group


def test_everything_is_logged_and_kept_for_a_year(names: Namer) -> None:
    assert under(SAMPLES["logs-minimal"], names, "Logs", "Diagnostics") == {
        "Logs": {
            "TYPE": "azurerm_log_analytics_workspace",
            "local_authentication_enabled": False,
            "location": "westeurope",
            "name": "log-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "retention_in_days": 365,
            "sku": "PerGB2018",
            "tags": TAGS,
        },
        "Diagnostics": {
            "TYPE": "azurerm_monitor_diagnostic_setting",
            "log_analytics_workspace_id": "<Logs.id>",
            "name": "diag-ml-team-ml-dev-weu",
            "target_resource_id": "<Workspace.id>",
            "enabled_log": [{"category_group": "allLogs"}],
        },
    }


def test_categories_and_retention_are_chosen(names: Namer) -> None:
    assert under(SAMPLES["logs-fullest"], names, "Logs", "Diagnostics") == {
        "Logs": {
            "TYPE": "azurerm_log_analytics_workspace",
            "daily_quota_gb": 2.5,
            "local_authentication_enabled": False,
            "location": "westeurope",
            "name": "log-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "retention_in_days": 730,
            "sku": "PerGB2018",
            "tags": TAGS,
        },
        "Diagnostics": {
            "TYPE": "azurerm_monitor_diagnostic_setting",
            "log_analytics_workspace_id": "<Logs.id>",
            "name": "diag-ml-team-ml-dev-weu-audit",
            "target_resource_id": "<Workspace.id>",
            "enabled_log": [{"category": "accounts"}, {"category": "unityCatalog"}],
        },
    }


@pytest.mark.parametrize("given", [{"retention_days": 29}, {"retention_days": 731}, {"daily_gib": 0}])
def test_fails_for_logs_outside_their_limits(names: Namer, given: dict[str, Any]) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        LogWorkspace(azure, "Logs", names=names, resource_group=group(azure, names), **given)

    assert next(iter(given)) in refused(make, names)


@pytest.mark.parametrize("days", [30, 730])
def test_the_edges_of_retention_are_allowed(names: Namer, days: int) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        LogWorkspace(azure, "Logs", names=names, resource_group=group(azure, names), retention_days=days)

    assert under(make, names, "Logs")["Logs"]["retention_in_days"] == days


@pytest.mark.parametrize("categories", [[], ["jobs", "jobs"], ["${file(1)}"], [" "]])
def test_fails_for_no_categories_or_odd_ones(names: Namer, categories: list[str]) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        here = group(azure, names)
        logs = LogWorkspace(azure, "Logs", names=names, resource_group=here)
        Diagnostics(azure, "Diagnostics", names=names, of=here, logs=logs, categories=categories)

    assert "categories" in refused(make, names)


def test_a_lakes_logs_are_those_of_its_files(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        here = group(azure, names)
        lake = DataLake(azure, "Lake", names=names, resource_group=here)
        logs = LogWorkspace(azure, "Logs", names=names, resource_group=here)
        Diagnostics(azure, "Diagnostics", names=names, of=lake, logs=logs)

    made = under(make, names, "Diagnostics")["Diagnostics"]
    assert made["target_resource_id"] == "<Lake.id>/blobServices/default"
