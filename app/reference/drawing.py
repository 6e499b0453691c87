"""Draws a platform: what it makes, out of the synthesized JSON of both its layers. Loads the bindings."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.reference.merging import fewer, without_circles
from app.synthesis import STACK_FILE, build
from blueprints.platform import Platform
from constructs_lib.reference.graph import Graph, Node, addresses, reduced
from constructs_lib.reference.picture import picture

MOST_LINES = 3
"""Types that a box names; the others are counted."""
_HANDED_OVER = re.compile(r"data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)")
_WORKSPACE = "azurerm_databricks_workspace"

Stack = Mapping[str, Any]


@dataclass(frozen=True)
class _Resource:
    """A resource or data source: the construct at its layer's root, its place below that, and what it refers to."""

    box: str
    path: str
    type: str
    needs: frozenset[str]


def draw(platform: Platform, title: str) -> str:
    """The SVG of a platform.

    Args:
        platform: A checked platform.
        title: What it shows, for those who do not see it.
    """
    return picture(fewer(graph_of(stacks_of(platform))), title)


def stacks_of(platform: Platform) -> tuple[Stack, Stack]:
    """The synthesized JSON of a platform's layers.

    Args:
        platform: A checked platform.
    """
    with tempfile.TemporaryDirectory() as folder:
        build([platform], out=Path(folder), state="state")
        azure, databricks = (
            json.loads((Path(folder) / "stacks" / stack / STACK_FILE).read_text(encoding="utf-8"))
            for stack in platform.stacks
        )
    return azure, databricks


def graph_of(stacks: tuple[Stack, Stack]) -> Graph:
    """A box for each construct at the root of a layer, with the types of what it makes; arrows as docs/constructs has.

    Everything inside the workspace needs the workspace.

    Args:
        stacks: What was synthesized, the first layer first.
    """
    outputs = {name: str(said["value"]) for name, said in stacks[0].get("output", {}).items()}
    found = {
        address: resource
        for layer, stack in zip(("azure", "databricks"), stacks, strict=True)
        for address, resource in _resources(stack, layer, outputs)
    }
    edges = {
        (found[need].box, one.box)
        for one in found.values()
        for need in one.needs
        if need in found and found[need].box != one.box
    }
    workspaces = {one.box for one in found.values() if one.type == _WORKSPACE}
    inside = {one.box for one in found.values() if one.box.startswith("databricks/")}
    edges |= {(workspace, box) for workspace in workspaces for box in inside}
    boxes: dict[str, list[_Resource]] = {}
    for one in found.values():
        boxes.setdefault(one.box, []).append(one)
    return Graph({key: _node(key, boxes[key]) for key in sorted(boxes)}, reduced(without_circles(edges)))


def _resources(stack: Stack, layer: str, outputs: Mapping[str, str]) -> Iterator[tuple[str, _Resource]]:
    for section, prefix in (("resource", ""), ("data", "data.")):
        for type, instances in stack.get(section, {}).items():
            if type == "terraform_remote_state":
                continue
            for name, body in instances.items():
                _, root, *rest = body["//"]["metadata"]["path"].split("/")
                said = json.dumps({key: value for key, value in body.items() if key != "//"})
                resolved = _HANDED_OVER.sub(lambda at: outputs.get(at[1], ""), said)
                needs = frozenset(addresses(resolved))
                yield f"{prefix}{type}.{name}", _Resource(f"{layer}/{root}", "/".join(rest), type, needs)


def _node(key: str, resources: list[_Resource]) -> Node:
    main = min(resources, key=lambda one: (one.path != "Resource", one.path)).type
    counts = Counter(one.type for one in resources)
    types = sorted(counts, key=lambda type: (type != main, type))
    shown = types if len(types) <= MOST_LINES else types[: MOST_LINES - 1]
    lines = [f"{type.partition('_')[2]}{f' x {counts[type]}' if counts[type] > 1 else ''}" for type in shown]
    left_out = sum(counts[type] for type in types[len(shown) :])
    lines += [f"and {left_out} more"] if left_out else []
    return Node(key, main, own=True, title=words(key.rpartition("/")[2]), lines=tuple(lines))


def words(id: str) -> str:
    """A construct's id as people read it: `Job policy` for `JobPolicy`, `Location bronze` for `Location-bronze`.

    Args:
        id: In PascalCase, or a key.
    """
    first, *rest = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|-", " ", id).split(" ")
    return " ".join([first, *(word if word.isupper() else word.lower() for word in rest)])
