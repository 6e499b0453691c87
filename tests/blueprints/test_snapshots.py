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
from tests.conftest import PLATFORM, ROOT, SAMPLES

GPU = (
    PLATFORM.replace("cpu-ml", "gpu-ml")
    .replace("Standard_D4ds_v5", "Standard_NC4as_T4_v3")
    .replace("notebooks: {}", "gpu: {}\n  interactive_compute: {dedicated_to: ml-team}")
)
SCENARIOS = {**{f"{name}": text for name, text in SAMPLES.items()}, "ml-team-ml-dev-gpu": GPU}
TAGGABLE = {
    "azurerm_resource_group": "tags",
    "azurerm_databricks_workspace": "tags",
    "databricks_cluster": "custom_tags",
    "databricks_instance_pool": "custom_tags",
}
STANDARD_TAGS = {"team", "environment", "workload", "cost_centre", "managed_by", "platform"}


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
    """A stack without cdktf's own notes, which repeat what stands elsewhere."""
    stack = {key: value for key, value in stack.items() if key != "//"}
    for instances in stack.get("resource", {}).values():
        for body in instances.values():
            body.pop("//", None)
    return stack


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_blueprint_synthesizes_as_reviewed(project: Path, snapshot: SnapshotAssertion, scenario: str) -> None:
    made = {name: reviewed(stack) for name, stack in stacks(project, scenario).items()}
    assert made == snapshot(extension_class=InSnapshots)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_everything_taggable_is_tagged(project: Path, scenario: str) -> None:
    for stack in stacks(project, scenario).values():
        for kind, instances in stack.get("resource", {}).items():
            for body in instances.values():
                assert body[TAGGABLE[kind]].keys() >= STANDARD_TAGS, kind


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_workspace_has_public_addresses(project: Path, scenario: str) -> None:
    azure = next(stack for name, stack in stacks(project, scenario).items() if name.endswith("-azure"))
    (workspace,) = azure["resource"]["azurerm_databricks_workspace"].values()
    assert workspace["custom_parameters"]["no_public_ip"] is True


@pytest.mark.parametrize("blueprint", BLUEPRINTS, ids=lambda b: b.name)
def test_a_blueprint_makes_what_it_says(project: Path, blueprint: Any) -> None:
    scenario = next(name for name, text in SCENARIOS.items() if f"blueprint: {blueprint.name}\n" in text)
    made = stacks(project, scenario)
    for layer, kinds in blueprint.makes.items():
        stack = next(stack for name, stack in made.items() if name.endswith(f"-{layer}"))
        assert tuple(sorted(stack.get("resource", {}))) == tuple(sorted(kinds))
    outputs = {name for stack in made.values() for name in stack.get("output", {}) if "cross-stack" not in name}
    workspace = {"workspace_url", "workspace_id", "workspace_number", "resource_group_name"}
    assert outputs == workspace | set(blueprint.outputs)
