"""The objects of the cloud as a tree of plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from rehearsal.cloud import CloudObject

_NAMES = (
    "name", "instance_pool_name", "cluster_name", "display_name", "policy_name", "label", "path", "key", "user_name",
)  # fmt: skip


class Node(TypedDict):
    """A place or an object.

    `type` is the Terraform type, or "subscription", "metastore", "account"; `name` what people call
    it; `id` what Terraform imports it by; `children` what lives in it.
    """

    type: str
    name: str
    id: str
    children: list[Node]


def grow(objects: list[CloudObject]) -> list[Node]:
    """Put objects into one another: roots are the places they are in."""
    roots: dict[str, Node] = {}
    nodes: dict[int, Node] = {it.number: Node(type=it.type, name=name_of(it), id=it.id, children=[]) for it in objects}
    for it in objects:
        parent = nodes.get(it.parent) if it.parent is not None else None
        siblings = parent["children"] if parent else roots.setdefault(it.realm, _root(it.realm))["children"]
        siblings.append(nodes[it.number])
    return list(roots.values())


def _root(realm: str) -> Node:
    kind, _, name = realm.partition("/")
    if name:
        return Node(type=kind, name=f"{kind} {name}", id=realm, children=[])
    kind = "account" if realm.startswith("accounts.") else "subscription"
    return Node(type=kind, name=f"{kind} {realm}", id=realm, children=[])


def name_of(it: CloudObject) -> str:
    """What people call an object; its id where it has no name."""
    return next((str(it.state[name]) for name in _NAMES if it.state.get(name)), it.id)
