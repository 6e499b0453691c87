"""Prices in force, and where each comes from: the packaged tables, and the files that lie over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from app.sizing.cost import OLD_DAYS
from catalog.own_prices import own_files, own_price
from catalog.price_file import ANYWHERE, TABLES, Kind, OwnPrice, packaged_names, packaged_usd
from catalog.regions import regions
from catalog.tables import table
from naming.errors import LakemasonError

SHOWN_TABLES: dict[str, str] = {
    "vm_prices": "USD an hour of a Linux VM",
    "dbu_prices": "USD of a DBU",
    "azure_prices": "USD of parts of Azure",
    "dbu_units": "DBUs of serving and vector search",
    "warehouses": "DBUs and machines of SQL warehouses",
    "vm_types": "VM types: DBUs an hour, retirement",
    "runtimes": "Databricks runtimes: end of support",
    "regions": "Azure regions",
}
_UNITS: dict[Kind, str] = {"vm": "an hour", "dbu": "a DBU"}


@dataclass(frozen=True)
class TableShown:
    """A packaged table.

    Args:
        name: Its file.
        holds: What is in it.
        rows: How many rows.
        date: The day it stood; of rows with a day of their own, the oldest.
        age_days: Days since.
        old: Whether that is more than 180 days.
        source: Who says so.
    """

    name: str
    holds: str
    rows: int
    date: date
    age_days: int
    old: bool
    source: str


@dataclass(frozen=True)
class PriceShown:
    """A price in force.

    Args:
        kind: vm, dbu or azure.
        name: What is priced.
        region: Where it holds; `any` for every region.
        usd: The price.
        unit: Of what.
        date: The day it stood.
        source: Who says so.
        file: The person's file that it is from; empty where it is packaged.
        packaged_usd: The packaged price that it stands in place of; None where it is that, or there is none.
    """

    kind: Kind
    name: str
    region: str
    usd: float
    unit: str
    date: date
    source: str
    file: str = ""
    packaged_usd: float | None = None


def tables_shown(today: date) -> list[TableShown]:
    """The packaged tables with their ages."""
    return [_table(name, holds, today) for name, holds in SHOWN_TABLES.items()]


def _table(name: str, holds: str, today: date) -> TableShown:
    found = table(name)
    day = min((date.fromisoformat(row["date"]) for row in found.rows if "date" in row), default=found.date)
    age = (today - day).days
    return TableShown(name, holds, len(found.rows), day, age, age > OLD_DAYS, found.source)


def own_prices_shown() -> list[PriceShown]:
    """Every row of the person's files, the strongest file first."""
    return [_own(price) for file in own_files() for price in file.prices.values()]


def prices_shown(*, region: str | None = None, pattern: str | None = None) -> list[PriceShown]:
    """Prices in force.

    Args:
        region: Only there; everywhere if left out.
        pattern: Only names that match, such as `Standard_D*`; all if left out.

    Raises:
        LakemasonError: Nothing matches.
    """
    found = [
        price
        for kind in TABLES
        for name in _names(kind)
        if pattern is None or fnmatchcase(name.lower(), pattern.lower())
        for price in _in_force(kind, name, region)
    ]
    if not found:
        what = f" that matches {pattern!r}" if pattern else ""
        raise LakemasonError(
            f"There is no price{what}{f' in {region}' if region else ''}.",
            fix="--type takes a VM type, a meter or a part of Azure, or a pattern such as 'Standard_D*'.",
        )
    return found


def _names(kind: Kind) -> tuple[str, ...]:
    own = [price.name for file in own_files() for price in file.prices.values() if price.kind == kind]
    return tuple(dict.fromkeys((*packaged_names(kind), *own)))


def _in_force(kind: Kind, name: str, region: str | None) -> Iterator[PriceShown]:
    everywhere = [one.name for one in regions().values()] if region is None else [region]
    if kind == "azure":
        yield from _azure(name, region, everywhere)
        return
    for where in everywhere:
        own = own_price(kind, name, where)
        if own is not None:
            yield _own(own, where)
        elif (usd := packaged_usd(kind, name, where)) is not None:
            found = table(TABLES[kind])
            yield PriceShown(kind, name, where, usd, _UNITS[kind], found.date, found.source)


def _azure(name: str, region: str | None, everywhere: list[str]) -> Iterator[PriceShown]:
    rows = [row for row in table("azure_prices").rows if row["name"] == name]
    said: set[str] = set()
    for where in everywhere:
        own = own_price("azure", name, where)
        if own is not None and own.region not in said:
            said.add(own.region)
            yield _own(own)
    for row in rows:
        shadowed = {ANYWHERE, row["region"]} & said or (row["region"] == ANYWHERE and region in said)
        if not shadowed and (region is None or row["region"] in (region, ANYWHERE)):
            day = date.fromisoformat(row["date"])
            yield PriceShown("azure", name, row["region"], float(row["usd"]), row["unit"], day, row["source"])


def _own(price: OwnPrice, region: str | None = None) -> PriceShown:
    """A person's price; of one for every region, in a region."""
    packaged = packaged_usd(price.kind, price.name, region or price.region)
    unit = price.unit or _UNITS.get(price.kind) or _azure_unit(price.name)
    return PriceShown(
        price.kind,
        price.name,
        region or price.region,
        price.usd,
        unit,
        price.read_on,
        price.source,
        price.file,
        packaged,
    )


def _azure_unit(name: str) -> str:
    return next((row["unit"] for row in table("azure_prices").rows if row["name"] == name), "")
