"""The blueprint of platforms that name their resources themselves."""

from blueprints.description import BlueprintDescription
from blueprints.features.groups import ANYWHERE
from blueprints.platform import Sizes
from blueprints.request import ENVIRONMENTS

COMPOSED = BlueprintDescription(
    name="composed",
    display_name="Composed platform",
    description="A workspace and the resources that its file names; for what no other blueprint has.",
    workload_types=(),
    environments=ENVIRONMENTS,
    optional_features=ANYWHERE,
    complexity="moderate",
    estimated_time_minutes=10,
    smallest=Sizes(),
    largest=Sizes(),
    stacks="blueprints.composed.stacks",
)
"""Written by people and never matched from a sentence: what it is for stands in its resources alone."""
