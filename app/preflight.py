"""What can be known before anything is built, offline: retirements, what a region has, and quotas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from blueprints.composition import Composition
from blueprints.usage import MachineHours, Metered, Usage, WarehouseHours
from catalog.prices import PriceError, meter, vm_usd_per_hour
from catalog.quotas import USUAL_CORES, quota_family
from catalog.regions import regions
from catalog.runtimes import RuntimeUnavailable, runtime_of
from catalog.vm_types import vm_types
from catalog.warehouses import warehouse_size

SOON = timedelta(days=180)
"""How long before its end something is warned of; ours: time to try another, and to move."""

Level = Literal["ok", "warning", "problem"]


class PreflightCheck(BaseModel):
    """One thing that was looked at.

    Args:
        of: What: `vm_types`, `runtime`, `region`, `quota` or `names`.
        level: ok, warning where it works today and may not for long or everywhere, problem where it cannot work.
        text: What was found, and what to do about it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: str
    level: Level
    text: str


def preflight(site: Composition, *, today: date | None = None) -> tuple[PreflightCheck, ...]:
    """Look at a platform before it is built; asks nobody.

    Args:
        site: The platform.
        today: The day retirements and support are held against; the current one if left out.
    """
    today, usage = today or date.today(), site.usage
    types = _types(usage)
    return (
        *_retirements(types, today),
        *_runtime(site.sizes.runtime, today),
        *_region(site.region, types, usage),
        *_quotas(site.region, usage),
    )


def _types(usage: Iterable[Usage]) -> tuple[str, ...]:
    """VM types that are used, those of warehouses too; each once."""
    return tuple(dict.fromkeys(name for use in usage for name in _cores(use)))


def _retirements(types: tuple[str, ...], today: date) -> Iterator[PreflightCheck]:
    current = []
    for name in types:
        found = vm_types().get(name)
        if found is None:
            continue  # a warehouse's own, which Databricks chooses
        if found.retires_on is None:
            current.append(name)
        elif found.retired(today):
            yield _check("vm_types", "problem", f"{name} was retired on {found.retires_on}: take {found.replacement}.")
        elif found.retires_on - today <= SOON:
            yield _check("vm_types", "warning", f"{name} retires on {found.retires_on}: take {found.replacement}.")
        else:
            text = f"{name} works until {found.retires_on}; {found.replacement} is there to stay."
            yield _check("vm_types", "ok", text)
    if current:
        yield _check("vm_types", "ok", f"no retirement is announced for {', '.join(current)}.")


def _runtime(key: str | None, today: date) -> Iterator[PreflightCheck]:
    if key is None:
        return
    try:
        found = runtime_of(key)
    except RuntimeUnavailable:
        yield _check("runtime", "warning", f"{key} is in no table here: nobody knows until when it is supported.")
        return
    until = found.supported_until
    if until is None:
        yield _check("runtime", "ok", f"no end of support is announced for {found.version}.")
    elif not found.supported(today):
        yield _check("runtime", "problem", f"support of {found.version} ended on {until}: take a newer one.")
    elif until - today <= SOON:
        yield _check("runtime", "warning", f"support of {found.version} ends on {until}: take a newer one soon.")
    else:
        yield _check("runtime", "ok", f"{found.version} is supported until {until}.")


def _region(region: str, types: tuple[str, ...], usage: Iterable[Usage]) -> Iterator[PreflightCheck]:
    """Whether a region sells what is used: what has no price there is not offered there."""
    display = regions()[region].display_name if region in regions() else region
    missing = [name for name in types if vm_usd_per_hour(name, region) is None]
    missing += [use.what for use in usage if not _sold(use, region)]
    for name in missing:
        yield _check("region", "problem", f"{display} does not offer {name}: take another region, or do without.")
    if not missing:
        yield _check("region", "ok", f"{display} offers all of it that has a price; Azure may be sold out for a while.")


def _sold(use: Usage, region: str) -> bool:
    """Whether Databricks sells in a region what is counted in DBUs. Parts of Azure are sold in all of them."""
    if isinstance(use, Metered):
        return True
    name = use.meter if isinstance(use, MachineHours) else _warehouse_meter(use)
    try:
        return meter(name, region).usd_per_dbu > 0
    except PriceError:
        return False


def _warehouse_meter(use: WarehouseHours) -> str:
    if use.serverless:
        return "SERVERLESS_SQL_COMPUTE"
    return "SQL_COMPUTE" if use.classic else "SQL_PRO_COMPUTE"


def cores_by_family(usage: Iterable[Usage]) -> dict[str, int]:
    """Cores that run at most at a time, by the family that Azure counts them in."""
    found: Counter[str] = Counter()
    for use in usage:
        for name, cores in _cores(use).items():
            found[quota_family(name)] += cores
    return dict(found)


def _cores(use: Usage) -> dict[str, int]:
    """Cores by VM type, with all machines of a use running."""
    if isinstance(use, MachineHours):
        count = -(-use.machines.high // 1)
        known = vm_types().get(use.vm_type)
        return {use.vm_type: int(count * known.vcpus)} if known else {}
    if isinstance(use, WarehouseHours) and not use.serverless:
        clusters = -(-use.clusters.high // 1)
        return {
            name: int(clusters * number * cores_of(name)) for name, number in warehouse_size(use.size).machines.items()
        }
    return {}


def cores_of(vm_type: str) -> int:
    """Cores of a VM type, which Azure writes into its name."""
    known = vm_types().get(vm_type)
    if known:
        return known.vcpus
    return int("".join(digit for digit in vm_type.removeprefix("Standard_").partition("_")[0] if digit.isdigit()) or 0)


def _quotas(region: str, usage: Iterable[Usage]) -> Iterator[PreflightCheck]:
    needed = cores_by_family(usage)
    look = f"look with: az vm list-usage --location {region} -o table"
    for family, cores in needed.items():
        usual = USUAL_CORES.get(family, USUAL_CORES[""])
        text = f"{cores} cores of {family}"
        if cores > usual:
            has = f"a pay-as-you-go subscription has {usual} in a region" if usual else "a new subscription has none"
            yield _check("quota", "warning", f"{text}, of which {has}; {look}")
        else:
            yield _check("quota", "ok", f"{text}; a pay-as-you-go subscription has {usual} in a region.")
    total, usual = sum(needed.values()), USUAL_CORES[""]
    if len(needed) > 1 and total > usual:
        text = f"{total} cores in all, of which a pay-as-you-go subscription has {usual} in a region; {look}"
        yield _check("quota", "warning", text)


def _check(of: str, level: Level, text: str) -> PreflightCheck:
    return PreflightCheck(of=of, level=level, text=text)
