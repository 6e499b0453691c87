"""What docs/blueprints-own.md shows is what composed platforms and the builder do."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from blueprints.checking import load_platforms
from blueprints.composed.types import TYPES
from tests.conftest import ROOT, Lakemason
from tests.test_docs import block

PAGE = ROOT / "docs" / "blueprints-own.md"


def types_table() -> str:
    """The page's table of types."""
    rows = [
        f"| `{name}` | {kind.about.description} | {_listed(sorted(references(kind)))} | "
        f"{_listed(one for one in kind.model_fields if one != 'depends_on' and not one.endswith('_ref'))} |"
        for name, kind in TYPES.items()
    ]
    return "\n".join(["| type | gives | refers to | other arguments |", "| --- | --- | --- | --- |", *rows])


def references(kind: object) -> set[str]:
    """The arguments that name other resources, however deep."""
    found: set[str] = set()
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        found |= {name for name in kind.model_fields if name.endswith("_ref")}
        found |= {name for field in kind.model_fields.values() for name in references(field.annotation)}
    return found.union(*map(references, get_args(kind)))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def test_the_table_is_that_of_the_code() -> None:
    assert types_table() in PAGE.read_text()


def test_the_composed_platform_is_right(project: Path, lakemason: Lakemason) -> None:
    path = project / "platforms" / "sales-etl-dev.yaml"
    path.write_text(block(PAGE.read_text(), "composed"))
    names = json.loads(lakemason("names", "preview", "sales-etl-dev", "--json").good().out)
    assert "sales-etl-dev-nightly" in json.dumps(names)
    lakemason("check", "sales-etl-dev").good()


def test_the_way_from_a_lake_to_a_catalog_is_right(project: Path) -> None:
    text = block(PAGE.read_text(), "composed")
    head = text.partition("resources:\n")[0]
    path = project / "platforms" / "sales-etl-dev.yaml"
    path.write_text(f"{head}resources:\n{textwrap.indent(block(PAGE.read_text(), 'lake'), '  ')}")
    (platform,) = load_platforms([path])
    assert len(platform.resources) == 8


@pytest.mark.parametrize("example", ["builder", "wrong"])
def test_an_example_prints_what_the_page_shows(project: Path, example: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", block(PAGE.read_text(), f"{example}:")],
        cwd=project,
        env={"PYTHONPATH": str(ROOT), "HOME": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == (block(PAGE.read_text(), f"{example} output"), "")
