"""Why each size was chosen, and what was weighed against it, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from app.sizing.decision import Choice
from app.sizing.limits import money
from app.sizing.needs import Needs
from app.sizing.options import Wishes
from app.sizing.wish import Wish
from blueprints.features.vocabulary import CLASSES
from blueprints.platform import Sizes
from catalog.regions import offered_region
from catalog.vm_types import vm_type


def choices_for(needs: Needs, wishes: Wishes, sizes: Sizes, *, region_named: bool, spot_share: float) -> list[Choice]:
    """What was chosen for each size, in the order in which people read it.

    Args:
        needs: What it was chosen for.
        wishes: What was wished for each size.
        sizes: What the limit allowed of it.
        region_named: Whether somebody asked for the region.
        spot_share: Share of the machines that Azure may take away.
    """
    return list(_choices(needs, wishes, sizes, region_named, spot_share))


def _choices(
    needs: Needs, wishes: Wishes, sizes: Sizes, region_named: bool, spot_share: float
) -> Iterator[Choice]:  # fmt: skip
    display = offered_region(needs.region).display_name
    asked = "as asked" if region_named else "the default, as none was named"
    yield Choice(of="region", chosen=needs.region, why=f"Region {needs.region} ({display}): {asked}.")
    yield Choice(
        of="tier", chosen=sizes.tier, why=f"Tier {sizes.tier}: {wishes.tier.why}.", weighed=wishes.tier.weighed
    )
    if wishes.runtime and sizes.runtime:
        yield _choice("runtime", sizes.runtime, f"Runtime {sizes.runtime}", wishes.runtime)
    if wishes.worker_type and sizes.worker_type:
        found = vm_type(sizes.worker_type)
        size = f"{found.name} ({found.vcpus} vCPU, {found.memory_gib:g} GiB)"
        yield _choice("worker_type", found.name, size, wishes.worker_type)
    if wishes.driver_type and sizes.driver_type and sizes.worker_type:
        driver = wishes.driver_type[sizes.worker_type]
        yield _choice("driver_type", sizes.driver_type, f"Driver {sizes.driver_type}", driver)
    if wishes.workers and sizes.max_workers:
        yield _workers(wishes.workers, sizes)
    if wishes.warehouse_size and sizes.warehouse_size:
        size = f"Warehouse {sizes.warehouse_size}"
        yield _choice("warehouse_size", sizes.warehouse_size, size, wishes.warehouse_size)
    if wishes.autotermination and sizes.autotermination_minutes:
        minutes = sizes.autotermination_minutes
        said = f"Stops after {minutes} minutes without work"
        yield _choice("autotermination_minutes", minutes, said, wishes.autotermination)
    if spot_share:
        why = f"{spot_share:.0%} of the machines are spot, as asked: Azure may take them away."
        yield Choice(of="spot_share", chosen=f"{spot_share:.0%}", why=why, weighed="Their price changes by the hour.")


def _choice(of: str, chosen: object, said: str, wish: Wish[object]) -> Choice:
    """The wished value with its reason; a smaller one with the limit as its reason."""
    why = f"{said}: {wish.why}." if chosen == wish.best else f"{said} in place of {wish.best}: the limit."
    return Choice(of=of, chosen=str(chosen), why=why, weighed=wish.weighed)


def _workers(wish: Wish[int], sizes: Sizes) -> Choice:
    limited = sizes.max_workers != wish.best
    why = f"the limit allows no more; wished were {wish.best}" if limited else wish.why
    if sizes.min_workers is None:
        text = f"Up to {sizes.max_workers} machines in the pool, which jobs share: {why}."
    elif sizes.min_workers == sizes.max_workers:
        text = f"{workers_text(sizes)}: {why}."
    else:
        text = f"{workers_text(sizes)}, more and fewer with the load: {why}."
    return Choice(of="max_workers", chosen=str(sizes.max_workers), why=text, weighed=wish.weighed)


def why_smaller(wished: Sizes, wished_usd: float, limit_usd: float) -> str:
    """One sentence where the wished sizes cost more than the limit."""
    return f"Smaller than usual: {described(wished)} would be {money(wished_usd)} a month, over {money(limit_usd)}."


def why_added(added: tuple[str, ...], wished: list[str]) -> Iterator[str]:
    """A sentence for each feature that nobody wished for."""
    for name in added:
        if name not in wished:
            asking = [one for one in added if any(name in group for group in CLASSES[one].about.needs)]
            yield f"{name} comes along: {' and '.join(asking)} needs it."


def why_dedicated(sizes: Sizes) -> Iterator[str]:
    """Who may use a cluster for machine learning."""
    if sizes.driver_type is not None and "-ml-" in (sizes.runtime or ""):
        yield (
            "Dedicated to whoever deploys it, as machine learning runtimes ask for; "
            "features.interactive_compute.dedicated_to names a group instead."
        )


def workers_text(sizes: Sizes) -> str:
    """How many workers: `1 worker`, `1-4 workers`."""
    if sizes.min_workers == sizes.max_workers:
        return f"{sizes.max_workers} worker{'s' if sizes.max_workers != 1 else ''}"
    return f"{sizes.min_workers}-{sizes.max_workers} workers"


def described(sizes: Sizes) -> str:
    """Sizes in a few words."""
    parts = []
    if sizes.driver_type is not None:
        soon = sizes.autotermination_minutes
        early = f", stopping after {soon} minutes" if soon is not None and soon < 30 else ""
        parts.append(f"a driver and {workers_text(sizes)} of {sizes.worker_type}{early}")
    elif sizes.worker_type is not None:
        parts.append(f"a pool of {sizes.max_workers} {sizes.worker_type}")
    if sizes.warehouse_size is not None:
        parts.append(f"a warehouse of size {sizes.warehouse_size}")
    return " and ".join(parts) or "an empty workspace"
