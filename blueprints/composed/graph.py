"""How the resources of a composed platform refer to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from pydantic import JsonValue

from blueprints.composed.resource import Resource
from blueprints.composed.types import TYPES
from blueprints.composed.walk import arguments
from naming.documents import Where

_SHOWN = 10
"""Resources of a cycle that are shown; longer ones are cut in the middle."""

Resources = Mapping[str, Mapping[str, JsonValue]]
"""Arguments by key, as the platform file has them."""


@dataclass(frozen=True)
class Reference:
    """One resource names another.

    Args:
        where: The argument, by its path in the resource.
        key: The other resource.
        explicit: Whether it stands in `depends_on`.
    """

    where: Where
    key: str
    explicit: bool = False


def type_of(key: str) -> type[Resource] | None:
    """The type that a key names; None where there is no such type."""
    return TYPES.get(key.partition("-")[0])


def references(key: str, said: Mapping[str, JsonValue]) -> Iterator[Reference]:
    """Every other resource that a resource names, rightly or wrongly.

    Args:
        key: The resource.
        said: Its arguments.
    """
    kind = type_of(key)
    if kind is None:
        return
    for one in arguments(kind, dict(said)):
        if not isinstance(one.value, str):
            continue
        if one.where[0] == "depends_on":
            yield Reference(one.where, one.value, explicit=True)
        elif one.name.endswith("_ref"):
            yield Reference(one.where, f"{one.name.removesuffix('_ref')}-{one.value}")


def dependencies(resources: Resources) -> dict[str, list[str]]:
    """What each resource needs first, of those that are there."""
    return {
        key: list(dict.fromkeys(one.key for one in references(key, said) if one.key in resources))
        for key, said in resources.items()
    }


def cycle(resources: Resources) -> tuple[str, ...]:
    """Resources that need each other, in a circle: the first is also the last; empty where none do."""
    try:
        TopologicalSorter(dependencies(resources)).prepare()
    except CycleError as error:
        path = list(reversed(error.args[1]))[:-1]  # each needs the next
        start = path.index(min(path))
        return (*path[start:], *path[:start], path[start])
    return ()


def shown(path: tuple[str, ...]) -> str:
    """A path of resources as people read it: `cluster-etl -> policy-etl -> cluster-etl`."""
    if len(path) > _SHOWN:
        left_out = len(path) - _SHOWN
        path = (*path[: _SHOWN - 2], f"({left_out:,} more)", *path[-2:])
    return " -> ".join(path)


def in_order(resources: Resources) -> list[str]:
    """Keys so that each comes after those it needs; else in the order of the file. Without cycles."""
    sorter = TopologicalSorter(dependencies(resources))
    return list(sorter.static_order())


def resources_of(resources: Resources) -> dict[str, Resource]:
    """Checked resources by key, each after those it needs."""
    found = {}
    for key in in_order(resources):
        kind = type_of(key)
        assert kind is not None
        found[key] = kind.model_validate(resources[key])
    return found


def identifier_of(key: str) -> str:
    """What tells a resource from the others of its type."""
    return key.partition("-")[2]
