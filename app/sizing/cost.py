"""What machines cost: hours x nodes x (DBU an hour x multiplier x USD a DBU + USD an hour of the VM)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict

from catalog.prices import PriceError, meter, vm_usd_per_hour
from catalog.vm_types import vm_type

NOT_COVERED = (
    "managed disks",
    "storage",
    "NAT gateway and public IP",
    "network egress",
    "tax",
    "discounts and reservations",
    "spot prices",
)
"""What the price tables do not hold."""

OLD_DAYS = 180
"""Days after which prices are said to be old; ours: list prices change about once or twice a year."""

_REFRESHABLE = ("VM", "DBU")
"""Kinds of prices that `lakemason prices refresh` reads anew."""


@dataclass(frozen=True)
class HourlyCost:
    """What some machines cost an hour.

    Args:
        dbus: DBUs counted.
        dbu_usd: What those cost.
        vm_usd: What the machines cost.
    """

    dbus: float
    dbu_usd: float
    vm_usd: float

    @property
    def usd(self) -> float:
        """All of it."""
        return self.dbu_usd + self.vm_usd


class CostPart(BaseModel):
    """One line of a month's cost, USD."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    low_usd: float
    expected_usd: float
    high_usd: float


class MonthlyCost(BaseModel):
    """What a platform's compute costs a month, USD.

    Args:
        low_usd: With the fewest machines for the hours assumed.
        expected_usd: With the machines expected on average.
        high_usd: With the most machines for all of those hours.
        parts: What it is made of.
        assumptions: What was assumed, a sentence each.
        not_covered: What comes on top and is in no table here.
        prices_of: The day each kind of list price stood.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    low_usd: float = 0.0
    expected_usd: float = 0.0
    high_usd: float = 0.0
    parts: tuple[CostPart, ...] = ()
    assumptions: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = NOT_COVERED
    prices_of: dict[str, date] = {}


def hourly_cost(nodes: Mapping[str, float], *, meter_name: str, region: str) -> HourlyCost:
    """What machines cost an hour.

    Args:
        nodes: How many of each VM type; an average may be broken.
        meter_name: What Databricks charges them as.
        region: Where they stand.

    Raises:
        PriceError: A type or the meter has no price in that region.
    """
    charged = meter(meter_name, region)
    dbus = vm_usd = 0.0
    for name, count in nodes.items():
        price = vm_usd_per_hour(name, region)
        if price is None:
            raise PriceError(f"{name} has no price in {region}: it is not offered there.")
        dbus += count * vm_type(name).dbu_per_hour * charged.multiplier
        vm_usd += count * price
    return HourlyCost(dbus, dbus * charged.usd_per_dbu, vm_usd)


def age_notes(prices_of: Mapping[str, date], today: date) -> Iterator[str]:
    """Says which prices are older than 180 days, and what to do about it.

    Args:
        prices_of: The day of each kind of price.
        today: The day it is.
    """
    ages = {kind: (today - day).days for kind, day in prices_of.items()}
    old = [days for kind, days in ages.items() if kind in _REFRESHABLE and days > OLD_DAYS]
    if old:
        yield f"Prices are {max(old)} days old: lakemason prices refresh."
    if ages.get("Azure", 0) > OLD_DAYS:
        yield f"Prices of Azure's parts are {ages['Azure']} days old: lakemason-prices.csv can hold today's."
