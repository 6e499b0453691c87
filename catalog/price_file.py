"""Files of prices that people write, or that `lakemason prices refresh` writes for them: CSV, checked row by row."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Literal

from catalog.regions import regions
from catalog.tables import table
from naming.documents import MAX_BYTES, DocumentError
from naming.locate import Found

FILE_NAME = "lakemason-prices.csv"
COLUMNS = ("kind", "name", "region", "usd", "date", "source")
EXTRA_COLUMNS = ("thing", "unit")
"""Columns that only a price needs which the packaged tables have no row for."""

Kind = Literal["vm", "dbu", "azure"]
KINDS: dict[str, Kind] = {"vm": "vm", "dbu": "dbu", "azure": "azure"}
TABLES: dict[Kind, str] = {"vm": "vm_prices", "dbu": "dbu_prices", "azure": "azure_prices"}
ANYWHERE = "any"
_MOST_USD = 1_000_000
_MOST_LETTERS = 200


@dataclass(frozen=True)
class OwnPrice:
    """One row of a price file.

    Args:
        kind: vm (USD an hour of a VM), dbu (USD of a DBU) or azure (USD of a unit of a part of Azure).
        name: The VM type, the meter, or the row of the catalog's Azure prices.
        region: Where it holds; `any` for every region.
        usd: The price.
        read_on: The day it stood.
        source: Who says so.
        file: The file, as messages show it.
        thing: What is billed; only of what the catalog has no row for.
        unit: How it is counted, such as `an hour`; likewise.
    """

    kind: Kind
    name: str
    region: str
    usd: float
    read_on: date
    source: str
    file: str = ""
    thing: str = ""
    unit: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is a price of."""
        return self.kind, self.name, self.region


@dataclass(frozen=True)
class PriceFile:
    """A price file that was read.

    Args:
        found: Where it stands.
        prices: Its rows.
        comments: Lines before the columns' names.
    """

    found: Found
    prices: Mapping[tuple[str, str, str], OwnPrice] = field(default_factory=dict)
    comments: tuple[str, ...] = ()


def read_price_file(found: Found) -> PriceFile:
    """Read a price file.

    Raises:
        DocumentError: It cannot be read, or with every mistake in it, each with its line.
    """
    lines = _lines(found)
    comments = tuple(line for line in lines if line.startswith("#"))
    mistakes: list[str] = []
    prices: dict[tuple[str, str, str], OwnPrice] = {}
    columns: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            cells = [cell.strip() for cell in next(csv.reader([line], strict=True))]
        except csv.Error as error:
            mistakes.append(f"{found.shown}:{number}: not CSV: {error}")
            continue
        if not columns:
            columns = cells
            mistakes += [f"{found.shown}:{number}: {wrong}" for wrong in _wrong_columns(columns)]
            if mistakes:
                break
            continue
        problems = list(_wrong_row(columns, cells))
        row = dict(zip(columns, cells, strict=False))
        if not problems:
            price = _price(row, found.shown)
            if price.key in prices:
                problems = [f"{price.kind} {price.name} in {price.region} a second time"]
            prices[price.key] = price
        mistakes += [f"{found.shown}:{number}: {wrong}" for wrong in problems]
    if not columns:
        mistakes.append(f"{found.shown}:1: must start with the columns {','.join(COLUMNS)}")
    if mistakes:
        raise DocumentError(mistakes)
    return PriceFile(found, prices, comments)


def _lines(found: Found) -> list[str]:
    try:
        with found.path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise DocumentError([f"{found.shown}: larger than {MAX_BYTES:,} bytes"])
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DocumentError([f"{found.shown}: not UTF-8 text ({error.reason} at byte {error.start})"]) from None
    except OSError as error:
        raise DocumentError([f"{found.shown}: {error.strerror}"]) from None


def _wrong_columns(columns: list[str]) -> Iterator[str]:
    known = (*COLUMNS, *EXTRA_COLUMNS)
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        yield f"the column{'s' if len(missing) > 1 else ''} {', '.join(missing)} must be there"
    for name in columns:
        if name not in known:
            yield f"unknown column {name!r}; there are: {', '.join(known)}"
        elif columns.count(name) > 1:
            yield f"the column {name} twice"


def _wrong_row(columns: list[str], cells: list[str]) -> Iterator[str]:
    if len(cells) != len(columns):
        yield f"{len(cells)} cells under {len(columns)} columns"
        return
    row = dict(zip(columns, cells, strict=True))
    kind = KINDS.get(row["kind"])
    if kind is None:
        yield f"kind: allowed is {', '.join(KINDS)}; got {row['kind']!r}"
    else:
        yield from _wrong_name(kind, row)
        yield from _wrong_region(kind, row["region"])
    yield from _wrong_usd(row["usd"])
    yield from _wrong_day(row["date"])
    for column, text in row.items():
        if not text.isprintable() or len(text) > _MOST_LETTERS:
            yield f"{column}: allowed is text on one line of at most {_MOST_LETTERS} letters"
    if not row["source"]:
        yield "source: who says so must be there"


def _wrong_name(kind: Kind, row: Mapping[str, str]) -> Iterator[str]:
    known = packaged_names(kind)
    name = row["name"]
    if name in known:
        if row.get("thing") or row.get("unit"):
            yield f"thing and unit: the catalog has those of {name}; leave them out"
        return
    if kind == "azure" and name and row.get("thing") and row.get("unit"):
        return
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    new = "; a new one needs thing and unit" if kind == "azure" else ""
    yield f"name: the catalog has no {kind} price {name!r}{hint}{new}"


def _wrong_region(kind: Kind, region: str) -> Iterator[str]:
    if region == ANYWHERE:
        if kind == "vm":
            yield "region: a VM has a price in each region; name one"
    elif region not in regions():
        near = get_close_matches(region, regions(), n=1)
        yield f"region: unknown region {region!r}{f'; did you mean {near[0]}?' if near else ''}"


def _wrong_usd(text: str) -> Iterator[str]:
    try:
        usd = float(text)
    except ValueError:
        usd = math.nan
    if not 0 <= usd <= _MOST_USD:
        yield f"usd: allowed is a number from 0 to {_MOST_USD:,}; got {text!r}"


def _wrong_day(text: str) -> Iterator[str]:
    try:
        if len(text) != len("2026-01-31"):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        yield f"date: allowed is a day such as 2026-01-31; got {text!r}"


def _price(row: Mapping[str, str], shown: str) -> OwnPrice:
    return OwnPrice(
        kind=KINDS[row["kind"]],
        name=row["name"],
        region=row["region"],
        usd=float(row["usd"]),
        read_on=date.fromisoformat(row["date"]),
        source=row["source"],
        file=shown,
        thing=row.get("thing", ""),
        unit=row.get("unit", ""),
    )


def packaged_names(kind: Kind) -> tuple[str, ...]:
    """What the packaged tables price: VM types, meters, or parts of Azure."""
    return tuple(dict.fromkeys(next(iter(row.values())) for row in table(TABLES[kind]).rows))


def packaged_usd(kind: Kind, name: str, region: str) -> float | None:
    """The packaged price in a region; None where there is none."""
    for row in table(TABLES[kind]).rows:
        if next(iter(row.values())) != name:
            continue
        if kind != "azure":
            return float(row[region]) if row.get(region) else None
        if row["region"] in (region, ANYWHERE):
            return float(row["usd"])
    return None


def price_file_text(prices: Iterable[OwnPrice], comments: Iterable[str] = ()) -> str:
    """A price file's text: rows in the order of kind, name and region."""
    ordered = sorted(prices, key=lambda price: (list(KINDS).index(price.kind), price.name, price.region))
    extra = any(price.thing for price in ordered)
    lines = [*comments, ",".join((*COLUMNS, *EXTRA_COLUMNS) if extra else COLUMNS)]
    for price in ordered:
        cells = [price.kind, price.name, price.region, f"{price.usd:.10g}", price.read_on.isoformat(), price.source]
        cells += [price.thing, price.unit] if extra else []
        lines.append(",".join(_cell(cell) for cell in cells))
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"') else text
