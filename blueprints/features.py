"""The vocabulary of features: what a platform can be asked to have.

A feature that no blueprint offers is unsupported: the plan lists it with the steps to do by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from blueprints.library import BLUEPRINTS


@dataclass(frozen=True)
class Feature:
    """Something a platform can have.

    Args:
        name: The word in a platform file.
        description: What it gives, in a few words.
        by_hand: What to do where nothing here builds it yet.
        options: What a platform file may say about it, each a text.
    """

    name: str
    description: str
    by_hand: str = ""
    options: tuple[str, ...] = ()


FEATURES: dict[str, Feature] = {
    feature.name: feature
    for feature in (
        Feature("autoscaling", "workers come and go with the load"),
        Feature("gpu", "graphics processors for training"),
        Feature("instance_pool", "virtual machines that jobs share"),
        Feature("interactive_compute", "a cluster for notebooks", options=("dedicated_to",)),
        Feature("notebooks", "notebooks in the workspace"),
        Feature("job_compute", "clusters that live as long as a job"),
        Feature(
            "budget_alert",
            "mail when spending passes a limit",
            "Create a budget on the resource group in Cost Management.",
        ),
        Feature(
            "customer_managed_keys",
            "encryption with your own keys",
            "Create a key vault with purge protection and set the three keys on the workspace.",
        ),
        Feature(
            "custom_vnet",
            "the workspace in your own network",
            "Create a VNet with two delegated subnets and recreate the workspace in it.",
        ),
        Feature(
            "delta_sharing",
            "tables shared with partners",
            "Enable Delta Sharing on the metastore, then create a share and a recipient.",
        ),
        Feature(
            "diagnostics",
            "logs sent to Log Analytics",
            "Add a diagnostic setting to the workspace with all categories.",
        ),
        Feature(
            "disaster_recovery",
            "a second region to fail over to",
            "Deploy the same platform file in a second region and replicate its data.",
        ),
        Feature(
            "ip_access_list",
            "sign-in only from known addresses",
            "Add the addresses under Settings, Security, IP access list.",
        ),
        Feature(
            "lakehouse_federation",
            "queries on other databases",
            "Create a connection and a foreign catalog in Catalog Explorer.",
        ),
        Feature(
            "mlflow_model_serving",
            "models behind an endpoint",
            "Create a serving endpoint from a registered model.",
        ),
        Feature(
            "photon",
            "the faster engine",
            "Set runtime_engine to PHOTON on the cluster; it doubles its DBU count.",
        ),
        Feature(
            "private_endpoints",
            "no way in from the internet",
            "Recreate the workspace in your own VNet with front-end and back-end private endpoints.",
        ),
        Feature("repos_integration", "Git folders", "Add Git credentials and a Git folder in the workspace."),
        Feature("secret_scope", "secrets that notebooks can read", "Create a secret scope with the Databricks CLI."),
        Feature(
            "spot",
            "cheaper machines that can be taken away",
            "Set availability to SPOT_WITH_FALLBACK_AZURE on the cluster.",
        ),
        Feature("sql_warehouse", "SQL for analysts and dashboards", "Create a SQL warehouse under SQL Warehouses."),
        Feature(
            "streaming_pipeline",
            "a pipeline that never stops",
            "Create a continuous declarative pipeline under Jobs & Pipelines.",
        ),
        Feature(
            "unity_catalog",
            "catalogs, grants and lineage",
            "Create a storage credential, an external location and a catalog.",
        ),
    )
}

SUPPORTED: frozenset[str] = frozenset(name for blueprint in BLUEPRINTS for name in blueprint.features)
