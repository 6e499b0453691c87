"""The cloud as text: what is there, and where."""

from __future__ import annotations

from collections.abc import Iterator

from rehearsal.cloud import Cloud
from rehearsal.tree import Node

_EMPTY = "The rehearsal cloud is empty."
_HINT = "\nNothing was applied in it yet: `lakemason deploy PLATFORM --rehearse` fills it."


def render(cloud: Cloud) -> str:
    """Draw the cloud as a tree: subscriptions and metastores, what is in them, and in that again."""
    lines = [line for root in cloud.tree() for line in (root["name"], *_branches(root["children"], ""))]
    if lines:
        return "\n".join(lines)
    return _EMPTY + _HINT if cloud.untouched() else _EMPTY


def _branches(nodes: list[Node], indent: str) -> Iterator[str]:
    for node in nodes:
        last = node is nodes[-1]
        yield f"{indent}{'└── ' if last else '├── '}{node['type']} {node['name']}"
        yield from _branches(node["children"], indent + ("    " if last else "│   "))
