"""Every construct inside a workspace, in its smallest and fullest form, holds against the real provider's schema."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from types import ModuleType

import pytest

from tests.constructs_lib.samples_databricks import SAMPLES
from tests.constructs_lib.synthesis import terraform
from tests.constructs_lib.world import Sample

ROOT = Path(__file__).parents[2]
ENTITIES = ("compute", "unity_catalog", "identity", "jobs", "serving")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_holds_against_the_providers_schemas(conform: ModuleType, sample: Sample, tmp_path: Path) -> None:
    file = tmp_path / "cdk.tf.json"
    file.write_text(json.dumps(terraform(sample.make)))
    count, faults = conform.check_file(file, *conform.load())
    assert faults == []
    assert count > 0


def test_every_construct_has_samples() -> None:
    constructs = {
        node.name
        for entity in ENTITIES
        for path in (ROOT / "constructs_lib" / entity).glob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id == "Construct" for b in node.bases)
    }
    shown = {sample.name.partition(" ")[0] for sample in SAMPLES}
    assert constructs - shown - {"Account"} == set()
