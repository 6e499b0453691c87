"""The settings of a workspace."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.workspace.enhanced_security import EnhancedSecurity
from constructs_lib.workspace.maintenance_window import MaintenanceWindow
from constructs_lib.workspace.workspace import Workspace
from constructs_lib.workspace.workspace_settings import WorkspaceSettings
from naming.errors import RuleError
from naming.namer import Namer
from tests.constructs_lib.azure import Make, refused, under
from tests.constructs_lib.samples_azure import SAMPLES, group
from tests.constructs_lib.world import World


def test_a_workspace_is_closed_unless_it_is_opened(names: Namer) -> None:
    assert under(SAMPLES["settings-minimal"], names, "Settings") == {
        "Settings": {
            "TYPE": "databricks_workspace_conf",
            "custom_config": {
                "enableIpAccessLists": "true",
                "enableTokensConfig": "true",
                "maxTokenLifetimeDays": "90",
                "enableResultsDownloading": "false",
                "enableExportNotebook": "false",
                "enableNotebookTableClipboard": "false",
                "enableWebTerminal": "false",
                "enableDbfsFileBrowser": "false",
                "enableVerboseAuditLogs": "true",
                "storeInteractiveNotebookResultsInCustomerAccount": "true",
            },
        },
        "Settings/LegacyAccess": {
            "TYPE": "databricks_disable_legacy_access_setting",
            "disable_legacy_access": {"value": True},
        },
        "Settings/LegacyDbfs": {
            "TYPE": "databricks_disable_legacy_dbfs_setting",
            "disable_legacy_dbfs": {"value": True},
        },
        "Settings/Embedding": {
            "TYPE": "databricks_aibi_dashboard_embedding_access_policy_setting",
            "aibi_dashboard_embedding_access_policy": {"access_policy_type": "DENY_ALL_DOMAINS"},
        },
    }


def test_each_setting_is_chosen(names: Namer) -> None:
    assert under(SAMPLES["settings-fullest"], names, "Settings") == {
        "Settings": {
            "TYPE": "databricks_workspace_conf",
            "custom_config": {
                "enableIpAccessLists": "false",
                "enableTokensConfig": "false",
                "enableResultsDownloading": "true",
                "enableExportNotebook": "true",
                "enableNotebookTableClipboard": "true",
                "enableWebTerminal": "true",
                "enableDbfsFileBrowser": "true",
                "enableVerboseAuditLogs": "false",
                "storeInteractiveNotebookResultsInCustomerAccount": "true",
            },
        },
        "Settings/Embedding": {
            "TYPE": "databricks_aibi_dashboard_embedding_access_policy_setting",
            "aibi_dashboard_embedding_access_policy": {"access_policy_type": "ALLOW_APPROVED_DOMAINS"},
        },
        "Settings/EmbeddingDomains": {
            "TYPE": "databricks_aibi_dashboard_embedding_approved_domains_setting",
            "aibi_dashboard_embedding_approved_domains": {"approved_domains": ["intranet.example.com"]},
            "depends_on": ["<Settings/Embedding>"],
        },
        "Settings/Admins": {
            "TYPE": "databricks_restrict_workspace_admins_setting",
            "restrict_workspace_admins": {"status": "RESTRICT_TOKENS_AND_JOB_RUN_AS"},
        },
        "Settings/DefaultCatalog": {
            "TYPE": "databricks_default_namespace_setting",
            "namespace": {"value": "ml_team_ml_dev"},
        },
        "Settings/Maintenance": {
            "TYPE": "databricks_automatic_cluster_update_workspace_setting",
            "automatic_cluster_update_workspace": {
                "enabled": True,
                "maintenance_window": {
                    "week_day_based_schedule": {
                        "day_of_week": "SUNDAY",
                        "frequency": "FIRST_AND_THIRD_OF_MONTH",
                        "window_start_time": {"hours": 3, "minutes": 30},
                    }
                },
            },
        },
    }


def settings(addon: EnhancedSecurity | None = None, **given: Any) -> Make:
    """Settings of a workspace with that add-on."""

    def make(azure: Any, inside: Any, names: Namer) -> None:
        here = group(azure, names)
        workspace = Workspace(azure, "W", names=names, resource_group=here, enhanced_security=addon)
        WorkspaceSettings(inside, "Settings", workspace=workspace, **given)

    return make


@pytest.mark.parametrize(
    "given",
    [
        {"token_days": 0},
        {"token_days": 731},
        {"default_catalog": "${x}"},
        {"default_catalog": "x" * 256},
        {"embedding_domains": ["https://example.com"]},
        {"embedding_domains": ["a b"]},
    ],
)
def test_fails_outside_its_limits(names: Namer, given: dict[str, Any]) -> None:
    assert next(iter(given)) in refused(settings(**given), names)


def test_a_catalog_of_the_platform_is_the_default(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        catalog = World(inside, names).catalog
        workspace = Workspace(azure, "Ours", names=names, resource_group=group(azure, names, "ours"))
        WorkspaceSettings(inside, "Settings", workspace=workspace, default_catalog=catalog)

    made = under(make, names, "Settings")
    assert made["Settings/DefaultCatalog"]["namespace"] == {"value": "<Catalog.name>"}


@pytest.mark.parametrize("days", [1, 730])
def test_the_edges_of_a_tokens_life_are_allowed(names: Namer, days: int) -> None:
    made = under(settings(token_days=days), names, "Settings")
    assert made["Settings"]["custom_config"]["maxTokenLifetimeDays"] == str(days)


@pytest.mark.parametrize("addon", [None, EnhancedSecurity(cluster_updates=False)])
def test_fails_for_a_window_without_the_addon(names: Namer, addon: EnhancedSecurity | None) -> None:
    window = MaintenanceWindow(day="SUNDAY", hour=3)
    assert "cluster_updates" in refused(settings(addon, maintenance=window), names)


@pytest.mark.parametrize(
    "wrong",
    [{"day": "Sunday"}, {"hour": -1}, {"hour": 24}, {"minute": -1}, {"minute": 60}, {"frequency": "DAILY"}],
)
def test_fails_for_a_window_there_is_not(wrong: dict[str, Any]) -> None:
    with pytest.raises(RuleError, match=next(iter(wrong))):
        MaintenanceWindow(**{"day": "SUNDAY", "hour": 3, **wrong})


def test_the_edges_of_a_window_are_allowed() -> None:
    assert MaintenanceWindow(day="MONDAY", hour=0).minute == 0
    assert MaintenanceWindow(day="MONDAY", hour=23, minute=59).minute == 59
