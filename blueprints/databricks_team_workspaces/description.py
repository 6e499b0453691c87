"""What databricks-team-workspaces is."""

from blueprints.description import BlueprintDescription
from blueprints.features.groups import ANYWHERE, COMPUTE, without
from blueprints.platform import Sizes

DATABRICKS_TEAM_WORKSPACES = BlueprintDescription(
    name="databricks-team-workspaces",
    display_name="Many teams in one workspace",
    description="A workspace that teams share, each with its own machines, limits and budget.",
    workload_types=("data_science", "analytics", "exploration", "learning"),
    environments=("dev", "staging", "prod"),
    required_features=("team_compute",),
    optional_features=(*without(COMPUTE, "gpu"), *ANYWHERE),
    complexity="complex",
    estimated_time_minutes=20,
    smallest=Sizes(worker_type="Standard_D4ds_v5", max_workers=1),
    largest=Sizes(worker_type="Standard_D8ds_v5", max_workers=10),
    stacks="blueprints.databricks_team_workspaces.stacks",
)
