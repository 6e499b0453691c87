"""Reads the tables beside it: CSV whose first lines say what it is, its source and its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Table:
    """One table of the catalog.

    Args:
        source: Who says so.
        date: The day the figures stood.
        rows: Each row by its column names; every row has every column.
    """

    source: str
    date: date
    rows: tuple[dict[str, str], ...]


@cache
def table(name: str) -> Table:
    """The table `catalog/<name>.csv`, read once a process."""
    about: dict[str, str] = {}
    lines: list[str] = []
    for line in (_HERE / f"{name}.csv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            key, _, text = line.removeprefix("# ").partition(": ")
            about[key] = text
        else:
            lines.append(line)
    columns = lines[0].split(",")
    rows = tuple(dict(zip(columns, line.split(","), strict=True)) for line in lines[1:])
    return Table(about["source"], date.fromisoformat(about["date"]), rows)


def day(text: str) -> date | None:
    """A cell that holds a day, or nothing."""
    return date.fromisoformat(text) if text else None
