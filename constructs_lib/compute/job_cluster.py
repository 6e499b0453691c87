"""Machines that live as long as one run of a job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from constructs_lib.bindings import databricks
from constructs_lib.compute.cluster_options import ClusterOptions, check_runtime, single_node_conf
from constructs_lib.limits import between, matching
from naming.errors import RuleError
from naming.namer import Namer

_NEW = "JobJobClusterNewCluster"


@dataclass(frozen=True)
class JobCluster:
    """Machines that a job starts for a run and gives back after it: a value, no resource of its own.

    Args:
        key: What the job's tasks call it: letters, digits, - and _, 1-100.
            Source: databricks_job docs, `job_cluster_key`.
        runtime: Databricks runtime key.
        node_type: VM type of the workers, and of the driver unless that has its own.
        driver_type: VM type of the driver.
        min_workers: Fewest workers; 0 with `max_workers` 0: one machine alone.
        max_workers: Most workers; equal to `min_workers`: a fixed number.
        options: Everything else; nothing by default. Libraries belong to tasks.

    Raises:
        RuleError: A number or text outside its limits; libraries, which the provider takes on tasks only.
    """

    key: str
    runtime: str
    node_type: str
    driver_type: str | None = None
    min_workers: int = 0
    max_workers: int = 0
    options: ClusterOptions = ClusterOptions()  # noqa: RUF009 (frozen)

    def __post_init__(self) -> None:
        matching(
            "key",
            self.key,
            r"[A-Za-z0-9_-]{1,100}",
            allowed="1-100 letters, digits, - and _",
            source="databricks_job docs",
        )
        check_runtime(self.runtime)
        between("max_workers", self.max_workers, 0, None, unit="machines")
        if not 0 <= self.min_workers <= self.max_workers:
            raise RuleError("min_workers", allowed=f"0 to max_workers ({self.max_workers})", got=self.min_workers)
        if self.options.libraries:
            raise RuleError("libraries", allowed="on tasks, not on a job's cluster", got=self.key, fix="Move them.")

    def block(self, names: Namer) -> Any:
        """The provider's block.

        Args:
            names: Whose tags the machines carry.
        """
        alone = self.max_workers == 0
        fixed = self.min_workers == self.max_workers
        conf = single_node_conf(self.options.spark_conf) if alone else dict(self.options.spark_conf)
        autoscale = databricks.JobJobClusterNewClusterAutoscale(
            min_workers=self.min_workers, max_workers=self.max_workers
        )
        return databricks.JobJobCluster(
            job_cluster_key=self.key,
            new_cluster=databricks.JobJobClusterNewCluster(
                spark_version=self.runtime,
                num_workers=self.max_workers if fixed else None,
                autoscale=None if fixed else autoscale,
                # Nobody shares a job's machines, so dedicated access does for every runtime.
                data_security_mode="SINGLE_USER",
                spark_conf=conf or None,
                custom_tags=self.options.tags(names, ResourceClass="SingleNode" if alone else "MultiNode"),
                **self.options.machines(self.node_type, self.driver_type or self.node_type),
                **self.options.arguments(_NEW, alone=alone),
            ),
        )
