"""What databricks-sql-analytics is."""

from blueprints.description import BlueprintDescription
from blueprints.features.groups import ANYWHERE, COMPUTE, without
from blueprints.platform import Sizes

# Machines reach a closed lake from a network of the platform's own only, which a workspace cannot get later.
_REQUIRED = ("custom_vnet", "storage", "unity_catalog", "sql_warehouse")

DATABRICKS_SQL_ANALYTICS = BlueprintDescription(
    name="databricks-sql-analytics",
    display_name="SQL analytics and BI",
    description="A SQL warehouse for dashboards and analysts, over a catalog whose readers are named.",
    workload_types=("bi", "analytics"),
    environments=("dev", "staging", "prod"),
    required_features=_REQUIRED,
    optional_features=without((*COMPUTE, *ANYWHERE), "gpu", *_REQUIRED),
    complexity="moderate",
    estimated_time_minutes=20,
    smallest=Sizes(warehouse_size="2X-Small"),
    largest=Sizes(warehouse_size="Large"),
    stacks="blueprints.databricks_sql_analytics.stacks",
)
