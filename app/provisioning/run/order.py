"""In which order layers change, so that nothing is taken away that something else still uses."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

_NAMES = ("name", "cluster_name", "instance_pool_name", "display_name", "path")
_EXPRESSION = re.compile(r"[$%]\{[^}]*\}")
_REFERENCE = re.compile(r"(?<![\w.-])((?:data\.)?[a-z][a-z0-9]*_\w+\.[A-Za-z_][\w-]*)")


def union(target: str, source: str, standing: Collection[str]) -> str:
    """A layer's JSON that holds what shall stand, and beside it what stands already and shall go later.

    What stands already and names what cannot stay beside the new goes at once, too.

    Args:
        target: JSON of what shall stand; where both have something, this one's counts.
        source: JSON of what stood.
        standing: Addresses that stand and are to go: what does not stand is not made for the time between.
    """
    wanted, had = json.loads(target), json.loads(source)
    taken = {
        _identity(kind, body) for kind, name, body in _entries(wanted, "resource")
    }  # a thing under a new address: both cannot stand under one name, so the old one goes at once
    there = {address.partition("[")[0] for address in standing}
    stay = {
        f"{kind}.{name}": body
        for kind, name, body in _entries(had, "resource")
        if f"{kind}.{name}" in there and _identity(kind, body) not in taken
    }
    return _text(_beside(wanted, had, stay))


def keeping(target: str | None, source: str, kept: Collection[str]) -> str:
    """A layer's JSON with some of what stands left in it, and all that this rests on.

    Args:
        target: JSON of what shall stand; None for nothing.
        source: JSON of what stands.
        kept: Addresses that must stay.
    """
    had = json.loads(source)
    # Sections that would be empty are left out: Terraform refuses those.
    nothing = {section: said for section, said in had.items() if section not in ("resource", "output", "data")}
    wanted = json.loads(target) if target else nothing
    bodies = {f"{kind}.{name}": body for kind, name, body in _entries(had, "resource")}
    bodies |= {f"data.{kind}.{name}": body for kind, name, body in _entries(had, "data")}
    stay: dict[str, Any] = {}
    waiting = [address.partition("[")[0] for address in kept]
    while waiting:
        address = waiting.pop()
        if address in bodies and address not in stay:
            stay[address] = bodies[address]
            waiting += _named(bodies[address])
    return _text(_beside(wanted, had, stay))


def _beside(wanted: dict[str, Any], had: Mapping[str, Any], stay: Mapping[str, Any]) -> dict[str, Any]:
    """Put some of what stood beside what shall stand, with what it needs and the outputs that tell of it.

    Args:
        wanted: What shall stand; it is changed.
        had: What stood.
        stay: Which of that stays, by address; what names something that is not there goes all the same.
    """
    known = {f"{kind}.{name}" for kind, name, _ in _entries(wanted, "resource")}
    known |= {f"data.{kind}.{name}" for kind, name, _ in _entries(wanted, "data")}
    data = {f"data.{kind}.{name}": body for kind, name, body in _entries(had, "data")}
    more = {address: body for address, body in {**data, **stay}.items() if address not in known}
    while lacking := {address for address, body in more.items() if _named(body) - known - more.keys()}:
        more = {address: body for address, body in more.items() if address not in lacking}
    for address, body in more.items():
        section = "data" if address.startswith("data.") else "resource"
        kind, _, name = address.removeprefix("data.").partition(".")
        wanted.setdefault(section, {}).setdefault(kind, {})[name] = body
    known |= more.keys()
    for section in ("locals", "variable", "output"):
        for name, body in had.get(section, {}).items():
            if _named(body) <= known:
                wanted.setdefault(section, {}).setdefault(name, body)
    _add_providers(wanted, had, known)
    return wanted


def _add_providers(wanted: dict[str, Any], had: Mapping[str, Any], known: Collection[str]) -> None:
    """Nothing stands, or goes, without the provider that it came from."""
    for name, found in had.get("provider", {}).items():
        blocks = _blocks(wanted.get("provider", {}).get(name, []))
        aliases = {block.get("alias") for block in blocks}
        more = [one for one in _blocks(found) if one.get("alias") not in aliases and _named(one) <= set(known)]
        if more:
            wanted.setdefault("provider", {})[name] = [*blocks, *more]
    for name, asked in had.get("terraform", {}).get("required_providers", {}).items():
        wanted.setdefault("terraform", {}).setdefault("required_providers", {}).setdefault(name, asked)


def _blocks(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _entries(config: Mapping[str, Any], section: str) -> Iterator[tuple[str, str, Any]]:
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


def _named(value: Any) -> set[str]:
    """Addresses that a part of a configuration names, in expressions and as what it waits for."""
    if isinstance(value, str):
        return {name for part in _EXPRESSION.findall(value) for name in _REFERENCE.findall(part)}
    if isinstance(value, list):
        return {name for item in value for name in _named(item)}
    if not isinstance(value, dict):
        return set()
    waits = value.get("depends_on")
    named = {name for it in waits for name in _REFERENCE.findall(str(it))} if isinstance(waits, list) else set()
    return named.union(*(_named(item) for key, item in value.items() if key != "//"))


def _text(config: dict[str, Any]) -> str:
    return json.dumps(config, indent=2) + "\n"
