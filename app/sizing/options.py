"""The sizes a platform may take, the wished one first, the cheapest last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.sizing.choosers import Choosers
from app.sizing.needs import Needs
from app.sizing.wish import Wish
from blueprints.platform import Sizes, WarehouseSize


@dataclass(frozen=True)
class Wishes:
    """What was chosen for each size that a platform needs; None where it needs none.

    Args:
        tier: Pricing tier.
        runtime: Runtime of the machines.
        worker_type: VM type of workers, or of a pool's machines.
        driver_type: VM type of a cluster's driver, for each type of its workers.
        workers: Most workers of a cluster, or machines of a pool.
        min_workers: Fewest workers of a cluster, for each number of the most.
        warehouse_size: Size of the SQL warehouse.
        autotermination: Minutes without work before a cluster stops.
    """

    tier: Wish[str]
    runtime: Wish[str] | None = None
    worker_type: Wish[str] | None = None
    driver_type: Mapping[str, Wish[str]] | None = None
    workers: Wish[int] | None = None
    min_workers: Mapping[int, int] | None = None
    warehouse_size: Wish[WarehouseSize] | None = None
    autotermination: Wish[int] | None = None


def wishes_for(needs: Needs, choosers: Choosers) -> Wishes:
    """Ask each chooser that the platform needs.

    Raises:
        VmTypeError: The region has none of the VM types that fit.
        RuntimeUnavailable: No runtime is supported any more.
    """
    tier = choosers.tier(needs)
    warehouse = choosers.warehouse_size(needs) if needs.warehouse else None
    if not needs.cluster and not needs.pool:
        return Wishes(tier, warehouse_size=warehouse)
    runtime, worker_type = choosers.runtime(needs), choosers.worker_type(needs)
    if needs.pool:
        return Wishes(tier, runtime, worker_type, workers=choosers.pool_size(needs), warehouse_size=warehouse)
    workers = choosers.max_workers(needs)
    return Wishes(
        tier,
        runtime,
        worker_type,
        {name: choosers.driver_type(needs, name) for name in worker_type.steps},
        workers,
        {most: min(most, choosers.min_workers(needs, most)) for most in workers.steps},
        warehouse,
        choosers.autotermination(needs),
    )


def sizes_for(wishes: Wishes) -> Iterator[Sizes]:
    """Sizes of everything that stands ready, all as wished first; then step by step smaller, never larger in any part.

    First the warehouse gets smaller, then the machines, then fewer, and at last they stop sooner: so a limit costs
    workers last, and of two requests the one with more data never has fewer of them.
    """
    types = wishes.worker_type.steps if wishes.worker_type else ()
    numbers = wishes.workers.steps if wishes.workers else ()
    warehouses: tuple[WarehouseSize | None, ...] = wishes.warehouse_size.steps if wishes.warehouse_size else (None,)
    idle: tuple[int | None, ...] = wishes.autotermination.steps if wishes.autotermination else (None,)
    if not types or not numbers:
        for size in warehouses:
            yield Sizes(tier=wishes.tier.best, warehouse_size=size)
        return
    for size in warehouses:
        yield _sizes(wishes, types[0], numbers[0], size, idle[0])
    for name in types[1:]:
        yield _sizes(wishes, name, numbers[0], warehouses[-1], idle[0])
    for number in numbers[1:]:
        yield _sizes(wishes, types[-1], number, warehouses[-1], idle[0])
    for minutes in idle[1:]:
        yield _sizes(wishes, types[-1], numbers[-1], warehouses[-1], minutes)


def _sizes(wishes: Wishes, name: str, number: int, size: WarehouseSize | None, minutes: int | None) -> Sizes:
    return Sizes(
        tier=wishes.tier.best,
        runtime=wishes.runtime.best if wishes.runtime else None,
        driver_type=wishes.driver_type[name].best if wishes.driver_type else None,
        worker_type=name,
        min_workers=wishes.min_workers[number] if wishes.min_workers else None,
        max_workers=number,
        autotermination_minutes=minutes,
        warehouse_size=size,
    )
