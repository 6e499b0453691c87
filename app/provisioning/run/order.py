"""In which order layers change, so that nothing is taken away that something else still uses."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

_NAMES = ("name", "cluster_name", "instance_pool_name", "display_name", "path")


def union(target: str, source: str, standing: Collection[str]) -> str:
    """A layer's JSON that holds what shall stand, and beside it what stands already and shall go later.

    Args:
        target: JSON of what shall stand; where both have something, this one's counts.
        source: JSON of what stood.
        standing: Addresses that stand and are to go: what does not stand is not made for the time between.
    """
    wanted, had = json.loads(target), json.loads(source)
    taken = {
        _identity(kind, body) for kind, name, body in _entries(wanted, "resource")
    }  # a thing under a new address: both cannot stand under one name, so the old one goes at once
    for kind, name, body in _entries(had, "resource"):
        there = any(address.partition("[")[0] == f"{kind}.{name}" for address in standing)
        if there and name not in wanted.get("resource", {}).get(kind, {}) and _identity(kind, body) not in taken:
            wanted.setdefault("resource", {}).setdefault(kind, {})[name] = body
    for kind, name, body in _entries(had, "data"):
        wanted.setdefault("data", {}).setdefault(kind, {}).setdefault(name, body)
    for section in ("output", "locals", "variable"):
        for name, body in had.get(section, {}).items():
            if section != "output" or _known(body, wanted):
                wanted.setdefault(section, {}).setdefault(name, body)
    return _text(wanted)


def keeping(target: str | None, source: str, kept: Collection[str]) -> str:
    """A layer's JSON with some of what stands left in it, and all that this rests on.

    Args:
        target: JSON of what shall stand; None for nothing.
        source: JSON of what stands.
        kept: Addresses that must stay.
    """
    had = json.loads(source)
    bodies = {f"{kind}.{name}": body for kind, name, body in _entries(had, "resource")}
    wanted = json.loads(target) if target else {**had, "resource": {}, "output": {}}
    waiting = [address.partition("[")[0] for address in kept]
    while waiting:
        address = waiting.pop()
        if address not in bodies:
            continue
        kind, _, name = address.partition(".")
        if name in wanted.setdefault("resource", {}).setdefault(kind, {}):
            continue
        body = wanted["resource"][kind][name] = bodies[address]
        said = json.dumps(body)
        waiting += [other for other in bodies if other in said]
    for section in ("output",):
        for name, body in had.get(section, {}).items():
            if name not in wanted.get(section, {}) and _known(body, wanted):
                wanted.setdefault(section, {})[name] = body
    return _text(wanted)


def addresses(config: str | None) -> set[str]:
    """Addresses of a layer's resources."""
    return {f"{kind}.{name}" for kind, name, _ in _entries(json.loads(config or "{}"), "resource")}


def rests_on(config: str, address: str) -> set[str]:
    """Addresses that a resource of a layer names."""
    found = {f"{kind}.{name}": body for kind, name, body in _entries(json.loads(config), "resource")}
    said = json.dumps(found.get(address, {}))
    return {other for other in found if other in said and other != address}


def _entries(config: dict[str, Any], section: str) -> Iterator[tuple[str, str, Any]]:
    for kind, named in config.get(section, {}).items():
        if isinstance(named, dict):
            for name, body in named.items():
                if name != "//":
                    yield kind, name, body


def _identity(kind: str, body: dict[str, Any]) -> tuple[str, ...]:
    """What the cloud tells things apart by; things without a name are never the same."""
    name = next((str(body[argument]) for argument in _NAMES if body.get(argument)), str(id(body)))
    places = (str(body.get(argument, "")) for argument in sorted(body) if argument.endswith(("_group_name", "_id")))
    return (kind, name, *places)


def _known(body: object, config: dict[str, Any]) -> bool:
    """Whether everything that an output names is in the configuration."""
    said = json.dumps(body)
    every = {f"{kind}.{name}" for kind, name, _ in _entries(config, "resource")}
    import re

    named = re.findall(r"\b((?:azurerm|databricks|azapi|azuread)_\w+\.[\w-]+)", said)
    return all(one in every or f"data.{one}" in said for one in named)


def _text(config: dict[str, Any]) -> str:
    return json.dumps(config, indent=2) + "\n"
