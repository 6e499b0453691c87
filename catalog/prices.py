"""List prices of Databricks and its machines: USD an hour of a VM, USD of a DBU."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from catalog.tables import table
from naming.errors import LakemasonError

MeterName = Literal[
    "ALL_PURPOSE_COMPUTE", "ALL_PURPOSE_COMPUTE_(PHOTON)", "JOBS_COMPUTE", "JOBS_COMPUTE_(PHOTON)"
]  # fmt: skip


class PriceError(LakemasonError):
    """Something the catalog has no price for."""


@dataclass(frozen=True)
class Meter:
    """What Databricks charges for a kind of work in a region.

    Args:
        name: As Databricks names it in its billing.
        multiplier: DBUs counted for each DBU an hour of the VM; more than 1 with Photon.
        usd_per_dbu: Price of a DBU, premium tier.
        with_machines: Whether machines are in that price (serverless); if not, Azure bills them beside it.
    """

    name: str
    multiplier: float
    usd_per_dbu: float
    with_machines: bool


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


def vm_usd_per_hour(vm_type: str, region: str) -> float | None:
    """List price of a Linux VM, pay as you go; None where it is not offered."""
    cell = _cells("vm_prices").get(vm_type, {}).get(region, "")
    return float(cell) if cell else None


def meter(name: str, region: str) -> Meter:
    """What a kind of work costs in a region. Raises PriceError where the catalog has no such meter, or not there."""
    row = _cells("dbu_prices").get(name, {})
    if not row.get(region):
        raise PriceError(f"The catalog has no price of {name} in {region!r}.")
    return Meter(name, float(row["multiplier"]), float(row[region]), row["machines"] == "yes")


def is_meter(name: str) -> bool:
    """Whether the catalog has a price of a DBU by that name in any region."""
    return name in _cells("dbu_prices")


def dbu_unit(name: str) -> DbuUnit | None:
    """What counts a fixed number of DBUs, by its row; None where there is none of that name."""
    row = _cells("dbu_units").get(name)
    return DbuUnit(row["thing"], row["unit"], float(row["dbu"]), row["meter"]) if row else None


def price_dates() -> dict[str, date]:
    """The day each kind of price stood."""
    return {"VM": table("vm_prices").date, "DBU": table("dbu_prices").date}
