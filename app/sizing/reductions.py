"""What would make a platform cheaper, each way priced by trying it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from app.sizing.limits import Reduction
from app.sizing.month import monthly_cost
from blueprints.composition import Composition, conflicts
from blueprints.features.vocabulary import CLASSES
from blueprints.platform import Sizes
from blueprints.usage import MachineHours
from catalog.prices import vm_usd_per_hour

SPOT_MOST = 0.9
"""The most that a spot machine is below its list price. Source: azure.microsoft.com/pricing/spot, "up to 90 percent";
what it is at an hour is fixed nowhere, so it is in no price table here."""

_CENT = 0.005


def reductions_of(
    cheapest: Composition,
    wished: Sizes,
    *,
    limit_usd: float,
    leaving_out: Iterable[str],
    again: Callable[[frozenset[str]], Composition],
) -> tuple[Reduction, ...]:
    """Every way that saves something: what the cheapest has done already, then what is left, most first.

    Args:
        cheapest: The platform at its smallest.
        wished: The sizes that were wished.
        limit_usd: What it may cost, USD a month.
        leaving_out: Added features that could be left out.
        again: The cheapest platform with other features.
    """
    least_usd = monthly_cost(cheapest).expected_usd

    def left(what: str, usd: float, *, at_most: bool = False) -> Reduction:
        return Reduction(what, round(least_usd - usd, 2), at_most, enough=not at_most and usd <= limit_usd)

    still = [left(f"spot machines for {what}", usd, at_most=True) for what, usd in _spot(cheapest, least_usd)]
    still += [left(what, monthly_cost(site).expected_usd) for what, site in _features(cheapest, leaving_out, again)]
    still.sort(key=lambda one: -one.saves_usd)
    done = _done(cheapest, wished)
    return tuple(one for one in (*done, *still) if one.saves_usd > _CENT)


def _done(cheapest: Composition, wished: Sizes) -> Iterator[Reduction]:
    """What the cheapest has smaller than wished, each alone."""
    full_usd = monthly_cost(_with(cheapest, wished)).expected_usd
    for what, sizes in _smaller(cheapest.sizes, wished):
        usd = monthly_cost(_with(cheapest, sizes)).expected_usd
        yield Reduction(what, round(full_usd - usd, 2), done=True)


def _smaller(small: Sizes, wished: Sizes) -> Iterator[tuple[str, Sizes]]:
    if small.max_workers != wished.max_workers:
        fewer = {"max_workers": small.max_workers, "min_workers": small.min_workers}
        what = "fewer workers" if small.min_workers is not None else "fewer machines"
        yield f"{what}: {small.max_workers} in place of {wished.max_workers}", wished.model_copy(update=fewer)
    if small.worker_type != wished.worker_type:
        types = {"worker_type": small.worker_type, "driver_type": small.driver_type}
        yield f"a smaller type: {small.worker_type} in place of {wished.worker_type}", wished.model_copy(update=types)
    if small.warehouse_size != wished.warehouse_size:
        update = {"warehouse_size": small.warehouse_size}
        what = f"a smaller warehouse: {small.warehouse_size} in place of {wished.warehouse_size}"
        yield what, wished.model_copy(update=update)
    if small.autotermination_minutes != wished.autotermination_minutes:
        minutes = {"autotermination_minutes": small.autotermination_minutes}
        what = f"stopping after {small.autotermination_minutes} minutes in place of {wished.autotermination_minutes}"
        yield what, wished.model_copy(update=minutes)


def _with(site: Composition, sizes: Sizes) -> Composition:
    return Composition(
        site.blueprint,
        site.environment,
        site.region,
        sizes,
        site.features,
        site.cost_limit_usd,
        site.resources,
        site.hours_a_month,
    )


def _spot(site: Composition, usd: float) -> Iterator[tuple[str, float]]:
    """What it would cost with all workers on spot machines at their lowest; drivers stay as they are."""
    if "spot" in site or "spot" not in site.blueprint.features or conflicting(site, "spot"):
        return
    if not any(set(group) & set(site.features) for group in CLASSES["spot"].about.needs):
        return
    machines_usd = sum(
        use.hours * use.machines.expected * (vm_usd_per_hour(use.vm_type, site.region) or 0.0)
        for use in site.usage
        if isinstance(use, MachineHours) and not use.what.startswith("driver")
    )
    if machines_usd:
        yield "workers" if site.sizes.driver_type else "its machines", usd - SPOT_MOST * machines_usd


def conflicting(site: Composition, feature: str) -> bool:
    """Whether a feature cannot be beside those that a platform has."""
    return any(feature in pair for pair in conflicts((*site.features, feature)))


def _features(
    site: Composition, leaving_out: Iterable[str], again: Callable[[frozenset[str]], Composition]
) -> Iterator[tuple[str, Composition]]:
    """The platform with a serverless warehouse, and without each feature that may be left out."""
    have = frozenset(site.features)
    if "sql_warehouse" in site and "serverless_sql" not in site and "serverless_sql" in site.blueprint.features:
        yield "a serverless warehouse", again(have | {"serverless_sql"})
    for name in leaving_out:
        gone = _with_those_that_need(name, have)
        if not gone & set(site.blueprint.required_features):
            along = sorted(gone - {name})
            text = f" and {' and '.join(along)}" if along else ""
            yield f"leaving out {name}{text}", again(have - gone)


def _with_those_that_need(name: str, have: frozenset[str]) -> frozenset[str]:
    """A feature, and those that cannot be without it."""
    gone = {name}
    while True:
        more = {
            other
            for other in have - gone
            for group in CLASSES[other].about.needs
            if set(group) & have and not set(group) & (have - gone)
        }
        if not more:
            return frozenset(gone)
        gone |= more
