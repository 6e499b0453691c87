"""What hangs together: resources and their references, out of synthesized JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from constructs_lib.testing import Made

Edge = tuple[str, str]
"""From what is needed to what needs it."""
_ADDRESS = re.compile(r"(?:data\.)?[a-z0-9_]+\.[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Node:
    """A box of a picture.

    Args:
        key: Its path, or the id of the construct that it stands for.
        type: Its Terraform type; of a construct, its main resource's.
        own: Whether it is of the picture's entity; if not, it stands for a whole construct of another one.
        title: What is written in it; its key if left out.
        lines: What is written below that; its type if left out.
    """

    key: str
    type: str
    own: bool
    title: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graph:
    """Boxes and arrows.

    Args:
        nodes: By key.
        edges: Without those that a longer way says already.
    """

    nodes: Mapping[str, Node]
    edges: frozenset[Edge]


def graph(made: Made, own: Iterable[str]) -> Graph:
    """Resources of some constructs, and the constructs that these need, each as one.

    Args:
        made: What was synthesized.
        own: Ids of the constructs whose resources are shown one by one.
    """
    shown = set(own)
    types = {path: address.removeprefix("data.").partition(".")[0] for address, path in made.paths.items()}

    def key(path: str) -> str:
        root = path.partition("/")[0]
        return path if root in shown else root

    edges: set[Edge] = set()
    for address, body in _bodies(made.terraform):
        needs = {made.paths[found] for found in addresses(body) if found in made.paths}
        edges |= {(key(need), key(made.paths[address])) for need in needs}
    edges = {(start, end) for start, end in edges if start != end}
    keys = {key(path) for path in types}
    mine = {one for one in keys if one.partition("/")[0] in shown}
    kept = mine | {start for start, end in edges if end in mine}
    nodes = {}
    for one in sorted(kept):
        first = min((path for path in types if path == one or path.startswith(f"{one}/")), key=lambda p: (p != one, p))
        nodes[one] = Node(one, types[first], one in mine)
    return Graph(nodes, reduced({edge for edge in edges if set(edge) <= kept}))


def _bodies(terraform: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for section, prefix in (("resource", ""), ("data", "data.")):
        for type, instances in terraform.get(section, {}).items():
            for name, body in instances.items():
                yield f"{prefix}{type}.{name}", {k: v for k, v in body.items() if k != "//"}


def addresses(value: Any) -> Iterator[str]:
    """Addresses that a value out of Terraform JSON may refer to.

    Args:
        value: Arguments of a resource, or a part of them.
    """
    if isinstance(value, dict):
        for item in value.values():
            yield from addresses(item)
    elif isinstance(value, list):
        for item in value:
            yield from addresses(item)
    elif isinstance(value, str):
        yield from _ADDRESS.findall(value)


def reduced(edges: set[Edge]) -> frozenset[Edge]:
    """Without each arrow whose ends a longer way joins.

    Args:
        edges: All of them; no way leads back to where it starts.
    """
    after: dict[str, set[str]] = {}
    for start, end in edges:
        after.setdefault(start, set()).add(end)

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        todo = [start]
        while todo:
            for end in after.get(todo.pop(), ()):
                if end not in found:
                    found.add(end)
                    todo.append(end)
        return found

    return frozenset(
        (start, end)
        for start, end in edges
        if not any(end in reached(other) for other in after[start] if other not in (start, end))
    )
