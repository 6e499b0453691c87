"""What databricks-ml-dev is."""

from blueprints.description import BlueprintDescription
from blueprints.features.groups import ANYWHERE, COMPUTE, without
from blueprints.platform import Sizes

DATABRICKS_ML_DEV = BlueprintDescription(
    name="databricks-ml-dev",
    display_name="Machine learning, development",
    description="A workspace with an interactive cluster for notebooks and experiments, with GPUs if asked.",
    workload_types=("ml", "data_science", "analytics"),
    environments=("dev", "staging"),
    required_features=("interactive_compute",),
    optional_features=(*without(COMPUTE, "interactive_compute"), *ANYWHERE),
    complexity="moderate",
    estimated_time_minutes=15,
    smallest=Sizes(
        driver_type="Standard_D4ds_v5",
        worker_type="Standard_D4ds_v5",
        min_workers=1,
        max_workers=1,
        autotermination_minutes=30,
    ),
    largest=Sizes(
        driver_type="Standard_D8ds_v5",
        worker_type="Standard_D8ds_v5",
        min_workers=1,
        max_workers=8,
        autotermination_minutes=30,
    ),
    stacks="blueprints.databricks_ml_dev.stacks",
)
