"""In which order layers change, so that nothing is taken away that something else still uses."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from app.provisioning.run.attached import Attached
from app.provisioning.run.references import NAMES, bodies, closure, entries, named


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
        _identity(kind, body) for kind, name, body in entries(wanted, "resource")
    }  # a thing under a new address: both cannot stand under one name, so the old one goes at once
    there = {whole(address) for address in standing}
    stay = {
        f"{kind}.{name}": body
        for kind, name, body in entries(had, "resource")
        if f"{kind}.{name}" in there and _identity(kind, body) not in taken
    }
    return _text(_beside(wanted, had, stay))


def keeping(target: str | None, source: str, kept: Collection[str], *, standing: Collection[str] | None = None) -> str:
    """A layer's JSON with some of what stands left in it, all that this rests on, and what is attached to it.

    Args:
        target: JSON of what shall stand; None for nothing.
        source: JSON of what stands.
        kept: Addresses that must stay.
        standing: Addresses that stand: what is attached and was not made yet is not made now; all of them if left out.
    """
    had = json.loads(source)
    # Sections that would be empty are left out: Terraform refuses those.
    nothing = {section: said for section, said in had.items() if section not in ("resource", "output", "data")}
    wanted = json.loads(target) if target else nothing
    found = bodies(had)
    stay = closure(found, {whole(address) for address in kept})
    there = None if standing is None else {whole(address) for address in standing}
    stands = {
        address: body
        for address, body in found.items()
        if there is None or address in there | stay or address.startswith("data.")
    }
    stay |= Attached(stands, bodies(wanted)).to(stay)
    return _text(_beside(wanted, had, {address: found[address] for address in stay}))


def with_providers(wanted: str | None, source: str | None) -> str | None:
    """A layer's JSON with the providers beside its own that what stands came from: without, Terraform takes none away.

    Args:
        wanted: JSON that is to be applied; None for nothing.
        source: JSON of what stands.
    """
    if wanted is None or source is None:
        return wanted
    config = json.loads(wanted)
    _add_providers(config, json.loads(source), bodies(config))
    return wanted if config == json.loads(wanted) else _text(config)


def unprotected(config: str) -> str:
    """A layer's JSON without `prevent_destroy`, by which Terraform refuses any plan that takes something away.

    Args:
        config: The JSON.
    """
    had = json.loads(config)
    for _kind, _name, body in entries(had, "resource"):
        for block in _blocks(body.get("lifecycle", [])):
            block.pop("prevent_destroy", None)
    return _text(had)


def whole(address: str) -> str:
    """The address of what an instance is one of."""
    return address.partition("[")[0]


def _beside(wanted: dict[str, Any], had: Mapping[str, Any], stay: Mapping[str, Any]) -> dict[str, Any]:
    """Put some of what stood beside what shall stand, with what it needs and the outputs that tell of it.

    Args:
        wanted: What shall stand; it is changed.
        had: What stood.
        stay: Which of that stays, by address; what names something that is not there goes all the same.
    """
    known = {f"{kind}.{name}" for kind, name, _ in entries(wanted, "resource")}
    known |= {f"data.{kind}.{name}" for kind, name, _ in entries(wanted, "data")}
    data = {f"data.{kind}.{name}": body for kind, name, body in entries(had, "data")}
    more = {address: body for address, body in {**data, **stay}.items() if address not in known}
    while lacking := {address for address, body in more.items() if named(body) - known - more.keys()}:
        more = {address: body for address, body in more.items() if address not in lacking}
    for address, body in more.items():
        section = "data" if address.startswith("data.") else "resource"
        kind, _, name = address.removeprefix("data.").partition(".")
        wanted.setdefault(section, {}).setdefault(kind, {})[name] = body
    known |= more.keys()
    for section in ("locals", "variable", "output"):
        for name, body in had.get(section, {}).items():
            if named(body) <= known:
                wanted.setdefault(section, {}).setdefault(name, body)
    _add_providers(wanted, had, known)
    return wanted


def _add_providers(wanted: dict[str, Any], had: Mapping[str, Any], known: Collection[str]) -> None:
    """Nothing stands, or goes, without the provider that it came from."""
    for name, found in had.get("provider", {}).items():
        blocks = _blocks(wanted.get("provider", {}).get(name, []))
        aliases = {block.get("alias") for block in blocks}
        more = [one for one in _blocks(found) if one.get("alias") not in aliases and named(one) <= set(known)]
        if more:
            wanted.setdefault("provider", {})[name] = [*blocks, *more]
    for name, asked in had.get("terraform", {}).get("required_providers", {}).items():
        wanted.setdefault("terraform", {}).setdefault("required_providers", {}).setdefault(name, asked)


def _blocks(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _identity(kind: str, body: dict[str, Any]) -> tuple[str, ...]:
    """What the cloud tells things apart by; things without a name are never the same."""
    name = next((str(body[argument]) for argument in NAMES if body.get(argument)), str(id(body)))
    places = (str(body.get(argument, "")) for argument in sorted(body) if argument.endswith(("_group_name", "_id")))
    return (kind, name, *places)


def _text(config: dict[str, Any]) -> str:
    return json.dumps(config, indent=2) + "\n"
