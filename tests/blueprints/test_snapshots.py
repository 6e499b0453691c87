"""What every blueprint synthesizes to, kept for review; and rules that hold over all of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension
from syrupy.location import PyTestLocation

from app.project import Project
from app.synthesis import synthesize
from blueprints.checking import load_platforms
from blueprints.library import BLUEPRINTS
from blueprints.platform_file import platform_yaml
from constructs_lib.checks.tags import STANDARD, TAGGABLE
from tests.blueprints.composed.samples import COMPOSED
from tests.blueprints.samples import sample_platform
from tests.conftest import PLATFORM, ROOT, SAMPLES

GPU = (
    PLATFORM.replace("cpu-ml", "gpu-ml")
    .replace("Standard_D4ds_v5", "Standard_NC4as_T4_v3")
    .replace("cost_limit_usd: 500", "cost_limit_usd: 1000")
    .replace("notebooks: {}", "gpu: {}\n  interactive_compute: {dedicated_to: ml-team}")
)
WRITTEN = {**SAMPLES, "ml-team-ml-dev-gpu": GPU, "sales-etl-dev": COMPOSED}
SAMPLED = {
    one.name: platform_yaml(sample_platform(one.name))
    for one in BLUEPRINTS
    if not any(f"blueprint: {one.name}\n" in text for text in WRITTEN.values())
}
"""Blueprints that no platform of tests/conftest.py has."""
SCENARIOS = {**WRITTEN, **SAMPLED}


class InSnapshots(JSONSnapshotExtension):
    """One file a scenario in snapshots/."""

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(ROOT / "snapshots")

    @classmethod
    def get_file_basename(cls, *, test_location: PyTestLocation, index: Any = 0) -> str:
        return test_location.testname.partition("[")[2].removesuffix("]")

    @classmethod
    def matches_test_location(cls, *, test_location: PyTestLocation, snapshot_location: str) -> bool:
        path = Path(snapshot_location)
        return path.parent == ROOT / "snapshots" and test_location.testname.endswith(f"[{path.stem}]")


def stacks(project: Path, scenario: str) -> dict[str, dict[str, Any]]:
    name = next(line for line in SCENARIOS[scenario].splitlines() if line.startswith("name:")).split()[1]
    path = project / "platforms" / f"{name}.yaml"
    path.write_text(SCENARIOS[scenario])
    found = Project(project)
    written = synthesize(load_platforms([path]), found.place())
    return {path.parent.name: json.loads(path.read_text()) for path in written}


def reviewed(stack: dict[str, Any]) -> dict[str, Any]:
    """A stack without cdktf's own notes, which repeat what stands elsewhere, and with the JSON in its texts opened."""
    stack = {key: value for key, value in stack.items() if key != "//"}
    for section in ("resource", "data"):
        for instances in stack.get(section, {}).values():
            for body in instances.values():
                body.pop("//", None)
    opened = opened_json(stack)
    assert isinstance(opened, dict)
    return opened


def opened_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: opened_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [opened_json(item) for item in value]
    if isinstance(value, str) and value.startswith(("{", "[")):
        try:
            return opened_json(json.loads(value))
        except ValueError:
            return value
    return value


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_blueprint_synthesizes_as_reviewed(project: Path, snapshot: SnapshotAssertion, scenario: str) -> None:
    made = {name: reviewed(stack) for name, stack in stacks(project, scenario).items()}
    assert made == snapshot(extension_class=InSnapshots)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_everything_taggable_is_tagged(project: Path, scenario: str) -> None:
    tagged = 0
    for stack in stacks(project, scenario).values():
        for kind, instances in stack.get("resource", {}).items():
            for body in instances.values():
                if kind in TAGGABLE and not body.get("instance_pool_id"):  # a pool's machines carry its tags
                    assert body[TAGGABLE[kind]].keys() >= set(STANDARD), kind
                    tagged += 1
    assert tagged >= 2


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_workspace_has_public_addresses(project: Path, scenario: str) -> None:
    azure = next(stack for name, stack in stacks(project, scenario).items() if name.endswith("-azure"))
    (workspace,) = azure["resource"]["azurerm_databricks_workspace"].values()
    assert workspace["custom_parameters"]["no_public_ip"] is True


def test_every_blueprint_has_a_snapshot() -> None:
    reviewed_ones = [json.loads((ROOT / "snapshots" / f"{scenario}.json").read_text()) for scenario in SCENARIOS]
    assert len(reviewed_ones) == len(list((ROOT / "snapshots").glob("*.json")))
    having = {line.split()[1] for text in SCENARIOS.values() for line in text.splitlines() if "blueprint:" in line}
    assert having >= {one.name for one in BLUEPRINTS}
