"""List prices of Azure's own parts: gateways, endpoints, logs, storage, events, keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from catalog.tables import table

Sure = Literal["high", "medium"]
_SURE: dict[str, Sure] = {"high": "high", "medium": "medium"}
_ANYWHERE = "any"


@dataclass(frozen=True)
class AzurePrice:
    """What a unit of something costs.

    Args:
        name: Its row.
        thing: What is billed.
        unit: How it is counted, such as `an hour`.
        usd: Price of a unit, pay as you go, without free grants.
        region: Region whose price it is; None where one price holds everywhere.
        sure: `high` where two sources agree.
        read_on: The day it was read.
        source: Who read it.
    """

    name: str
    thing: str
    unit: str
    usd: float
    region: str | None
    sure: Sure
    read_on: date
    source: str

    def said_of(self, region: str) -> str:
        """The price as a sentence, which owns up where it is that of another region."""
        costs = f"{self.thing}: USD {self.usd:g} {self.unit}"
        if self.region is None:
            return f"{costs}."
        if self.region == region:
            return f"{costs} in {region}."
        return f"{costs}, the price of {self.region}: that of {region} is not in the catalog."


@cache
def azure_prices() -> dict[str, dict[str, AzurePrice]]:
    """Every price by name, then by region (`any` where one holds everywhere)."""
    found: dict[str, dict[str, AzurePrice]] = {}
    for row in table("azure_prices").rows:
        price = AzurePrice(
            name=row["name"],
            thing=row["thing"],
            unit=row["unit"],
            usd=float(row["usd"]),
            region=None if row["region"] == _ANYWHERE else row["region"],
            sure=_SURE[row["sure"]],
            read_on=date.fromisoformat(row["date"]),
            source=row["source"],
        )
        found.setdefault(price.name, {})[row["region"]] = price
    return found


def azure_price(name: str, region: str) -> AzurePrice | None:
    """The price of that row in a region.

    Args:
        name: Row of the table.
        region: Where. One without a price of its own gets that of the row's first region, which
            `AzurePrice.said_of` tells.

    Returns:
        None where the catalog has no such row.
    """
    prices = azure_prices().get(name)
    if not prices:
        return None
    return prices.get(_ANYWHERE) or prices.get(region) or next(iter(prices.values()))
