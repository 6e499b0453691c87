"""The sizes a blueprint may take for a request, the wished one first, the cheapest last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from blueprints.description import BlueprintDescription
from blueprints.platform import Sizes
from catalog.prices import vm_usd_per_hour
from catalog.regions import offered_region
from catalog.vm_types import VmTypeError, vm_types

CLUSTER_TYPES = ("Standard_D4ds_v5", "Standard_E4ds_v5")
POOL_TYPES = ("Standard_D8ds_v5", "Standard_D4ds_v5")
GPU_TYPES = ("Standard_NC4as_T4_v3", "Standard_NC8as_T4_v3", "Standard_NC24ads_A100_v4", "Standard_NC40ads_H100_v5")
"""Types to choose from, the wished one first. The smallest of a series: it is enough to start, and grows by number."""

CLUSTER_MAX_WORKERS = (4, 3, 2, 1)
POOL_MAX_NODES = (10, 6, 4, 2)
MIN_WORKERS = 1
IDLE_MINUTES = 30


def cluster_sizes(
    description: BlueprintDescription, runtime: str, *, gpu: bool, autoscaling: bool, region: str, today: date
) -> Iterator[Sizes]:
    """Sizes of an interactive cluster: fewer workers until it fits."""
    name = available_types(GPU_TYPES if gpu else CLUSTER_TYPES, region=region, today=today)[0]
    for most in CLUSTER_MAX_WORKERS:
        if autoscaling and most == MIN_WORKERS:
            continue
        yield Sizes(
            runtime=runtime,
            driver_type=name,
            worker_type=name,
            min_workers=MIN_WORKERS,
            max_workers=most,
            autotermination_minutes=description.smallest.autotermination_minutes or IDLE_MINUTES,
        )


def pool_sizes(runtime: str, *, gpu: bool, region: str, today: date) -> Iterator[Sizes]:
    """Sizes of an instance pool: first smaller machines, then fewer."""
    names = available_types(GPU_TYPES if gpu else POOL_TYPES, region=region, today=today)
    first, last = names[0], names[0] if gpu else names[-1]
    for name, most in dict.fromkeys([(first, POOL_MAX_NODES[0]), *((last, most) for most in POOL_MAX_NODES)]):
        yield Sizes(runtime=runtime, worker_type=name, max_workers=most)


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
