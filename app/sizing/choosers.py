"""What is chosen, one function for each size: the best that the needs ask for, what would do too, and why."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from app.sizing.machine_types import choose_worker_type
from app.sizing.needs import Needs
from app.sizing.wish import Wish
from blueprints.platform import Sizes, WarehouseSize
from blueprints.runtime import runtime_for
from catalog.runtimes import runtime_of

GB_PER_CORE_HOUR = 45.0
"""GB that a core works through in an hour: pieces of 128 MB, ten seconds each. Source of the piece: Spark
configuration, `spark.sql.files.maxPartitionBytes`; the ten seconds are ours."""

PASSES = {"ml": 3, "data_science": 3, "analytics": 2, "bi": 2}
"""Times that a run of a workload goes through its data, 1 for all others; ours: training and questions read again."""

NIGHT_HOURS = 2.0
"""Hours that a night's jobs may take, as the cost assumes."""

ANSWER_HOURS = 10 / 60
"""Hours that people wait for an answer over all of a run's data; ours."""

CORES_PER_USER = 2
"""Cores for each person; ours: half of the people have something running, and that keeps a machine of 4 cores busy."""

CLUSTER_WORKERS = 4
POOL_NODES = 10
"""Most machines where neither data nor people are said."""

FEWEST_NODES = 2
"""Nodes of a pool: a driver and a worker."""

MOST = {"cluster": 8, "pool": 20}
"""Most machines, where the blueprint itself says no other."""

WAREHOUSE_SIZES: tuple[WarehouseSize, ...] = get_args(WarehouseSize)
WAREHOUSE_USUAL: WarehouseSize = "Small"
WAREHOUSE_MOST: WarehouseSize = "Large"
WAREHOUSE_UP_TO: tuple[tuple[WarehouseSize, int, float], ...] = (
    ("X-Small", 10, 10.0),
    ("Small", 30, 100.0),
    ("Medium", 100, 500.0),
)
"""People and GB of a run that a size is enough for; above, Large. A cluster takes ten queries at a time, and one person
in three has one running; the gigabytes are ours. Source: learn.microsoft.com azure/databricks/compute/sql-warehouse/
warehouse-behavior."""

IDLE_MINUTES = (30, 15)
"""Minutes without work before a cluster stops, the wished ones first: starting again takes about five."""


def choose_tier(needs: Needs) -> Wish[str]:
    """The pricing tier of the workspace."""
    return Wish(
        ("premium",), "the standard tier was retired on 2026-10-01", "trial costs no DBU and ends after 14 days."
    )


def choose_runtime(needs: Needs) -> Wish[str]:
    """The runtime: the line that is pinned, in the flavour of the workload."""
    key = runtime_for(needs.workload, gpu=needs.gpu, today=needs.today)
    runtime = runtime_of(key)
    kind = "with GPU drivers and ML libraries" if "gpu-ml" in key else "with ML libraries" if "cpu-ml" in key else ""
    named = f"{runtime.version} LTS {kind}".strip()
    newest = "Runtimes without long-term support are newer, and get fixes for about half a year."
    return Wish((key,), f"{named}, supported until {runtime.supported_until}", newest)


def choose_driver_type(needs: Needs, worker_type: str) -> Wish[str]:
    """The driver of a cluster: as its workers."""
    weighed = "A larger one pays where results of many gigabytes are collected in the notebook."
    return Wish((worker_type,), "as its workers, so that one family's quota is enough", weighed)


def choose_max_workers(needs: Needs) -> Wish[int]:
    """The most workers of a cluster: by the data that an answer goes through, and by the people at it."""
    least = 2 if "autoscaling" in needs.features else 1
    return _machines(needs, "cluster", usual=CLUSTER_WORKERS, least=least, hours=ANSWER_HOURS, drivers=0)


def choose_pool_size(needs: Needs) -> Wish[int]:
    """The most machines of a pool, of jobs or of a team: by the data of a night, or by the people who wait."""
    hours = ANSWER_HOURS if needs.people else NIGHT_HOURS
    drivers = 1 if "instance_pool" in needs.features else 0
    return _machines(needs, "pool", usual=POOL_NODES, least=FEWEST_NODES, hours=hours, drivers=drivers)


def _machines(needs: Needs, kind: str, *, usual: int, least: int, hours: float, drivers: int) -> Wish[int]:
    cores = 4 if needs.cluster else 8  # of the usual types: more of them for more data, whichever type it takes
    wanted, reasons = [], []
    if needs.run_gb is not None:
        passes = PASSES.get(needs.workload, 1)
        count = drivers + math.ceil(needs.run_gb * passes / (GB_PER_CORE_HOUR * cores * hours))
        wanted.append(count)
        reasons.append(f"{needs.data_said} ask for {count}")
    if needs.users is not None and needs.people:
        count = math.ceil(needs.users * CORES_PER_USER / cores)
        wanted.append(count)
        reasons.append(f"{needs.users} people ask for {count}")
    most = needs.largest.max_workers or MOST[kind]
    number = max(least, min(most, max(wanted))) if wanted else usual
    if wanted and max(wanted) > most:
        reasons.append(f"there are at most {most}")
    why = ", ".join(reasons) if reasons else "the usual, as neither data nor people were said"
    weighed = f"Up to {most} can be had; a line of the platform file changes it, and nothing is replaced."
    return Wish(tuple(range(number, least - 1, -1)), why, weighed)


def choose_min_workers(needs: Needs, max_workers: int) -> int:
    """The fewest workers of a cluster: a quarter of the most, so that a first question does not wait for machines."""
    return max(1, max_workers // 4)


def choose_warehouse_size(needs: Needs) -> Wish[WarehouseSize]:
    """The size of the SQL warehouse: by the people who ask, and by the data that they ask about."""
    limit = WAREHOUSE_SIZES.index(needs.largest.warehouse_size or WAREHOUSE_MOST)
    wanted, reasons = [], []
    if needs.users is not None:
        size = next((size for size, users, _ in WAREHOUSE_UP_TO if needs.users <= users), WAREHOUSE_MOST)
        wanted.append(WAREHOUSE_SIZES.index(size))
        reasons.append(f"{needs.users} people ask for {size}")
    if needs.run_gb is not None:
        size = next((size for size, _, most_gb in WAREHOUSE_UP_TO if needs.run_gb <= most_gb), WAREHOUSE_MOST)
        wanted.append(WAREHOUSE_SIZES.index(size))
        reasons.append(f"{needs.data_said} ask for {size}")
    best = min(limit, max(wanted, default=WAREHOUSE_SIZES.index(WAREHOUSE_USUAL)))
    why = ", ".join(reasons) if reasons else "the largest that fits, up to Small; it can grow later in place"
    weighed = "Each size up has about twice the machines and answers in about half the time, for twice the price."
    return Wish(tuple(reversed(WAREHOUSE_SIZES[: best + 1])), why, weighed)


def choose_autotermination(needs: Needs) -> Wish[int]:
    """Minutes without work before a cluster stops."""
    weighed = "15 minutes save half an hour a day, and let people wait for a new start after each pause."
    return Wish(IDLE_MINUTES, "nobody pays for a night", weighed)


def choose_spot_share(needs: Needs, sizes: Sizes) -> float:
    """Share of the machines that Azure may take away, where spot was wished: all but drivers, 0 to 1.

    A pool's are all of one kind, drivers too.
    """
    if "spot" not in needs.features or sizes.max_workers is None:
        return 0.0
    if "instance_pool" in needs.features and not needs.cluster:
        return 1.0
    return round(sizes.max_workers / (sizes.max_workers + 1), 2)


@dataclass(frozen=True)
class Choosers:
    """The functions that choose. Another one in place of any changes that choice and nothing else.

    Args:
        tier: Pricing tier.
        runtime: Runtime of the machines.
        worker_type: VM type of workers, or of a pool's machines.
        driver_type: VM type of a cluster's driver, for that of its workers.
        max_workers: Most workers of a cluster.
        min_workers: Fewest workers of a cluster, for the most.
        pool_size: Most machines of a pool.
        warehouse_size: Size of the SQL warehouse.
        autotermination: Minutes without work before a cluster stops.
        spot_share: Share of the machines that Azure may take away.
    """

    tier: Callable[[Needs], Wish[str]] = choose_tier
    runtime: Callable[[Needs], Wish[str]] = choose_runtime
    worker_type: Callable[[Needs], Wish[str]] = choose_worker_type
    driver_type: Callable[[Needs, str], Wish[str]] = choose_driver_type
    max_workers: Callable[[Needs], Wish[int]] = choose_max_workers
    min_workers: Callable[[Needs, int], int] = choose_min_workers
    pool_size: Callable[[Needs], Wish[int]] = choose_pool_size
    warehouse_size: Callable[[Needs], Wish[WarehouseSize]] = choose_warehouse_size
    autotermination: Callable[[Needs], Wish[int]] = choose_autotermination
    spot_share: Callable[[Needs, Sizes], float] = choose_spot_share
