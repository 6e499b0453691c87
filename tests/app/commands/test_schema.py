"""`lakemason schema`."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT, Lakemason


@pytest.mark.parametrize("name", ["platform", "request", "naming-values", "naming-patterns"])
def test_prints_the_schema_as_its_file_holds_it(lakemason: Lakemason, name: str) -> None:
    assert lakemason("schema", name).good().out == (ROOT / "schemas" / f"{name}.schema.json").read_text()


def test_fails_unknown_schema(lakemason: Lakemason) -> None:
    done = lakemason("schema", "platfrom")
    assert done.code == 1
    assert "There are: platform, request, naming-values, naming-patterns." in done.err
