"""How people spell Azure's regions: words in another order, shortened, or in another language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from catalog.regions import Region, regions

_PARTS: dict[str, tuple[str, ...]] = {
    "Europe": ("europe", "europa", "eu"),
    "US": ("us", "usa", "united states", "u s"),
    "UK": ("uk", "united kingdom", "britain", "england"),
    "UAE": ("uae", "emirates"),
    "North": ("north", "northern", "nord"),
    "South": ("south", "southern", "süd", "sued", "sud"),
    "East": ("east", "eastern", "ost"),
    "West": ("west", "western", "ouest"),
    "Central": ("central", "centre", "center", "zentral", "mitte"),
    "Germany": ("germany", "deutschland"),
    "France": ("france", "frankreich"),
    "Sweden": ("sweden", "schweden"),
    "Switzerland": ("switzerland", "schweiz"),
    "Norway": ("norway", "norwegen"),
    "Brazil": ("brazil", "brasil"),
    "Italy": ("italy", "italia"),
    "Spain": ("spain", "espana", "españa"),
    "Poland": ("poland", "polen", "polska"),
}
"""Other words for the parts of a region's name."""

_SHORT = {"scus": "southcentralus", "jpe": "japaneast", "aue": "australiaeast", "ukso": "uksouth", "euw": "westeurope"}
_SHORT |= {"eun": "northeurope", "frankfurt am main": "germanywestcentral", "stockholm": "swedencentral"}
_BEFORE_COUNTRY = ("in", "in the", "region", "hosted in", "located in", "within", "inside")
_MOST_PARTS = 3


def spellings() -> Iterator[tuple[str, str, int]]:
    """Every spelling, the region it means, and how much it says: 3 names it, 2 a place there, 1 its country."""
    for region in regions().values():
        yield region.name, region.name, 3
        for words in _in_other_words(region):
            yield words, region.name, 3
        for alias in region.aliases:
            yield alias, region.name, 2
    yield from ((short, name, 2) for short, name in _SHORT.items())
    yield from _countries()


def _in_other_words(region: Region) -> Iterator[str]:
    parts = region.display_name.split()
    number = parts.pop() if parts[-1].isdigit() else ""
    if len(parts) > _MOST_PARTS:
        yield region.display_name
        return
    choices = [_PARTS.get(part, (part.lower(),)) for part in parts]
    orders = [choices, [*choices[1:], choices[0]], [choices[-1], *choices[:-1]]]
    for order in orders:
        said = [""]
        for words in order:
            said = [f"{start} {word}".strip() for start in said for word in words]
        yield from (f"{words} {number}".strip() for words in said)


def _countries() -> Iterator[tuple[str, str, int]]:
    """A country with one region that has prices: `in Germany`."""
    firsts = Counter(region.display_name.split()[0] for region in regions().values() if region.offered)
    for region in regions().values():
        country = region.display_name.split()[0]
        if region.offered and firsts[country] == 1 and country in {*_PARTS, "Canada", "Japan", "Australia"}:
            for word in _PARTS.get(country, (country.lower(),)):
                if word not in _PARTS["North"] + _PARTS["South"] + _PARTS["East"] + _PARTS["West"] + _PARTS["Central"]:
                    yield from ((f"{before} {word}", region.name, 1) for before in _BEFORE_COUNTRY)
    yield from ((f"{before} india", "centralindia", 1) for before in _BEFORE_COUNTRY)
