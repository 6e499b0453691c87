"""What a blueprint's compute costs a month, and the hours that are assumed for it."""

from __future__ import annotations

from app.sizing.cost import CostPart, MonthlyCost, hourly_cost
from blueprints.description import BlueprintDescription, Compute
from blueprints.platform import Sizes
from catalog.prices import MeterName, meter, price_dates, vm_usd_per_hour
from catalog.vm_types import vm_type

INTERACTIVE_HOURS = 8 * 21
"""Hours a month an interactive cluster runs: 8 h on 21 working days; autotermination stops it at night."""

JOB_HOURS = 2 * 30
"""Hours a month jobs take machines from a pool: 2 h a night on 30 nights, as a nightly batch does."""

POOL_SHARE = 0.5
"""Share of a pool that jobs keep busy in those hours: a pool is sized for its peak, about twice its mean."""


def monthly_cost(compute: Compute, sizes: Sizes, region: str) -> MonthlyCost:
    """Low, expected and high cost of a month, with parts and assumptions. Raises PriceError."""
    if compute == "interactive_cluster":
        return _interactive(sizes, region)
    if compute == "instance_pool":
        return _pool(sizes, region)
    return MonthlyCost(
        assumptions=("No compute stands ready; clusters that people start themselves are not counted.",),
        prices_of=price_dates(),
    )


def cost_range(description: BlueprintDescription, region: str) -> tuple[float, float]:
    """Expected cost of a blueprint at its smallest and at its largest, USD a month."""
    smallest = monthly_cost(description.compute, description.smallest, region)
    largest = monthly_cost(description.compute, description.largest, region)
    return smallest.expected_usd, largest.expected_usd


def _interactive(sizes: Sizes, region: str) -> MonthlyCost:
    if sizes.driver_type is None or sizes.worker_type is None or sizes.min_workers is None or sizes.max_workers is None:
        raise ValueError("an interactive cluster needs driver_type, worker_type, min_workers and max_workers")
    fewest, most = sizes.min_workers, sizes.max_workers
    driver = f"driver, 1 x {sizes.driver_type}"
    workers = f"workers, {_count(fewest, most)} x {sizes.worker_type}"
    parts = (
        _part(driver, sizes.driver_type, (1, 1, 1), "ALL_PURPOSE_COMPUTE", region),
        _part(workers, sizes.worker_type, (fewest, (fewest + most) / 2, most), "ALL_PURPOSE_COMPUTE", region),
    )
    assumptions = [f"The cluster runs {INTERACTIVE_HOURS} h a month: 8 h on 21 days."]
    if fewest != most:
        assumptions.append(
            f"On average {(fewest + most) / 2:g} of {most} workers run; low is {fewest}, high is {most}."
        )
    types = dict.fromkeys((sizes.driver_type, sizes.worker_type))
    return _total(parts, [*assumptions, *(_unit_price(name, "ALL_PURPOSE_COMPUTE", region) for name in types)])


def _pool(sizes: Sizes, region: str) -> MonthlyCost:
    if sizes.worker_type is None or sizes.max_workers is None:
        raise ValueError("an instance pool needs worker_type and max_workers")
    most = sizes.max_workers
    nodes = (1, max(1.0, most * POOL_SHARE), most)
    part = _part(f"pool, up to {most} x {sizes.worker_type}", sizes.worker_type, nodes, "JOBS_COMPUTE", region)
    assumptions = [
        f"Jobs run {JOB_HOURS} h a month: 2 h on 30 nights.",
        f"They take half of the pool's {most} machines on average; low is 1, high is all; idle machines are let go.",
        _unit_price(sizes.worker_type, "JOBS_COMPUTE", region),
    ]
    return _total((part,), assumptions)


def _part(what: str, name: str, nodes: tuple[float, float, float], meter_name: MeterName, region: str) -> CostPart:
    hours = JOB_HOURS if meter_name == "JOBS_COMPUTE" else INTERACTIVE_HOURS
    low, expected, high = (
        round(hours * hourly_cost({name: count}, meter_name=meter_name, region=region).usd, 2) for count in nodes
    )
    return CostPart(what=what, low_usd=low, expected_usd=expected, high_usd=high)


def _total(parts: tuple[CostPart, ...], assumptions: list[str]) -> MonthlyCost:
    return MonthlyCost(
        low_usd=round(sum(part.low_usd for part in parts), 2),
        expected_usd=round(sum(part.expected_usd for part in parts), 2),
        high_usd=round(sum(part.high_usd for part in parts), 2),
        parts=parts,
        assumptions=tuple(assumptions),
        prices_of=price_dates(),
    )


def _unit_price(name: str, meter_name: MeterName, region: str) -> str:
    charged = meter(meter_name, region)
    dbu = vm_type(name).dbu_per_hour * charged.multiplier
    vm = vm_usd_per_hour(name, region)
    return f"One {name} costs {dbu:g} DBU x USD {charged.usd_per_dbu:g} + USD {vm:g} (VM) an hour in {region}."


def _count(fewest: int, most: int) -> str:
    return str(most) if fewest == most else f"{fewest}-{most}"
