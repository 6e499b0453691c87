"""Machines of clusters: those of people, of jobs and of pipelines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.sizing.from_terraform.reader import Case, NotPriced
from app.sizing.from_terraform.resource import Resource, block, number, text
from blueprints.usage import Amount, MachineHours, Usage
from constructs_lib.checks.check import Body, blocks

POOL = "databricks_instance_pool"
POLICY = "databricks_cluster_policy"
CLUSTER_KEYS = ("hours", "workers", "node_type", "driver_type")
_SINGLE = "singlenode"


@dataclass(frozen=True)
class Machines:
    """A driver and its workers.

    Args:
        driver_type: VM type of the driver.
        node_type: VM type of the workers.
        workers: How many.
        photon: Whether they run Photon.
        spot: Whether workers may be taken away; their price is not counted lower.
    """

    driver_type: str
    node_type: str
    workers: Amount
    photon: bool
    spot: bool

    def usage(self, what: str, *, hours: float, kind: str, assuming: str) -> Iterator[Usage]:
        """Driver and workers for some hours a month.

        Args:
            what: What they are, such as `cluster`.
            hours: Hours a month.
            kind: What Databricks charges, such as `ALL_PURPOSE` or `DLT_CORE`.
            assuming: What is assumed, a sentence.
        """
        meter = f"{kind}_COMPUTE_(PHOTON)" if self.photon else f"{kind}_COMPUTE"
        yield MachineHours(
            f"{what}, driver, 1 x {self.driver_type}", self.driver_type, Amount.of(1), hours, meter, assuming
        )
        fewest, mean, most = self.workers
        if most:
            count = f"{most:g}" if fewest == most else f"{fewest:g}-{most:g}"
            varies = f"On average {mean:g} of {most:g} workers run; low is {fewest:g}, high is {most:g}."
            yield MachineHours(
                f"{what}, workers, {count} x {self.node_type}",
                self.node_type,
                self.workers,
                hours,
                meter,
                varies if fewest != most else "",
            )


def machines_of(case: Case, body: Body) -> Machines | NotPriced:
    """The machines of a cluster's block; or why they are not known.

    Args:
        case: The resource that has the block.
        body: The block; the resource's own arguments, or those of a job's cluster.
    """
    node_type = case.told.texts.get("node_type") or _type_of(case, body, "node_type_id", "instance_pool_id")
    if node_type is None:
        return NotPriced("its VM type is not in the file; node_type in a usage file can tell it")
    driver_type = case.told.texts.get("driver_type") or _type_of(
        case, body, "driver_node_type_id", "driver_instance_pool_id"
    )
    workers = case.told.amounts.get("workers") or _workers(body)
    if workers is None:
        return NotPriced("its number of workers is not in the file; workers in a usage file can tell it")
    azure = block(body.get("azure_attributes"))
    return Machines(
        driver_type=driver_type or node_type,
        node_type=node_type,
        workers=workers,
        photon=body.get("runtime_engine") == "PHOTON" or body.get("photon") is True,
        spot="SPOT" in str(azure.get("availability")),
    )


def _type_of(case: Case, body: Body, argument: str, pool_argument: str) -> str | None:
    pool = case.target(body.get(pool_argument), POOL)
    return text(pool.body.get("node_type_id")) if pool is not None else text(body.get(argument))


def _workers(body: Body) -> Amount | None:
    autoscale = block(body.get("autoscale"))
    if autoscale:
        fewest, most = number(autoscale.get("min_workers")), number(autoscale.get("max_workers"))
        if fewest is None or most is None:
            return None
        return Amount(fewest, (fewest + most) / 2, most)
    said = number(body.get("num_workers"))
    if said is not None:
        return Amount.of(said)
    profile = block(body.get("spark_conf")).get("spark.databricks.cluster.profile")
    alone = str(profile).lower() == _SINGLE or body.get("is_single_node") is True
    return Amount.of(0) if alone or "num_workers" not in body else None


def clusters_in(resource: Resource) -> Iterator[Body]:
    """Every cluster's block of a resource: a cluster, or those that a job or a pipeline brings along."""
    body = resource.body
    if resource.type == "databricks_cluster":
        yield body
    elif resource.type == "databricks_job":
        yield from (new for _, new in job_clusters(body))
    elif resource.type == "databricks_pipeline":
        yield from pipeline_clusters(body)


def job_clusters(body: Body) -> Iterator[tuple[str, Body]]:
    """Name and block of each cluster that a job brings along."""
    for holder in blocks(body.get("job_cluster")):
        yield from ((str(holder.get("job_cluster_key", "")), new) for new in blocks(holder.get("new_cluster")))
    for task in job_tasks(body):
        yield from ((str(task.get("task_key", "")), new) for new in blocks(task.get("new_cluster")))
    yield from (("", new) for new in blocks(body.get("new_cluster")))


def job_tasks(body: Body) -> Iterator[Body]:
    """A job's tasks, those within a loop too."""
    for task in blocks(body.get("task")):
        loop = block(task.get("for_each_task"))
        yield from blocks(loop.get("task")) if loop else (task,)


def pipeline_clusters(body: Body) -> Iterator[Body]:
    """A pipeline's clusters: the one for updates; that for maintenance is small and short."""
    for cluster in blocks(body.get("cluster")):
        if cluster.get("label") != "maintenance":
            yield cluster
