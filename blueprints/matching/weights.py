"""The numbers and lists that decide a match; all of it data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from blueprints.request import WorkloadType

NEIGHBOURS: Mapping[WorkloadType, tuple[WorkloadType, ...]] = {
    "ml": ("data_science",),
    "data_science": ("ml", "analytics", "exploration"),
    "data_engineering": ("streaming", "analytics"),
    "analytics": ("bi", "data_science", "data_engineering", "exploration"),
    "bi": ("analytics",),
    "streaming": ("data_engineering",),
    "exploration": ("learning", "testing", "data_science", "analytics"),
    "learning": ("exploration", "testing"),
    "testing": ("exploration", "learning"),
}
"""Workloads that need much the same of a platform."""

CHEAPEST_FIRST: tuple[str, ...] = (
    "databricks-basic",
    "databricks-ml-prod",
    "databricks-secure",
    "databricks-data-engineering",
    "databricks-streaming",
    "databricks-governed-lakehouse",
    "databricks-sql-analytics",
    "databricks-team-workspaces",
    "databricks-ml-dev",
)
"""Blueprints by the lower end of their cost range in the default region, then by name; others come after these.

`blueprints` cannot see prices, so the order stands here as data; a test holds it equal to the prices' own.
"""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How a score is made up, and what it leads to.

    Args:
        workload: Points for the workload.
        environment: Points for the environment.
        features: Points for the wished features, by the share of them that the blueprint has.
        neighbour: Share of the workload's points for a workload that needs much the same.
        unsaid: Share of a field's points where nobody said what it should be.
        bare: Share of the workload's points for an empty workspace, where anything can begin.
        none_below: Score below which nothing fits.
        exact_above: Score that an exact match must pass.
        general_from: Number of workloads from which on a blueprint is for general use, and stands back behind one
            that is made for the workload unless what it always has was wished.
        own_from: Number of wished features that a blueprint always has, from which on it comes first among equals
            where nobody named a workload.
        neighbours: Workloads that need much the same, by workload.
        cheapest_first: Names of blueprints by cost; decides between equals.
    """

    workload: float = 0.4
    environment: float = 0.3
    features: float = 0.3
    neighbour: float = 0.5
    unsaid: float = 0.5
    bare: float = 0.25
    none_below: float = 0.5
    exact_above: float = 0.8
    general_from: int = 4
    own_from: int = 2
    neighbours: Mapping[WorkloadType, tuple[WorkloadType, ...]] = field(default_factory=lambda: NEIGHBOURS)
    cheapest_first: tuple[str, ...] = CHEAPEST_FIRST


WEIGHTS = Weights()
"""The weights in use."""
