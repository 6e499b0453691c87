"""What databricks-streaming is."""

from blueprints.description import BlueprintDescription
from blueprints.features.groups import ANYWHERE, COMPUTE, without
from blueprints.platform import Sizes

# Its pipeline's machines reach a closed lake from a network of the platform's own only, which a workspace cannot get
# later.
_ALWAYS = ("custom_vnet", "storage", "unity_catalog", "event_hub", "streaming_pipeline")

DATABRICKS_STREAMING = BlueprintDescription(
    name="databricks-streaming",
    display_name="Streaming",
    description="A workspace with an event hub, and a pipeline that keeps tables up to date with its events.",
    workload_types=("streaming",),
    environments=("dev", "staging", "prod"),
    required_features=_ALWAYS,
    optional_features=(*COMPUTE, *without(ANYWHERE, *_ALWAYS)),
    complexity="complex",
    estimated_time_minutes=25,
    smallest=Sizes(),
    largest=Sizes(),
    stacks="blueprints.databricks_streaming.stacks",
)
