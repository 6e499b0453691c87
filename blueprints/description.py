"""What a blueprint says about itself, readable without loading any construct."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from blueprints.platform import Sizes
from blueprints.request import Environment, WorkloadType

Complexity = Literal["simple", "moderate", "complex"]


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
        smallest: The least that may be built; lower end of the cost range.
        largest: The most that may be built; upper end of the cost range.
        stacks: Module with the two layers, `AzureLayer` and `DatabricksLayer` in name.
        feature_options: What its features are told where a platform file says nothing, by name.
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
    smallest: Sizes
    largest: Sizes
    stacks: str
    feature_options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
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
