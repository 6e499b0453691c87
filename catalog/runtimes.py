"""Databricks runtimes: which there are, and until when they are supported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from catalog.tables import day, table
from naming.errors import LakemasonError

Flavour = Literal["plain", "cpu_ml", "gpu_ml"]

DEFAULT_RUNTIME = "17.3"
"""The pinned line: newest LTS whose keys the databricks provider 1.99.0 sorts right (it cannot parse `18.x`)."""


class RuntimeUnavailable(LakemasonError):
    """A runtime that is unknown or no longer supported."""


@dataclass(frozen=True)
class Runtime:
    """One Databricks runtime line.

    Args:
        version: As its name says, such as 17.3.
        lts: Whether it has long-term support.
        spark: Version of Apache Spark in it.
        released: The day it came out.
        supported_until: Last day of support; None where it is not announced.
        keys: The strings a cluster takes, by flavour; a flavour that does not exist is left out.
    """

    version: str
    lts: bool
    spark: str
    released: date
    supported_until: date | None
    keys: dict[Flavour, str]

    def supported(self, today: date) -> bool:
        """Whether it still gets fixes."""
        return self.supported_until is None or today <= self.supported_until


@cache
def runtimes() -> dict[str, Runtime]:
    """Every runtime of the catalog by version, newest first, ended ones too."""
    found = {}
    for row in table("runtimes").rows:
        keys: dict[Flavour, str] = {"plain": row["key"], "cpu_ml": row["cpu_ml_key"], "gpu_ml": row["gpu_ml_key"]}
        found[row["version"]] = Runtime(
            version=row["version"],
            lts=row["lts"] == "yes",
            spark=row["spark"],
            released=date.fromisoformat(row["released"]),
            supported_until=day(row["supported_until"]),
            keys={flavour: key for flavour, key in keys.items() if key},
        )
    return found


def runtime_of(key: str) -> Runtime:
    """The runtime that a cluster's key names. Raises RuntimeUnavailable."""
    for one in runtimes().values():
        if key in one.keys.values():
            return one
    raise RuntimeUnavailable(f"The catalog has no runtime {key!r}.", fix="Use a key such as 17.3.x-scala2.13.")


def before_all_runtimes(key: str) -> Runtime | None:
    """The oldest runtime there is, where a key is of one from before it: its support ended long ago."""
    oldest = min(runtimes().values(), key=lambda one: _order(one.version))
    return oldest if _order(key.partition(".x")[0]) < _order(oldest.version) else None


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def default_runtime(flavour: Flavour, *, today: date) -> tuple[Runtime, str]:
    """The runtime to choose and its key: the pinned line, or the newest LTS once support of that has ended."""
    pinned = runtimes()[DEFAULT_RUNTIME]
    for one in (pinned, *(r for r in runtimes().values() if r.lts)):
        if one.supported(today) and flavour in one.keys:
            return one, one.keys[flavour]
    raise RuntimeUnavailable(
        f"No runtime of the catalog is still supported on {today}.", fix="Add a newer one to catalog/runtimes.csv."
    )
