"""List prices of Azure's own parts: gateways, endpoints, logs, storage, events, keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from catalog.own_prices import own_price
from catalog.price_file import ANYWHERE, OwnPrice
from catalog.tables import table

Sure = Literal["high", "medium"]
_SURE: dict[str, Sure] = {"high": "high", "medium": "medium"}


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
        file: The person's file that says so; empty where it is the packaged table.
    """

    name: str
    thing: str
    unit: str
    usd: float
    region: str | None
    sure: Sure
    read_on: date
    source: str
    file: str = ""

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
            region=None if row["region"] == ANYWHERE else row["region"],
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
        A person's own price before the packaged one; None where neither has such a row.
    """
    prices = azure_prices().get(name)
    own = own_price("azure", name, region)
    if own is not None:
        return _own(own, next(iter(prices.values())) if prices else None)
    if not prices:
        return None
    return prices.get(ANYWHERE) or prices.get(region) or next(iter(prices.values()))


def _own(own: OwnPrice, packaged: AzurePrice | None) -> AzurePrice:
    return AzurePrice(
        name=own.name,
        thing=packaged.thing if packaged else own.thing,
        unit=packaged.unit if packaged else own.unit,
        usd=own.usd,
        region=None if own.region == ANYWHERE else own.region,
        sure="high",
        read_on=own.read_on,
        source=own.source,
        file=own.file,
    )
