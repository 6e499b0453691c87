"""The sizes a platform may take, the wished one first, the cheapest last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from blueprints.platform import Sizes, WarehouseSize
from catalog.prices import vm_usd_per_hour
from catalog.regions import offered_region
from catalog.vm_types import VmTypeError, vm_types

CLUSTER_TYPES = ("Standard_D4ds_v5", "Standard_E4ds_v5")
POOL_TYPES = ("Standard_D8ds_v5", "Standard_D4ds_v5")
GPU_TYPES = ("Standard_NC4as_T4_v3", "Standard_NC8as_T4_v3", "Standard_NC24ads_A100_v4", "Standard_NC40ads_H100_v5")
"""Types to choose from, the wished one first. The smallest of a series: it is enough to start, and grows by number."""

CLUSTER_MAX_WORKERS = (4, 3, 2, 1)
POOL_MAX_NODES = (10, 6, 4, 2)
WAREHOUSE_SIZES: tuple[WarehouseSize, ...] = ("Small", "X-Small", "2X-Small")
MIN_WORKERS = 1
IDLE_MINUTES = 30


@dataclass(frozen=True)
class Wished:
    """What the choice of sizes depends on.

    Args:
        features: Everything the platform has.
        runtime: The runtime of its machines.
        region: Where it stands.
        today: The day that retirements are held against.
    """

    features: frozenset[str]
    runtime: str
    region: str
    today: date

    @property
    def gpu(self) -> bool:
        """Whether its machines have graphics processors."""
        return "gpu" in self.features


def sizes_for(wished: Wished) -> Iterator[Sizes]:
    """Sizes of everything that stands ready, all as wished first; then step by step smaller, together."""
    machines = [Sizes()]
    if "interactive_compute" in wished.features:
        machines = list(_cluster_sizes(wished))
    elif wished.features & {"instance_pool", "job_compute", "team_compute"}:
        machines = list(_pool_sizes(wished))
    warehouses = WAREHOUSE_SIZES if "sql_warehouse" in wished.features else (None,)
    for step in range(max(len(machines), len(warehouses))):
        machine = machines[min(step, len(machines) - 1)]
        yield machine.model_copy(update={"warehouse_size": warehouses[min(step, len(warehouses) - 1)]})


def _cluster_sizes(wished: Wished) -> Iterator[Sizes]:
    """Sizes of an interactive cluster: fewer workers until it fits."""
    name = available_types(GPU_TYPES if wished.gpu else CLUSTER_TYPES, region=wished.region, today=wished.today)[0]
    for most in CLUSTER_MAX_WORKERS:
        if "autoscaling" in wished.features and most == MIN_WORKERS:
            continue
        yield Sizes(
            runtime=wished.runtime,
            driver_type=name,
            worker_type=name,
            min_workers=MIN_WORKERS,
            max_workers=most,
            autotermination_minutes=IDLE_MINUTES,
        )


def _pool_sizes(wished: Wished) -> Iterator[Sizes]:
    """Sizes of a pool or of jobs' clusters: first smaller machines, then fewer."""
    names = available_types(GPU_TYPES if wished.gpu else POOL_TYPES, region=wished.region, today=wished.today)
    first, last = names[0], names[0] if wished.gpu else names[-1]
    for name, most in dict.fromkeys([(first, POOL_MAX_NODES[0]), *((last, most) for most in POOL_MAX_NODES)]):
        yield Sizes(runtime=wished.runtime, worker_type=name, max_workers=most)


def available_types(wished: tuple[str, ...], *, region: str, today: date) -> list[str]:
    """Those that are current and have a price in a region. Raises VmTypeError where none is left."""
    known = vm_types()
    found = [
        name
        for name in wished
        if known[name].current and not known[name].retired(today) and vm_usd_per_hour(name, region) is not None
    ]
    if not found:
        display = offered_region(region).display_name
        raise VmTypeError(
            f"None of {', '.join(wished)} is offered in {display} ({region}).", fix="Name another region."
        )
    return found
