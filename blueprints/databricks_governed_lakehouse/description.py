"""What databricks-governed-lakehouse is."""

from blueprints.description import BlueprintDescription
from blueprints.features.groups import ANYWHERE, COMPUTE, without
from blueprints.platform import Sizes

# Machines reach a closed lake from a network of the platform's own only, which a workspace cannot get later.
_REQUIRED = ("custom_vnet", "storage", "unity_catalog", "groups", "sql_warehouse")

DATABRICKS_GOVERNED_LAKEHOUSE = BlueprintDescription(
    name="databricks-governed-lakehouse",
    display_name="Governed lakehouse",
    description="A lake under Unity Catalog: which groups come in, and what each may read and write.",
    workload_types=("data_engineering", "analytics", "data_science"),
    environments=("dev", "staging", "prod"),
    required_features=_REQUIRED,
    optional_features=without((*COMPUTE, *ANYWHERE), "gpu", *_REQUIRED),
    # Governed data is kept for long, and what was deleted is asked for late.
    feature_options={"storage": {"soft_delete_days": 90}, "unity_catalog": {"catalogs": [{"isolated": True}]}},
    complexity="complex",
    estimated_time_minutes=25,
    smallest=Sizes(warehouse_size="2X-Small"),
    largest=Sizes(warehouse_size="Large"),
    stacks="blueprints.databricks_governed_lakehouse.stacks",
)
