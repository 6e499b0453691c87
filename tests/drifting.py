"""Lets one resource of each kind drift behind Terraform's back, by the rehearsal's own means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rehearsal import drift
from rehearsal.cloud import Cloud, CloudObject
from rehearsal.overlay.load import load_overlay
from rehearsal.protocol.values import Value
from rehearsal.schemas.load import attributes, load_schema

Resources = dict[str, dict[str, dict[str, Any]]]
Path_ = tuple[str, ...]
META = {"//", "depends_on", "lifecycle", "provider", "name", "id"}


def let_drift(cloud: Cloud, resources: Resources, state: Path) -> dict[str, str]:
    """Change one resource of each kind, or remove it where nothing of it can change in place.

    Args:
        cloud: Where they are.
        resources: A stack's resources, as its JSON has them.
        state: The stack's state file.

    Returns:
        What each one's plan must be, by address.
    """
    expected: dict[str, str] = {}
    removed: list[CloudObject] = []
    for kind, bodies in resources.items():
        name, body = next(iter(bodies.items()))
        found = drift.find(cloud, f"{kind}.{name}", [state])
        chosen = _change(kind, body, found)
        if chosen:
            drift.change(cloud, found, *chosen)
        else:
            removed.append(found)
        expected[f"{kind}.{name}"] = "update" if chosen else "create"
    for found in sorted(removed, key=lambda it: -it.number):  # what stands in another one first
        assert drift.remove(cloud, found) == 1, f"{found.type}: what is in it would go, too"
    return expected


def _change(kind: str, body: dict[str, Any], found: CloudObject) -> tuple[str, Value] | None:
    """A path of the object that Terraform looks after and that changes in place, and another value for it."""
    provider = kind.partition("_")[0]
    rules = load_overlay(provider).of(kind)
    fixed = {*rules.force_new, *rules.suppress, *META}
    candidates: list[tuple[int, Path_, bool | int | str]] = []
    for path, value in _leaves(body):
        there = _at(found.state, path)
        reference = isinstance(value, str) and "${" in value
        if path[0] in fixed or _plain(path) in fixed or (there != value and not (reference and isinstance(there, str))):
            continue
        # A switch or a number where there is one, then a tag: another text might be none that the real thing takes.
        rank = 3 if reference else 0 if not isinstance(value, str) else 1 if "tags" in path[0] else 2
        candidates.append((rank, path, there))
    if candidates:
        _, path, value = min(candidates, key=lambda it: it[0])
        return ".".join(path), _another(value)
    return ("comment", "drift") if "comment" in attributes(load_schema(provider).resources[kind]) else None


def _another(value: bool | int | str) -> Value:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else f"{value}x"


def _plain(path: Path_) -> str:
    return ".".join(step for step in path if not step.isdecimal())


def _leaves(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, bool | int | str]]:
    """Every plain value with the way to it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, (*path, str(number)))
    elif isinstance(value, bool | int | str):
        yield path, value


def _at(state: Any, path: Path_) -> Any:
    """The value at a path; a single block, which JSON may write without its list, has one in the state."""
    for step in path:
        if isinstance(state, list) and not step.isdecimal() and len(state) == 1:
            state = state[0]
        if isinstance(state, list) and step.isdecimal() and int(step) < len(state):
            state = state[int(step)]
        elif isinstance(state, dict):
            state = state.get(step)
        else:
            return None
    return state
