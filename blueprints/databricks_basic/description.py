"""What databricks-basic is."""

from blueprints.description import BlueprintDescription
from blueprints.features.groups import ANYWHERE
from blueprints.platform import Sizes

DATABRICKS_BASIC = BlueprintDescription(
    name="databricks-basic",
    display_name="Databricks workspace",
    description="An empty workspace to explore, learn and test in.",
    workload_types=("exploration", "learning", "testing"),
    environments=("dev", "sandbox"),
    optional_features=ANYWHERE,
    complexity="simple",
    estimated_time_minutes=10,
    smallest=Sizes(),
    largest=Sizes(),
    stacks="blueprints.databricks_basic.stacks",
)
