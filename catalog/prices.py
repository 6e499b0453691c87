"""List prices of Databricks and its machines: USD an hour of a VM, USD of a DBU."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from catalog.own_prices import own_price
from catalog.tables import table
from naming.errors import LakemasonError

MeterName = Literal[
    "ALL_PURPOSE_COMPUTE", "ALL_PURPOSE_COMPUTE_(PHOTON)", "JOBS_COMPUTE", "JOBS_COMPUTE_(PHOTON)"
]  # fmt: skip


class PriceError(LakemasonError):
    """Something the catalog has no price for."""


@dataclass(frozen=True)
class VmPrice:
    """List price of a Linux VM, pay as you go, or what a person says it costs.

    Args:
        usd: USD an hour.
        read_on: The day it stood.
        file: The person's file that says so; empty where it is the packaged table.
    """

    usd: float
    read_on: date
    file: str = ""


@dataclass(frozen=True)
class Meter:
    """What Databricks charges for a kind of work in a region.

    Args:
        name: As Databricks names it in its billing.
        multiplier: DBUs counted for each DBU an hour of the VM; more than 1 with Photon.
        usd_per_dbu: Price of a DBU, premium tier.
        with_machines: Whether machines are in that price (serverless); if not, Azure bills them beside it.
        read_on: The day the price stood.
        file: The person's file that says so; empty where it is the packaged table.
    """

    name: str
    multiplier: float
    usd_per_dbu: float
    with_machines: bool
    read_on: date
    file: str = ""


@dataclass(frozen=True)
class DbuUnit:
    """Something that counts a fixed number of DBUs a unit, machines included.

    Args:
        thing: What a unit is.
        unit: How it is counted, such as `an hour`.
        dbus: DBUs of a unit.
        meter: What Databricks charges them as.
    """

    thing: str
    unit: str
    dbus: float
    meter: str


@cache
def _cells(name: str) -> dict[str, dict[str, str]]:
    rows = table(name).rows
    return {next(iter(row.values())): row for row in rows}


def vm_price(vm_type: str, region: str) -> VmPrice | None:
    """Price of a Linux VM: a person's own before the packaged list price; None where it is not offered."""
    own = own_price("vm", vm_type, region)
    if own is not None:
        return VmPrice(own.usd, own.read_on, own.file)
    cell = _cells("vm_prices").get(vm_type, {}).get(region, "")
    return VmPrice(float(cell), table("vm_prices").date) if cell else None


def vm_usd_per_hour(vm_type: str, region: str) -> float | None:
    """USD an hour of a Linux VM, pay as you go; None where it is not offered."""
    price = vm_price(vm_type, region)
    return price.usd if price else None


def meter(name: str, region: str) -> Meter:
    """What a kind of work costs in a region. Raises PriceError where the catalog has no such meter, or not there."""
    row = _cells("dbu_prices").get(name, {})
    own = own_price("dbu", name, region) if row else None
    if own is None and not row.get(region):
        raise PriceError(f"The catalog has no price of {name} in {region!r}.")
    usd, read_on, file = (own.usd, own.read_on, own.file) if own else (float(row[region]), table("dbu_prices").date, "")
    return Meter(name, float(row["multiplier"]), usd, row["machines"] == "yes", read_on, file)


def is_meter(name: str) -> bool:
    """Whether the catalog has a price of a DBU by that name in any region."""
    return name in _cells("dbu_prices")


def dbu_unit(name: str) -> DbuUnit | None:
    """What counts a fixed number of DBUs, by its row; None where there is none of that name."""
    row = _cells("dbu_units").get(name)
    return DbuUnit(row["thing"], row["unit"], float(row["dbu"]), row["meter"]) if row else None


def price_dates() -> dict[str, date]:
    """The day each packaged table of prices stood."""
    return {"VM": table("vm_prices").date, "DBU": table("dbu_prices").date}
