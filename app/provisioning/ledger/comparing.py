"""How two configurations differ: the platform files line by line, the layers resource by resource."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from app.provisioning.differences import Difference, differences
from app.provisioning.ledger.records import LAYERS, Configuration

Happened = Literal["added", "removed", "changed"]
_NAMED = {"resource": 2, "data": 2}
"""Sections whose entries stand below a type and a name; those of others stand below a name."""


@dataclass(frozen=True)
class EntryDifference:
    """One entry of a layer's JSON that the two do not have alike.

    Args:
        layer: azure or databricks.
        address: Its address; entries that are no resources begin with their section: `data.`, `output.`, `provider.`.
        happened: added, removed or changed.
        arguments: What changed in it; none where it was added or removed.
    """

    layer: str
    address: str
    happened: Happened
    arguments: tuple[Difference, ...] = ()


def file_difference(was: Configuration, now: Configuration, names: tuple[str, str]) -> str:
    """A unified difference of the platform files; empty where they are equal.

    Args:
        was: The one configuration.
        now: The other one.
        names: What to call them.
    """
    lines = difflib.unified_diff(was.platform_file.splitlines(), now.platform_file.splitlines(), *names, lineterm="")
    return "\n".join(lines)


def layer_differences(was: Configuration, now: Configuration) -> list[EntryDifference]:
    """What is added, removed and changed in both layers, resources first."""
    return [one for layer in LAYERS for one in _layer(layer, _entries(was.of(layer)), _entries(now.of(layer)))]


def _layer(layer: str, was: dict[str, Any], now: dict[str, Any]) -> Iterator[EntryDifference]:
    for address in [*now, *(address for address in was if address not in now)]:
        if address not in was:
            yield EntryDifference(layer, address, "added")
        elif address not in now:
            yield EntryDifference(layer, address, "removed")
        elif changed := tuple(differences(was[address], now[address])):
            yield EntryDifference(layer, address, "changed", changed)


def _entries(text: str | None) -> dict[str, Any]:
    """What a layer's JSON says, by address, resources first; what it says about itself (`//`) is left out."""
    config: dict[str, Any] = json.loads(text or "{}")
    resources = dict(_flat("", config.get("resource", {}), _NAMED["resource"]))
    for section, body in config.items():
        if section not in ("resource", "//"):
            resources |= _flat(f"{section}.", body, _NAMED.get(section, 1))
    return resources


def _flat(way: str, body: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if depth and isinstance(body, dict):
        for name, below in body.items():
            if name != "//":
                yield from _flat(f"{way}{name}" if depth == 1 else f"{way}{name}.", below, depth - 1)
    else:
        yield way.rstrip("."), _plain(body)


def _plain(body: Any) -> Any:
    return {name: value for name, value in body.items() if name != "//"} if isinstance(body, dict) else body
