"""Every type of the table is lost and found again, on a cloud that has one of each."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from app.provisioning.finding.finder import Found
from app.provisioning.finding.sought import sought
from app.provisioning.finding.table import table
from benchmarks.everything.platform import PLATFORM, build
from rehearsal import drift
from tests.app.provisioning.finding.stack import GROUP, IN_GROUP, OURS, Bodies, Stack

ACCOUNT = {"storage_account_id": "${azurerm_storage_account.Lake.id}"}
REST: Bodies = {
    "azurerm_resource_group": {"Group": GROUP},
    "azurerm_virtual_network": {"Net": {**IN_GROUP, "name": "vnet", "address_space": ["10.0.0.0/16"], "tags": OURS}},
    "azurerm_subnet": {
        "Subnet": {
            "name": "snet",
            "resource_group_name": IN_GROUP["resource_group_name"],
            "virtual_network_name": "${azurerm_virtual_network.Net.name}",
            "address_prefixes": ["10.0.0.0/24"],
        }
    },
    "azurerm_route_table": {"Routes": {**IN_GROUP, "name": "rt-shop", "tags": OURS}},
    "azurerm_route": {
        "Out": {
            "name": "out",
            "resource_group_name": IN_GROUP["resource_group_name"],
            "route_table_name": "${azurerm_route_table.Routes.name}",
            "address_prefix": "0.0.0.0/0",
            "next_hop_type": "Internet",
        }
    },
    "azurerm_subnet_route_table_association": {
        "Routed": {"subnet_id": "${azurerm_subnet.Subnet.id}", "route_table_id": "${azurerm_route_table.Routes.id}"}
    },
    "azurerm_storage_account": {
        "Lake": {
            **IN_GROUP,
            "name": "stshop",
            "account_tier": "Standard",
            "account_replication_type": "LRS",
            "tags": OURS,
        }
    },
    "azurerm_storage_account_network_rules": {"Closed": {**ACCOUNT, "default_action": "Deny"}},
    "azurerm_key_vault": {
        "Vault": {
            **IN_GROUP,
            "name": "kv-shop",
            "tenant_id": "00000000-0000-0000-0000-000000000002",
            "sku_name": "standard",
            "tags": OURS,
        }
    },
    "azurerm_key_vault_key": {
        "Key": {
            "name": "key",
            "key_vault_id": "${azurerm_key_vault.Vault.id}",
            "key_type": "RSA",
            "key_size": 2048,
            "key_opts": ["wrapKey", "unwrapKey"],
            "tags": OURS,
        }
    },
    "azurerm_storage_account_customer_managed_key": {
        "Cmk": {
            **ACCOUNT,
            "key_vault_id": "${azurerm_key_vault.Vault.id}",
            "key_name": "${azurerm_key_vault_key.Key.name}",
        }
    },
    "azurerm_databricks_workspace": {"Workspace": {**IN_GROUP, "name": "dbw-shop", "sku": "premium", "tags": OURS}},
    "databricks_directory": {"Folder": {"path": "/Shared/shop"}},
    "databricks_permissions": {
        "Folder": {
            "directory_path": "${databricks_directory.Folder.path}",
            "access_control": [{"group_name": "users", "permission_level": "CAN_READ"}],
        }
    },
    # Names need not be unique, and may say anything.
    "databricks_job": {
        "One": {"name": 'night $${file("/etc/passwd")}', "tags": OURS},
        "Longer": {"name": 'night $${file("/etc/passwd")} 2', "tags": OURS},
        "Twin": {"name": "twin"},
        "OtherTwin": {"name": "twin"},
        "Gone": {"name": "gone"},
    },
    "databricks_cluster": {
        name: {"cluster_name": "twin", "spark_version": "17.3.x-scala2.13", "node_type_id": "Standard_D4ds_v5"}
        for name in ("Twin", "OtherTwin")
    },
}
TWINS = {f"{kind}.{name}" for kind in ("databricks_job", "databricks_cluster") for name in ("Twin", "OtherTwin")}
WITHIN = {"host": "${azurerm_databricks_workspace.Workspace.workspace_url}"}


GONE = "databricks_job.Gone"
HERE = {"azurerm_resource_group.Group", "azurerm_databricks_workspace.Workspace"}


def lose_and_find(stack: Stack, *, but: Collection[str] = ()) -> set[str]:
    """Let the state lose all that can be found, but for some things, and find it; returns the types."""
    before = stack.resources()
    ways = {it.address for it in sought(stack.config, list(before)) if it.way} - set(but)
    stack.lose(*ways)
    found = stack.find(*before, undo=True)
    assert set(found.imported) == ways - TWINS - {GONE}
    assert {address for address, _ in found.unfindable} >= TWINS & ways
    assert set(found.absent) == {GONE} & ways
    assert found.foreign == ()
    after = stack.resources()
    assert {address: it for address, it in after.items() if it != before[address]} == {}
    state: dict[str, Any] = json.loads(stack.state.read_text())
    assert "lakemason_find" not in json.dumps(state)
    return {address.partition(".")[0] for address in found.imported}


def test_everything_is_found_again(tmp_path: Path, own_home: Path) -> None:
    home = tmp_path / "shop"
    build(home / "cdktf.out", state="../../../state")
    found: set[str] = set()
    for name in PLATFORM.stacks:
        stack = Stack(home, name)
        stack.apply()
        found |= lose_and_find(stack)
        assert not stack.plan().has_changes

    rest = Stack(tmp_path / "rest")
    rest.write(REST, provider={"databricks": [WITHIN]})
    rest.apply()
    drift.remove(rest.cloud, drift.find(rest.cloud, GONE, [rest.state]))
    found |= lose_and_find(rest, but=HERE)  # a provider is not configured from what is being looked for
    assert {change.address for change in rest.plan().changes} == {*TWINS, GONE}
    assert found == {kind for kind, row in table().items() if row.ways}


def test_what_making_again_takes_over_is_found_only_where_another_stands_on_it(stack: Stack) -> None:
    folder = {"databricks_directory": {"Folder": {"path": "/Shared/shop"}, "Other": {"path": "/Shared/other"}}}
    experiment = {"Churn": {"name": "${databricks_directory.Folder.path}/churn"}}
    workspace = {name: REST[name] for name in ("azurerm_resource_group", "azurerm_databricks_workspace")}
    stack.write({**workspace, **folder, "databricks_mlflow_experiment": experiment}, provider={"databricks": [WITHIN]})
    stack.apply()
    addresses = ("databricks_directory.Folder", "databricks_directory.Other", "databricks_mlflow_experiment.Churn")
    stack.lose(*addresses)
    found = stack.find(*addresses)
    assert found == Found(
        imported=("databricks_directory.Folder", "databricks_mlflow_experiment.Churn"),
        repeatable=(("databricks_directory.Other", "databricks: databricks_directory"),),
    )
    assert stack.find("databricks_directory.Other", undo=True).imported == ("databricks_directory.Other",)
    assert not stack.plan().has_changes


pytestmark = pytest.mark.usefixtures("own_home")
