"""Azure regions: their names, how people write them, and which have prices here."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from catalog.tables import table
from naming.errors import LakemasonError

DEFAULT_REGION = "westeurope"
"""Where a platform stands if nobody said."""


class RegionError(LakemasonError):
    """A region that is unknown, or that the catalog has no prices for."""


@dataclass(frozen=True)
class Region:
    """One Azure region.

    Args:
        name: As Azure's API writes it, such as `westeurope`.
        display_name: As Azure's portal writes it, such as `West Europe`.
        offered: Whether the catalog has its prices; a platform can only stand there if so.
        aliases: Other ways people write it, in lower case.
    """

    name: str
    display_name: str
    offered: bool
    aliases: tuple[str, ...]


@cache
def regions() -> dict[str, Region]:
    """Every region by name, also those without prices."""
    return {
        row["name"]: Region(
            row["name"],
            row["display_name"],
            row["offered"] == "yes",
            tuple(alias for alias in row["aliases"].split(";") if alias),
        )
        for row in table("regions").rows
    }


@cache
def _spellings() -> dict[str, Region]:
    return {
        squeeze(spelling): region
        for region in regions().values()
        for spelling in (region.name, region.display_name, *region.aliases)
    }


def squeeze(text: str) -> str:
    """A spelling without what varies: `West-Europe`, `west europe` and `westeurope` are one."""
    return "".join(character for character in text.lower() if character.isalnum())


def find_region(text: str) -> Region | None:
    """The region that someone means, in any spelling; None where it is none."""
    return _spellings().get(squeeze(text))


def offered_region(text: str) -> Region:
    """The region that someone means, with prices. Raises RegionError naming those there are."""
    found = find_region(text)
    if found is not None and found.offered:
        return found
    offered = [region.name for region in regions().values() if region.offered]
    why = f"has no prices for {found.display_name} ({found.name})" if found else f"knows no region {text!r}"
    near = get_close_matches(found.name if found else squeeze(text), offered, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise RegionError(f"The catalog {why}.", fix=f"{hint}There are: {', '.join(offered)}.")
