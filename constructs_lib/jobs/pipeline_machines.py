"""Machines of a pipeline that is not serverless."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from constructs_lib.bindings import databricks
from constructs_lib.compute.cluster_policy import ClusterPolicy
from constructs_lib.limits import between, one_of
from naming.errors import RuleError

EDITIONS = ("CORE", "PRO", "ADVANCED")


@dataclass(frozen=True)
class PipelineMachines:
    """Edition and machines of a pipeline that runs on virtual machines of yours.

    Args:
        node_type: VM type of every machine.
        min_workers: Fewest workers, 1 or more.
        max_workers: Most workers.
        edition: `CORE` (streaming), `PRO` (and change data), `ADVANCED` (and expectations on quality).
        photon: The Photon engine: faster, and 2.5 times the DBUs. Default: off.
        spot: Workers from spare machines that Azure may take back, the driver never. Default: off.
        policy: Limits the machines must keep.

    Raises:
        RuleError: Another edition; numbers outside their limits.
    """

    node_type: str
    min_workers: int = 1
    max_workers: int = 4
    edition: Literal["CORE", "PRO", "ADVANCED"] = "ADVANCED"
    photon: bool = False
    spot: bool = False
    policy: ClusterPolicy | None = None

    def __post_init__(self) -> None:
        one_of("edition", self.edition, EDITIONS, source="databricks_pipeline docs")
        between("max_workers", self.max_workers, 1, None, unit="machines")
        if not 1 <= self.min_workers <= self.max_workers:
            raise RuleError("min_workers", allowed=f"1 to max_workers ({self.max_workers})", got=self.min_workers)

    def arguments(self, tags: Mapping[str, str]) -> dict[str, Any]:
        """The provider's arguments.

        Args:
            tags: What the machines carry.
        """
        cluster = databricks.PipelineCluster(
            label="default",
            node_type_id=self.node_type,
            driver_node_type_id=self.node_type,
            policy_id=self.policy.policy_id if self.policy else None,
            custom_tags=dict(tags),
            autoscale=databricks.PipelineClusterAutoscale(
                min_workers=self.min_workers, max_workers=self.max_workers, mode="ENHANCED"
            ),
            azure_attributes=databricks.PipelineClusterAzureAttributes(
                availability="SPOT_WITH_FALLBACK_AZURE" if self.spot else "ON_DEMAND_AZURE", first_on_demand=1
            ),
        )
        return {"edition": self.edition, "photon": self.photon, "cluster": [cluster]}
