"""Prices what a platform uses in a month: each use is a part, and the parts add up to the total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import singledispatch

from app.sizing.cost import NOT_COVERED, CostPart, MonthlyCost
from blueprints.usage import Amount, MachineHours, Metered, Usage, WarehouseHours
from catalog.azure_prices import azure_price
from catalog.prices import PriceError, VmPrice, dbu_unit, is_meter, meter, vm_price
from catalog.tables import table
from catalog.vm_types import vm_type
from catalog.warehouses import warehouse_size

_PRICED_IN_PART: Mapping[str, tuple[str, str]] = {
    "storage": ("storage_gb_month_", "storage operations"),
    "NAT gateway and public IP": ("nat_gateway_", ""),
}
"""What NOT_COVERED names: how the rows start that price it, and what of it they leave out."""

_IDLE, _HOUR = "idle_", "_hour"
"""Around the VM type, in the row of a pool's machine that waits."""


@dataclass(frozen=True)
class _Priced:
    """What a unit of a use costs.

    Args:
        usd: Price of one machine, cluster or unit for the month.
        amount: How many.
        said: The price as a sentence.
        read_on: The day of each kind of price.
    """

    usd: float
    amount: Amount
    said: str
    read_on: Mapping[str, date]


def price(usage: Iterable[Usage], region: str) -> MonthlyCost:
    """What a month of that use costs at list prices, or at a person's own.

    Args:
        usage: What is used.
        region: Where.

    Returns:
        A part for each use that has a price, to the cent. What has none is named in `not_covered`.

    Raises:
        PriceError: A VM type or the DBUs of machines have no price in that region.
        ValueError: Less than nothing is used.
    """
    parts: list[CostPart] = []
    assumed: list[str] = []
    said: list[str] = []
    unpriced: list[str] = []
    priced_rows: list[str] = []
    prices_of: dict[str, date] = {}
    for use in usage:
        priced = _priced(use, region)
        if priced is None:
            unpriced.append(use.what)
            continue
        assumed.append(use.assuming)
        parts.append(_part(use.what, priced))
        said.append(priced.said)
        if isinstance(use, Metered):
            priced_rows.append(use.price)
        for kind, day in priced.read_on.items():
            prices_of[kind] = min(day, prices_of.get(kind, day))
    return MonthlyCost(
        low_usd=round(sum(part.low_usd for part in parts), 2),
        expected_usd=round(sum(part.expected_usd for part in parts), 2),
        high_usd=round(sum(part.high_usd for part in parts), 2),
        parts=tuple(parts),
        assumptions=tuple(dict.fromkeys(one for one in (*assumed, *said) if one)),
        not_covered=tuple(dict.fromkeys((*unpriced, *left_out(priced_rows)))),
        prices_of=prices_of,
    )


def _part(what: str, priced: _Priced) -> CostPart:
    if min(priced.amount) < 0 or priced.usd < 0:
        raise ValueError(f"{what}: less than nothing is used")
    low, expected, high = (round(count * priced.usd, 2) for count in priced.amount)
    return CostPart(what=what, low_usd=low, expected_usd=expected, high_usd=high)


def left_out(priced_rows: Iterable[str]) -> Iterable[str]:
    """What comes on top of any platform and is in no table.

    Args:
        priced_rows: Rows of what is billed by a unit that were priced.
    """
    rows = tuple(priced_rows)
    for name in NOT_COVERED:
        start, rest = _PRICED_IN_PART.get(name, ("", ""))
        if not start or not any(row.startswith(start) for row in rows):
            yield name
        elif rest:
            yield rest


@singledispatch
def _priced(use: Usage, region: str) -> _Priced | None:
    raise TypeError(f"{use!r} is no use that can be priced")


@_priced.register
def _machines(use: MachineHours, region: str) -> _Priced:
    charged = meter(use.meter, region)
    if charged.with_machines:
        raise PriceError(f"{use.meter} has its machines in the price: {use.vm_type} is not billed beside it.")
    dbus = vm_type(use.vm_type).dbu_per_hour * charged.multiplier
    machine = _machine(use.vm_type, region)
    hourly_usd = dbus * charged.usd_per_dbu + machine.usd
    said = (
        f"One {use.vm_type} costs {dbus:g} DBU x USD {charged.usd_per_dbu:g}"
        f" + USD {machine.usd:g} (VM) an hour in {region}{_by(charged.file, machine.file)}."
    )
    days = {"VM": machine.read_on, "DBU": charged.read_on}
    return _Priced(use.hours * hourly_usd, use.machines, said, days)


def _by(*files: str) -> str:
    """Whose prices these are, where they are a person's own."""
    own = " and ".join(dict.fromkeys(file for file in files if file))
    return f", by {own}" if own else ""


@_priced.register
def _warehouse(use: WarehouseHours, region: str) -> _Priced:
    size = warehouse_size(use.size)
    charged = meter(_warehouse_meter(use), region)
    hourly = size.dbu_per_hour * charged.usd_per_dbu
    article = "an" if size.name.startswith("X-") else "a"
    said = f"A cluster of {article} {size.name} warehouse costs {size.dbu_per_hour:g} DBU x USD {charged.usd_per_dbu:g}"
    days = {"DBU": charged.read_on, "SQL warehouse": table("warehouses").date}
    files = [charged.file]
    if not charged.with_machines:
        machines = {name: _machine(name, region) for name in size.machines}
        machines_usd = sum(count * machines[name].usd for name, count in size.machines.items())
        hourly += machines_usd
        on = ", ".join(f"{count} x {name}" for name, count in size.machines.items())
        said += f" + USD {machines_usd:g} ({on})"
        days["VM"] = min(machine.read_on for machine in machines.values())
        files += [machine.file for machine in machines.values()]
    return _Priced(use.hours * hourly, use.clusters, f"{said} an hour in {region}{_by(*files)}.", days)


def _warehouse_meter(use: WarehouseHours) -> str:
    if use.serverless:
        return "SERVERLESS_SQL_COMPUTE"
    return "SQL_COMPUTE" if use.classic else "SQL_PRO_COMPUTE"


def _machine(name: str, region: str) -> VmPrice:
    found = vm_price(name, region)
    if found is None:
        raise PriceError(f"{name} has no price in {region}: it is not offered there.")
    return found


@_priced.register
def _metered(use: Metered, region: str) -> _Priced | None:
    if found := azure_price(use.price, region):
        said = found.said_of(region).removesuffix(".") + f"{_by(found.file)}."
        return _Priced(found.usd, use.quantity, said, {"Azure": found.read_on})
    if use.price.startswith(_IDLE) and use.price.endswith(_HOUR):
        return _idle(use, use.price.removeprefix(_IDLE).removesuffix(_HOUR), region)
    try:
        return _of_dbus(use, region)
    except PriceError:
        return None


def _idle(use: Metered, name: str, region: str) -> _Priced | None:
    """A pool's machine that waits: Azure bills it, Databricks does not.

    Source: learn.microsoft.com azure/databricks/compute/pools.
    """
    found = vm_price(name, region)
    if found is None:
        return None
    said = f"A waiting {name} costs USD {found.usd:g} (VM) an hour in {region}{_by(found.file)}, and no DBU."
    return _Priced(found.usd, use.quantity, said, {"VM": found.read_on})


def _of_dbus(use: Metered, region: str) -> _Priced | None:
    if unit := dbu_unit(use.price):
        charged = meter(unit.meter, region)
        cost = f"{unit.dbus:g} DBU x USD {charged.usd_per_dbu:g} {unit.unit}"
        said = f"{unit.thing}: {cost} in {region}{_by(charged.file)}."
        return _Priced(unit.dbus * charged.usd_per_dbu, use.quantity, said, {"DBU": charged.read_on})
    if is_meter(use.price):
        charged = meter(use.price, region)
        said = f"A DBU of {use.price}: USD {charged.usd_per_dbu:g} in {region}{_by(charged.file)}."
        return _Priced(charged.usd_per_dbu, use.quantity, said, {"DBU": charged.read_on})
    return None
