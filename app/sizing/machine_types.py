"""Which machines: general-purpose ones, with more memory where the data asks for it, or with graphics processors."""

from __future__ import annotations

from datetime import date

from app.sizing.cost import hourly_cost
from app.sizing.needs import HOT_SHARE, Needs
from app.sizing.wish import Wish
from catalog.prices import vm_usd_per_hour
from catalog.regions import offered_region
from catalog.vm_types import VmTypeError, vm_type, vm_types

CLUSTER_TYPES = ("Standard_D4ds_v5",)
POOL_TYPES = ("Standard_D8ds_v5", "Standard_D4ds_v5")
"""General-purpose types, the wished one first. The smallest of a series: it is enough to start, and grows by number."""

CLUSTER_MEMORY_TYPES = ("Standard_E4ds_v5",)
POOL_MEMORY_TYPES = ("Standard_E8ds_v5",)
"""Memory-optimised types, taken before the others where the data asks for memory: twice as much of it a core."""

GPU_TYPES = ("Standard_NC4as_T4_v3", "Standard_NC8as_T4_v3", "Standard_NC24ads_A100_v4", "Standard_NC40ads_H100_v5")
"""GPU types, the wished one first; where a region has not the one, the next."""

MEMORY_FROM_GB = {"cluster": 50.0, "pool": 200.0}
"""GB of a run from which on memory-optimised machines are chosen. The usual machines hold about that much before they
write to disk: 4 x 16 GiB or 10 x 32 GiB, of which Spark gives 60 % to data. Source: Spark configuration,
`spark.memory.fraction`."""


def choose_worker_type(needs: Needs) -> Wish[str]:
    """The machines: with memory for much data, else general-purpose; GPU types where those are wished."""
    if needs.gpu:
        return _gpu_type(needs)
    kind = "cluster" if needs.cluster else "pool"
    usual, memory = (
        (CLUSTER_TYPES, CLUSTER_MEMORY_TYPES) if needs.cluster else (POOL_TYPES, POOL_MEMORY_TYPES)
    )  # fmt: skip
    much = needs.run_gb is not None and needs.run_gb >= MEMORY_FROM_GB[kind]
    if not much:
        names = available_types(usual, region=needs.region, today=needs.today)
        return Wish(
            tuple(names), "a current general-purpose type, no retirement announced", _against(names[0], memory, needs)
        )
    names = available_types((*memory, *usual), region=needs.region, today=needs.today)
    return Wish(tuple(names), f"twice the memory a core, for {needs.data_said}", _against(names[0], usual[:1], needs))


def _gpu_type(needs: Needs) -> Wish[str]:
    names = available_types(GPU_TYPES, region=needs.region, today=needs.today)
    best = names[0]
    if needs.run_gb is not None and needs.run_gb >= MEMORY_FROM_GB["cluster"] and GPU_TYPES[1] in names:
        steps = tuple(name for name in (GPU_TYPES[1], GPU_TYPES[0]) if name in names)
        why = f"twice the cores and memory beside the GPU, for {needs.data_said}"
        return Wish(steps, why, _against(steps[0], steps[1:], needs))
    why = "the smallest current GPU type; NCv3 was retired on 2025-09-30"
    return Wish((best,), why, _against(best, tuple(name for name in names if name != best)[:1], needs))


def _against(chosen: str, others: tuple[str, ...], needs: Needs) -> str:
    """A type held against another: memory, and what an hour costs with its DBUs."""
    try:
        (other,) = available_types(others[:1], region=needs.region, today=needs.today)
    except VmTypeError:
        return ""
    one, two = vm_type(chosen), vm_type(other)
    meter = "ALL_PURPOSE_COMPUTE" if needs.people else "JOBS_COMPUTE"
    costs = [hourly_cost({name: 1}, meter_name=meter, region=needs.region).usd for name in (chosen, other)]
    share = costs[1] / costs[0] - 1
    text = f"{other} has {two.memory_gib:g} GiB in place of {one.memory_gib:g} for {abs(share):.0%}"
    text += " more" if share >= 0 else " less"
    if two.family == "memory":
        least = MEMORY_FROM_GB["cluster" if needs.cluster else "pool"]
        return f"{text}; it is chosen from {least / HOT_SHARE:,.0f} GB of data or {least:,.0f} GB a day on."
    return f"{text}; what does not fit in memory is written to disk." if one.family == "memory" else f"{text}."


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
