"""The packaged files, the starters, the schemas, and what is in force."""

from __future__ import annotations

from pathlib import Path

import pytest

from naming.checks import KNOWN, unused_values
from naming.config import NamingConfig
from naming.errors import LakemasonError
from naming.kinds import Kind
from naming.merged import merged
from naming.schema import NAMES, schema, schema_text
from naming.starter import FILES, write_starters
from tests.naming.samples import configured, mistakes

SCHEMAS = Path(__file__).parents[2] / "schemas"


def test_packaged_files_have_no_mistakes(tmp_path: Path) -> None:
    for found in NamingConfig.packaged().sources:
        text = found.path.read_text()
        kind = "values" if "values" in found.name else "patterns"
        assert mistakes(tmp_path, **{kind: text}) == []


def test_packaged_patterns_name_every_kind() -> None:
    config = NamingConfig.packaged()
    assert set(config.patterns[0].kinds) == set(Kind)
    for kind in Kind:
        assert set(config.convention(kind).placeholders) <= KNOWN


def test_azure_kinds_have_one_abbreviation_each() -> None:
    types = NamingConfig.packaged().values[0].resource_types
    found = [types[kind]["abbreviation"] for kind in Kind if kind.startswith("azurerm_")]
    assert len(set(found)) == len(found)


def test_region_codes_are_unique() -> None:
    codes = NamingConfig.packaged().patterns[0].codes["region"]
    assert len(set(codes.values())) == len(codes) > 70
    assert (codes["westeurope"], codes["us-east-1"]) == ("weu", "useast1")


def test_starters_are_valid_and_written_only_once(tmp_path: Path) -> None:
    assert [path.name for path in write_starters(tmp_path)] == list(FILES)
    assert NamingConfig.load(project=tmp_path).sources[0].where == "the project's folder"
    with pytest.raises(LakemasonError, match="Nothing was written"):
        write_starters(tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_schema_files_are_up_to_date(name: str) -> None:
    assert (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8") == schema_text(name)


def test_schemas_know_every_kind() -> None:
    for name, section in (("naming-values", "resource_types"), ("naming-patterns", "kinds")):
        properties = schema(name)["properties"]
        assert isinstance(properties, dict)
        assert list(properties[section]["properties"]) == list(Kind)


def test_fails_unknown_schema() -> None:
    with pytest.raises(LakemasonError, match="There are: naming-values, naming-patterns"):
        schema("naming")


def test_merged_configuration_says_where_each_value_is_from(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        values="defaults:\n  region: uksouth\nenvironments:\n  dev: {stage: d}\ntags: {required: [cost_centre]}",
        patterns="hash:\n  length: 6\nkinds:\n  databricks_job: {pattern: '{team}', too_long: hash, hash: {length: 5}}",
    )
    found = {setting.key: setting for setting in merged(config)}
    assert (found["defaults.region"].value, found["defaults.region"].origin) == ("uksouth", "naming-values.yaml:2")
    assert found["environments.dev.stage"].origin == "naming-values.yaml:4"
    assert found["tags.required"].value == ["cost_centre"]
    assert found["hash.length"].value == 6
    assert found["kinds.databricks_job.hash.length"].value == 5
    assert found["kinds.databricks_job.too_long"].origin == "naming-patterns.yaml:4"
    assert found["transformations.codes.region.westeurope"].origin.startswith("packaged naming-patterns.yaml:")
    assert found["kinds.azurerm_resource_group.pattern"].value == (
        "{abbreviation}-{team}-{workload}-{environment}-{region}[-{purpose}]"
    )


def test_values_that_stand_nowhere_are_named(tmp_path: Path) -> None:
    config = configured(tmp_path, values="defaults:\n  cost_center: '1'\n  project: x\nenvironments: {dev: {zzzz: a}}")
    assert unused_values(config) == [
        "naming-values.yaml:2: defaults.cost_center: stands in no pattern and no tag; did you mean 'cost_centre'?",
        "naming-values.yaml:4: environments.dev.zzzz: stands in no pattern and no tag",
    ]
    assert unused_values(NamingConfig.packaged()) == []
