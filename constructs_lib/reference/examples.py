"""Runs the examples of docs/constructs/examples: one function a construct, named after it.

A function's parameters are the stack, the names, and what other functions make, by their names; so each example
shows one construct, and together they make a platform.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from constructs_lib.bindings.engine import Construct, TerraformStack
from constructs_lib.testing import Made, platform_names, synthesize
from naming.namer import Namer

FOLDER = Path(__file__).parents[2] / "docs" / "constructs" / "examples"


@dataclass(frozen=True)
class Example:
    """One example.

    Args:
        name: The function's name.
        entity: The file it stands in.
        make: The function.
        text: Its source, as the page shows it.
    """

    name: str
    entity: str
    make: Callable[..., object]
    text: str


@dataclass
class Bench:
    """Makes examples, each once, with what they need.

    Args:
        stack: Where they are made.
        names: The names they take.
        made: What stands already.
        roots: The example that made each construct at the stack's root, by its id.
    """

    stack: TerraformStack
    names: Namer
    made: dict[str, object] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> object:
        """What an example makes."""
        if name in ("stack", "names"):
            return getattr(self, name)
        if name not in self.made:
            example = examples()[name]
            self.made[name] = made = example.make(*map(self.get, inspect.signature(example.make).parameters))
            if isinstance(made, Construct):
                self.roots[made.node.id] = name
        return self.made[name]


@cache
def examples() -> dict[str, Example]:
    """Every example by its name.

    Raises:
        ValueError: Two have the same.
    """
    found: dict[str, Example] = {}
    for path in sorted(FOLDER.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        spec = importlib.util.spec_from_file_location(f"lakemason_examples_{path.stem}", path)
        if spec is None or spec.loader is None:
            raise ValueError(f"{path} cannot be loaded")
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef):
                if node.name in found:
                    raise ValueError(f"{node.name} stands in {found[node.name].entity} and {path.stem}")
                source = ast.get_source_segment(text, node) or ""
                found[node.name] = Example(node.name, path.stem, getattr(module, node.name), source)
    return found


def made_by(*names: str) -> tuple[Made, dict[str, str]]:
    """What examples make with all they need, and the example that made each construct at the root, by its id.

    Args:
        names: Which examples.
    """
    roots: dict[str, str] = {}

    def make(stack: TerraformStack) -> None:
        bench = Bench(stack, platform_names())
        for name in names:
            bench.get(name)
        roots.update(bench.roots)

    return synthesize(make), roots
