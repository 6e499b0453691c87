"""One platform with everything switched on: right by the schemas, and alive from its first plan to its last destroy."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from app.policy import check_platform
from app.project import Project
from app.provisioning.deploy import deploy, destroy
from app.provisioning.progress.show import show_progress
from app.provisioning.session import Session
from benchmarks.everything.platform import PLATFORM, build
from rehearsal.cloud import Cloud
from tests.conftest import ROOT, Lakemason
from tests.drifting import let_drift

CONFORM = ROOT.parent / "shared" / "tools" / "conform.py"


@pytest.fixture(scope="module")
def stacks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of both stacks."""
    out = tmp_path_factory.mktemp("everything")
    build(out)
    return out / "stacks"


def resources(stacks: Path) -> dict[str, dict[str, Any]]:
    """What each stack makes, by kind."""
    return {name: json.loads((stacks / name / "cdk.tf.json").read_text())["resource"] for name in PLATFORM.stacks}


def test_it_is_everything(stacks: Path) -> None:
    layers = resources(stacks)
    assert all(kind.startswith("azurerm_") for kind in layers[PLATFORM.stacks[0]])
    assert all(kind.startswith("databricks_") for kind in layers[PLATFORM.stacks[1]])
    made = {kind: len(bodies) for layer in layers.values() for kind, bodies in layer.items()}
    assert len(made) >= 80
    assert sum(made.values()) >= 150


@pytest.mark.skipif(not CONFORM.is_file(), reason="the providers' schemas are not beside this checkout")
def test_it_holds_against_the_providers_schemas(stacks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = importlib.util.spec_from_file_location("conform", CONFORM)
    assert spec
    assert spec.loader
    conform = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(conform)
    assert conform.main([str(stacks)]) == 0, capsys.readouterr().out


def test_policy_finds_nothing_that_stops_it_in_production(stacks: Path) -> None:
    findings = check_platform(PLATFORM, stacks)
    # Making the vault's keys needs a way in: the office's address, and nothing else.
    assert {(one.severity, one.code, one.address.partition(".")[0]) for one in findings} == {
        ("warning", "public-network", "azurerm_key_vault")
    }


def test_no_name_in_it_breaks_a_rule(stacks: Path, lakemason: Lakemason) -> None:
    assert " 0 breaks" in lakemason("names", "lint", str(stacks)).good().err


def test_it_comes_keeps_still_is_healed_and_goes(project: Path) -> None:
    place = Project(project).place(rehearse=True)
    build(place.out, state=place.state_from_stack)
    made = resources(place.out / "stacks")
    assert place.rehearsal
    cloud = Cloud(place.rehearsal / "cloud.db")
    with show_progress() as progress, Session.open(Project(project), rehearse=True, progress=progress) as session:

        def run() -> tuple[str, dict[str, str]]:
            result = deploy(session, PLATFORM.name, PLATFORM.stacks, lambda plans: True)
            return result.status, {change.address: change.action for change in result.changes}

        everything = [f"{kind}.{name}" for layer in made.values() for kind in layer for name in layer[kind]]
        assert run() == ("deployed", dict.fromkeys(everything, "create"))
        assert run() == ("unchanged", {})

        drifted: dict[str, str] = {}
        for stack, layer in made.items():
            drifted |= let_drift(cloud, layer, place.state_file(stack))
        assert {address.partition(".")[0] for address in drifted} == {kind for layer in made.values() for kind in layer}
        assert run() == ("deployed", drifted)
        assert run() == ("unchanged", {})

        assert destroy(session, PLATFORM.name, PLATFORM.stacks, lambda plans: True).status == "destroyed"
    assert cloud.objects() == []
