"""What databricks-data-engineering is."""

from blueprints.description import BlueprintDescription
from blueprints.features.groups import ANYWHERE, COMPUTE, without
from blueprints.platform import Sizes

# Machines reach a closed lake from a network of the platform's own only, which a workspace cannot get later.
_REQUIRED = ("custom_vnet", "storage", "unity_catalog", "instance_pool", "job_compute")

DATABRICKS_DATA_ENGINEERING = BlueprintDescription(
    name="databricks-data-engineering",
    display_name="Data engineering",
    description="A lake with bronze, silver and gold schemas in Unity Catalog, and a pool and a policy for jobs.",
    workload_types=("data_engineering",),
    environments=("dev", "staging", "prod"),
    required_features=_REQUIRED,
    optional_features=without((*COMPUTE, *ANYWHERE), *_REQUIRED),
    complexity="moderate",
    estimated_time_minutes=25,
    smallest=Sizes(worker_type="Standard_D4ds_v5", max_workers=2),
    largest=Sizes(worker_type="Standard_D16ds_v5", max_workers=20),
    stacks="blueprints.databricks_data_engineering.stacks",
)
