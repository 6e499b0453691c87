"""Every allowed pair of blueprint and feature, synthesized: it makes what it says, as it says, and nothing is wrong."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.policy import check_platform
from app.synthesis import build
from blueprints.composition import compose
from blueprints.library import BLUEPRINTS
from blueprints.names import planned_names
from blueprints.platform import Platform
from naming.config import NamingConfig
from naming.kinds import Kind
from naming.terraform_names import read_names
from tests.blueprints.samples import sample_platform
from tests.conftest import ROOT

CONFORM = ROOT.parent / "shared" / "tools" / "conform.py"
PAIRS = [(one, feature) for one in BLUEPRINTS for feature in ("", *one.optional_features)]


@dataclass(frozen=True)
class Made:
    """A platform with one feature more than its blueprint's own, and the folder of its stacks."""

    platform: Platform
    stacks: Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all of them are synthesized."""
    return tmp_path_factory.mktemp("pairs")


@pytest.fixture(scope="module", params=PAIRS, ids=[f"{one.name}+{feature or 'nothing'}" for one, feature in PAIRS])
def made(request: pytest.FixtureRequest, folder: Path) -> Made:
    one, feature = request.param
    platform = sample_platform(one.name, features=(feature,) if feature else ())
    out = folder / f"{one.name}+{feature}"
    build([platform], out=out, state="../state")
    return Made(platform, out / "stacks")


def test_it_makes_what_it_says(made: Made) -> None:
    platform, stacks = made.platform, made.stacks
    for layer, stack in zip(("azure", "databricks"), platform.stacks, strict=True):
        resources = json.loads((stacks / stack / "cdk.tf.json").read_text()).get("resource", {})
        found = Counter({kind: len(bodies) for kind, bodies in resources.items()})
        said: Counter[str] = Counter()
        for one in compose(platform).makes:
            if one.layer == layer:
                said[one.type] += one.count
        assert found == said


def test_its_names_are_those_it_says(made: Made) -> None:
    platform, stacks = made.platform, made.stacks
    found = [name for stack in platform.stacks for name in read_names(stacks / stack / "cdk.tf.json")]
    said = planned_names(platform, NamingConfig.load())
    assert [one for one in said if one.problem] == []
    kinds = {one.kind for one in said}
    assert sorted((str(one.kind), one.name) for one in said if one.name) == sorted(
        {(str(one.kind), one.name) for one in found if one.kind in kinds}
    )
    assert {one.kind for one in found} <= kinds | {Kind.MANAGED_RESOURCE_GROUP}


def test_policy_finds_no_error(made: Made) -> None:
    platform, stacks = made.platform, made.stacks
    assert [one for one in check_platform(platform, stacks) if one.severity == "error"] == []


@pytest.mark.skipif(not CONFORM.is_file(), reason="the providers' schemas are not beside this checkout")
def test_all_of_them_hold_against_the_providers_schemas(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not any(folder.iterdir()):
        pytest.skip("none was synthesized: this test goes with the others of its file")
    spec = importlib.util.spec_from_file_location("conform", CONFORM)
    assert spec
    assert spec.loader
    conform = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(conform)
    assert conform.main([str(folder)]) == 0, capsys.readouterr().out
