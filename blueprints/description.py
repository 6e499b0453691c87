"""What a blueprint says about itself, readable without loading any construct."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from blueprints.platform import Sizes
from blueprints.request import Environment, WorkloadType

Complexity = Literal["simple", "moderate", "complex"]
Compute = Literal["none", "interactive_cluster", "instance_pool"]


@dataclass(frozen=True, kw_only=True)
class BlueprintDescription:
    """A curated platform pattern, described.

    Args:
        name: The id people write, such as `databricks-ml-dev`.
        display_name: The name people read.
        description: What it is for, one sentence.
        workload_types: What it suits.
        environments: Where it may be used.
        required_features: Features it always has.
        optional_features: Features that may be asked for on top.
        complexity: How much there is to understand.
        estimated_time_minutes: Minutes from approval to a usable platform.
        compute: What stands ready inside the workspace; decides what is sized and priced.
        smallest: The least that may be built; lower end of the cost range.
        largest: The most that may be built; upper end of the cost range.
        stacks: Module with the two layers, `AzureLayer` and `DatabricksLayer` in name.
        makes: Terraform types it makes, by layer, for the plan page.
        outputs: Outputs beside the workspace's own.
        naming: Values for names, weaker than a platform file's own.
        partial_support_notes: What is left to do by hand, if anything.
    """

    name: str
    display_name: str
    description: str
    workload_types: tuple[WorkloadType, ...]
    environments: tuple[Environment, ...]
    required_features: tuple[str, ...] = ()
    optional_features: tuple[str, ...] = ()
    complexity: Complexity
    estimated_time_minutes: int
    compute: Compute
    smallest: Sizes
    largest: Sizes
    stacks: str
    makes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
    naming: dict[str, str] = field(default_factory=dict)
    partial_support_notes: tuple[str, ...] = ()

    @property
    def fully_supported(self) -> bool:
        """Whether nothing is left to do by hand."""
        return not self.partial_support_notes

    @property
    def features(self) -> tuple[str, ...]:
        """Every feature it can have."""
        return (*self.required_features, *self.optional_features)
