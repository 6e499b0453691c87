"""Which Terraform types have a construct, and why the others have none: `python -m constructs_lib.coverage`."""

from __future__ import annotations

import ast
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from constructs_lib.bindings.lazy import resource_types

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "coverage.md"
PROVIDERS = ("azurerm", "databricks")

How = Literal["construct", "escape hatch", "left out"]


@dataclass(frozen=True)
class Covered:
    """One Terraform type.

    Args:
        type: Its name.
        how: What there is for it.
        detail: The construct's file, or why there is none.
    """

    type: str
    how: How
    detail: str


def coverage() -> list[Covered]:
    """Every type that belongs to Databricks platforms, by name.

    Raises:
        ValueError: A type of the databricks provider is neither made by a construct nor has a reason, or has both.
    """
    made = _made_by_constructs()
    with (HERE / "coverage.toml").open("rb") as file:
        reasons = tomllib.load(file)
    why: dict[str, tuple[How, str]] = {
        **{name: ("escape hatch", text) for name, text in reasons["escape_hatch"].items()},
        **{name: ("left out", text) for name, text in reasons["left_out"].items()},
    }
    known = {name for provider in PROVIDERS for name in resource_types(provider)}
    missing = set(resource_types("databricks")) - made.keys() - why.keys()
    if missing:
        raise ValueError(f"coverage.toml says nothing of: {', '.join(sorted(missing))}")
    wrong = (made.keys() & why.keys()) | (why.keys() - known)
    if wrong:
        raise ValueError(f"coverage.toml is wrong about: {', '.join(sorted(wrong))}")
    found = [Covered(name, "construct", file) for name, file in made.items()]
    return sorted([*found, *(Covered(name, *reason) for name, reason in why.items())], key=lambda c: c.type)


def _made_by_constructs() -> dict[str, str]:
    """Types that constructs make, with the first file that does, from the source."""
    names = {(provider, name.replace("_", "")): name for provider in PROVIDERS for name in resource_types(provider)}
    found: dict[str, str] = {}
    for path in sorted(HERE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and (node.value.id in PROVIDERS)
                and (type_ := names.get((node.value.id, f"{node.value.id}{node.attr.lower()}")))
            ):
                found.setdefault(type_, path.relative_to(HERE.parent).as_posix())
    return found


def page() -> str:
    """docs/coverage.md."""
    rows = coverage()
    counts = {how: sum(row.how == how for row in rows) for how in ("construct", "escape hatch", "left out")}
    summary = ", ".join(f"{count} {how}" for how, count in counts.items())
    lines = [
        "# Terraform types and constructs",
        "",
        "Every resource type of the databricks provider (1.99.0), and those of azurerm (4.55.0) that belong to",
        f"Databricks platforms: {summary}. Written by `make docs`; the reasons stand in constructs_lib/coverage.toml.",
        "",
        "| type | what there is | where, or why not |",
        "| --- | --- | --- |",
        *(f"| {row.type} | {row.how} | {row.detail} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}\n")
