"""Makes a picture small enough to be read: boxes that say the same become one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace

from constructs_lib.reference.graph import Edge, Graph, Node, reduced

MOST_BOXES = 25
"""Boxes that a picture shows at the most, where merging can do it."""


def fewer(graph: Graph) -> Graph:
    """The graph with like boxes as one: always where their arrows are the same, else where there are too many.

    Args:
        graph: Boxes and arrows.
    """
    before, after = _joined(graph)
    graph = _merged(graph, lambda node: (_like(node), before[node.key], after[node.key]))
    if len(graph.nodes) > MOST_BOXES:
        before, _ = _joined(graph)
        graph = _merged(graph, lambda node: (_like(node), before[node.key]))
    if len(graph.nodes) > MOST_BOXES:
        graph = _merged(graph, _like)
    return graph


def _like(node: Node) -> Hashable:
    return node.key.partition("/")[0], node.lines


def _joined(graph: Graph) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """What each box needs, and what needs it."""
    needs = {key: frozenset(start for start, end in graph.edges if end == key) for key in graph.nodes}
    needed = {key: frozenset(end for start, end in graph.edges if start == key) for key in graph.nodes}
    return needs, needed


def _merged(graph: Graph, kind: Callable[[Node], Hashable]) -> Graph:
    groups: dict[Hashable, list[Node]] = {}
    for key in sorted(graph.nodes):
        groups.setdefault(kind(graph.nodes[key]), []).append(graph.nodes[key])
    joins = [group for group in groups.values() if len(group) > 1 and not _on_one_way(graph, group)]
    into = {node.key: group[0].key for group in joins for node in group}
    nodes = {key: node for key, node in graph.nodes.items() if into.get(key, key) == key}
    for group in joins:
        nodes[group[0].key] = replace(group[0], title=_title(group))
    edges: set[Edge] = {(into.get(start, start), into.get(end, end)) for start, end in graph.edges}
    return Graph(nodes, reduced(without_circles(edges)))


def _on_one_way(graph: Graph, group: list[Node]) -> bool:
    """Whether one of them needs another, however far: as one box they would need themselves."""
    after = _after(graph.edges)
    keys = {node.key for node in group}
    return any(_reached(after, key) & keys for key in keys)


def _title(group: list[Node]) -> str:
    if len(group) == 2:
        return f"{group[0].title}, {group[1].title}"
    return f"{group[0].title} and {len(group) - 1} like it"


def without_circles(edges: Iterable[Edge]) -> set[Edge]:
    """Edges without those that close a circle: two constructs may each need a part of the other.

    Args:
        edges: From what is needed to what needs it.
    """
    kept: set[Edge] = set()
    after: dict[str, set[str]] = {}
    for start, end in sorted(edges):
        if start != end and start not in _reached(after, end):
            after.setdefault(start, set()).add(end)
            kept.add((start, end))
    return kept


def _after(edges: Iterable[Edge]) -> dict[str, set[str]]:
    after: dict[str, set[str]] = {}
    for start, end in edges:
        after.setdefault(start, set()).add(end)
    return after


def _reached(after: Mapping[str, set[str]], start: str) -> set[str]:
    """Everything that arrows lead to from a box, the box itself only where they lead back."""
    seen: set[str] = set()
    todo = [start]
    while todo:
        for end in after.get(todo.pop(), ()):
            if end not in seen:
                seen.add(end)
                todo.append(end)
    return seen
