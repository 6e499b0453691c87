"""What databricks-ml-prod is."""

from blueprints.description import BlueprintDescription
from blueprints.features.groups import ANYWHERE, COMPUTE, without
from blueprints.platform import Sizes

DATABRICKS_ML_PROD = BlueprintDescription(
    name="databricks-ml-prod",
    display_name="Machine learning, production",
    description="A workspace with an instance pool that production jobs take their machines from.",
    workload_types=("ml", "data_engineering"),
    environments=("prod",),
    required_features=("instance_pool",),
    optional_features=(*without(COMPUTE, "instance_pool"), *ANYWHERE),
    complexity="moderate",
    estimated_time_minutes=15,
    smallest=Sizes(worker_type="Standard_D4ds_v5", max_workers=2),
    largest=Sizes(worker_type="Standard_D16ds_v5", max_workers=20),
    stacks="blueprints.databricks_ml_prod.stacks",
)
