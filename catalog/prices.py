"""List prices: USD an hour of a VM, USD of a DBU."""

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
    """

    name: str
    multiplier: float
    usd_per_dbu: float


@cache
def _cells(name: str) -> dict[str, dict[str, str]]:
    rows = table(name).rows
    return {next(iter(row.values())): row for row in rows}


def vm_usd_per_hour(vm_type: str, region: str) -> float | None:
    """List price of a Linux VM, pay as you go; None where it is not offered."""
    cell = _cells("vm_prices").get(vm_type, {}).get(region, "")
    return float(cell) if cell else None


def meter(name: MeterName, region: str) -> Meter:
    """What a kind of work costs in a region. Raises PriceError."""
    row = _cells("dbu_prices")[name]
    if not row.get(region):
        raise PriceError(f"The catalog has no price of {name} in {region!r}.")
    return Meter(name, float(row["multiplier"]), float(row[region]))


def price_dates() -> dict[str, date]:
    """The day each kind of price stood."""
    return {"VM": table("vm_prices").date, "DBU": table("dbu_prices").date}
