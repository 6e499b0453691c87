"""Schemas for editors are those of the models."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.schema_files import FOLDER, schema_texts, write_schemas
from blueprints.composed.types import TYPES
from blueprints.features.vocabulary import CLASSES


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


@pytest.fixture
def platform() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_texts()["platform.schema.json"])
    return found


def test_editors_know_every_option_of_every_feature(platform: dict[str, Any]) -> None:
    features = platform["properties"]["features"]
    assert features["additionalProperties"] is False
    assert features["properties"].keys() == CLASSES.keys()
    for name, kind in CLASSES.items():
        options = platform["$defs"][features["properties"][name]["$ref"].rpartition("/")[2]]
        assert options["description"].startswith(f"{name}: ")
        assert set(options.get("properties", {})) == set(kind.model_fields)


def test_editors_know_every_argument_of_every_resource(platform: dict[str, Any]) -> None:
    resources = platform["properties"]["resources"]
    assert resources["additionalProperties"] is False
    assert len(resources["patternProperties"]) == len(TYPES)
    for name, kind in TYPES.items():
        (shape,) = [
            shape for pattern, shape in resources["patternProperties"].items() if re.fullmatch(pattern, f"{name}-etl-2")
        ]
        arguments = platform["$defs"][shape["$ref"].rpartition("/")[2]]
        assert set(arguments["properties"]) == set(kind.model_fields)
        undescribed = [key for key, value in arguments["properties"].items() if not value.get("description")]
        assert undescribed == [], name


def test_only_composed_platforms_have_resources(platform: dict[str, Any]) -> None:
    assert platform["if"] == {"properties": {"blueprint": {"const": "composed"}}}
    assert platform["else"] == {"properties": {"resources": {"maxProperties": 0}}}


def test_every_name_in_the_schema_leads_somewhere(platform: dict[str, Any]) -> None:
    used = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(platform)))
    assert used <= set(platform["$defs"])
