"""Schemas for editors are those of the models."""

import json
from pathlib import Path

import pytest

from app.schema_files import FOLDER, schema_texts, write_schemas


@pytest.mark.parametrize("name", schema_texts())
def test_the_committed_schema_is_not_stale(name: str) -> None:
    assert (FOLDER / name).read_text() == schema_texts()[name], "stale: run `make schemas`"


def test_the_schema_says_what_is_allowed() -> None:
    schema = json.loads(schema_texts()["platform.schema.json"])
    assert schema["additionalProperties"] is False
    assert schema["properties"]["environment"]["enum"] == ["dev", "staging", "prod", "sandbox"]


def test_writes_only_what_changed(tmp_path: Path) -> None:
    assert [path.name for path in write_schemas(tmp_path / "schemas")] == list(schema_texts())
    assert write_schemas(tmp_path / "schemas") == []
