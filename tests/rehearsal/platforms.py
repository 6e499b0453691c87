"""Small configurations that the tests start from."""

from __future__ import annotations

from typing import Any

Resources = dict[str, dict[str, dict[str, Any]]]

HOST = "${azurerm_databricks_workspace.this.workspace_url}"


def group(name: str = "rg-ml", **more: Any) -> Resources:
    return {"azurerm_resource_group": {"this": {"name": name, "location": "West Europe", **more}}}


def workspace(name: str = "dbw-ml", **more: Any) -> Resources:
    own = {
        "name": name,
        "resource_group_name": "${azurerm_resource_group.this.name}",
        "location": "${azurerm_resource_group.this.location}",
        "sku": "premium",
        "managed_resource_group_name": f"{name}-managed",
        **more,
    }
    return {**group(), "azurerm_databricks_workspace": {"this": own}}


def pool(**more: Any) -> Resources:
    own = {
        "instance_pool_name": "pool-ml",
        "node_type_id": "Standard_D4ds_v5",
        "min_idle_instances": 0,
        "max_capacity": 4,
        "idle_instance_autotermination_minutes": 15,
        **more,
    }
    return {"databricks_instance_pool": {"this": own}}


def cluster(**more: Any) -> Resources:
    own = {
        "cluster_name": "ml",
        "spark_version": "17.3.x-scala2.13",
        "instance_pool_id": "${databricks_instance_pool.this.id}",
        "autotermination_minutes": 30,
        "autoscale": {"min_workers": 1, "max_workers": 4},
        # 0.1 is a number that binary floating point cannot hold.
        "azure_attributes": {"availability": "SPOT_WITH_FALLBACK_AZURE", "spot_bid_max_price": 0.1},
        "custom_tags": {"team": "ml"},
        "library": [{"pypi": {"package": "numpy"}}, {"pypi": {"package": "pandas"}}],
        **more,
    }
    return {"databricks_cluster": {"this": own}}


def lake(*names: str) -> Resources:
    """A storage account and, for each name, a container with an external location on it, named alike."""
    here = {"resource_group_name": "${azurerm_resource_group.this.name}", "location": "westeurope"}
    connector = {"name": "dbac", **here, "identity": {"type": "SystemAssigned"}}
    account = {"name": "stlake", **here, "account_tier": "Standard", "account_replication_type": "LRS"}
    identity = {"access_connector_id": "${azurerm_databricks_access_connector.lake.id}"}
    return {
        "azurerm_databricks_access_connector": {"lake": connector},
        "azurerm_storage_account": {"lake": account},
        "azurerm_storage_container": {
            name: {"name": name, "storage_account_id": "${azurerm_storage_account.lake.id}"} for name in names
        },
        "databricks_storage_credential": {
            "lake": {
                "name": "lake",
                "azure_managed_identity": identity,
                "depends_on": ["azurerm_databricks_workspace.this"],
            }
        },
        "databricks_external_location": {
            name: {
                "name": name,
                "url": f"abfss://${{azurerm_storage_container.{name}.name}}@stlake.dfs.core.windows.net/",
                "credential_name": "${databricks_storage_credential.lake.id}",
            }
            for name in names
        },
    }
