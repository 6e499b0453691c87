"""Projects with many runs or many platforms, to measure with: `python -m benchmarks.ledger runs|platforms FOLDER`."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.database.database import Database
from app.database.location import DatabaseLocation
from app.database.tables import RUN_STEPS, RUNS, STANDINGS
from app.project import Project
from app.provisioning.ledger import contents
from app.provisioning.ledger.records import AZURE, LAYERS
from app.provisioning.process import this_process

RUNS_TO_EXPORT, PROMISED_EXPORT_SECONDS = 10_000, 3.0
PLATFORMS, PROMISED_STATUS_SECONDS = 500, 2.0
_RESOURCES = 6
"""In each layer: a run makes twelve."""
_ATTRIBUTES = 130
"""Of a resource: a state is of about 40 kB then, as those of our blueprints are of 20 to 100."""
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


def write_runs(folder: Path, count: int = RUNS_TO_EXPORT) -> None:
    """Write a ledger with so many runs of two steps and twelve resources.

    Args:
        folder: A project's.
        count: How many runs.
    """
    with Database.open(DatabaseLocation.of(Project(folder))) as database, database.write() as connection:
        text = contents.put(connection, json.dumps({"resource": {}}))
        connection.execute(RUNS.insert(), [_run(number, f"team-{number % 50}-ml-dev", text) for number in range(count)])
        steps = [_step(number, place, text) for number in range(count) for place in range(len(LAYERS))]
        connection.execute(RUN_STEPS.insert(), steps)


def write_platforms(folder: Path, count: int = PLATFORMS) -> None:
    """Write so many platforms: a file, both states, and five runs each.

    Args:
        folder: A project's.
        count: How many platforms.
    """
    state = folder / ".lakemason" / "state"
    state.mkdir(parents=True)
    (folder / "platforms").mkdir(exist_ok=True)
    names = [f"team-{number}-ml-dev" for number in range(count)]
    for name in names:
        (folder / "platforms" / f"{name}.yaml").write_text(f"name: {name}\n")
        for layer in LAYERS:
            (state / f"{name}-{layer}.tfstate").write_text(json.dumps(_state(layer), indent=2))
    with Database.open(DatabaseLocation.of(Project(folder))) as database, database.write() as connection:
        text = contents.put(connection, json.dumps({"resource": {}}))
        connection.execute(
            RUNS.insert(),
            [_run(place * count + number, names[number], text) for place in range(5) for number in range(count)],
        )
        standings = [
            {
                "scope": AZURE, "platform": name, "run": 4 * count + number + 1, "last_run": 4 * count + number + 1,
                "states": _marks(3), "drift_seen_at": _BEGINNING,
                "drift": {layer: {"looked_at": _RESOURCES, "drifted": {}} for layer in LAYERS},
            }
            for number, name in enumerate(names)
        ]  # fmt: skip
        connection.execute(STANDINGS.insert(), standings)


def _run(number: int, platform: str, text: str) -> dict[str, Any]:
    begun, process = _BEGINNING + timedelta(minutes=number), this_process()
    changes = {f"{platform}-{layer}": [_change(layer, place) for place in range(_RESOURCES)] for layer in LAYERS}
    return {
        "id": number + 1, "scope": AZURE, "platform": platform, "kind": "deploy", "state": "committed",
        "started_at": begun, "ended_at": begun + timedelta(minutes=11), "person": process.person, "host": process.host,
        "pid": process.pid, "process_started": process.started, "on_failure": "rollback", "base_run": None,
        "platform_file": text, "azure_config": text, "databricks_config": text, "stood_before": _marks(1),
        "stood_after": _marks(3), "plan": {"counts": {"create": 2 * _RESOURCES}, "layers": changes},
        "approval": {"by": process.person, "at": begun.isoformat()}, "kept": None, "error": "", "advice": "",
        "outputs": {"workspace_url": f"https://adb-{number}.7.azuredatabricks.net", "cluster_id": f"1121-{number}"},
        "cost_before": 100.0, "cost_after": 200.0,
    }  # fmt: skip


def _step(number: int, place: int, text: str) -> dict[str, Any]:
    begun, layer = _BEGINNING + timedelta(minutes=number + place), LAYERS[place]
    return {
        "run": number + 1, "number": place + 1, "layer": layer, "doing": "apply", "direction": "forward",
        "config": text, "state": "done", "started_at": begun, "ended_at": begun + timedelta(minutes=5),
        "attempts": 1, "error": "", "stood_before": _marks(1)[layer], "stood_after": _marks(3)[layer],
        "resources": [{**_change(layer, one), "outcome": "done", "seconds": 20.0 + one} for one in range(_RESOURCES)],
    }  # fmt: skip


def _change(layer: str, place: int) -> dict[str, str]:
    return {"address": f"{_kind(layer)}.TheNameOfAResource{place}", "action": "create"}


def _kind(layer: str) -> str:
    return "azurerm_storage_account" if layer == "azure" else "databricks_instance_pool"


def _marks(serial: int) -> dict[str, dict[str, str | int]]:
    return {layer: {"lineage": f"lineage-{layer}", "serial": serial} for layer in LAYERS}


def _state(layer: str) -> dict[str, Any]:
    attributes = {
        f"argument_{number}": [f"value {number}", {"enabled": True, "days": number}]
        if number % 9 == 0
        else f"value {number}"
        for number in range(_ATTRIBUTES)
    }
    resources = [
        {
            "mode": "managed", "type": _kind(layer), "name": f"TheNameOfAResource{place}",
            "provider": 'provider["registry.terraform.io/hashicorp/azurerm"]',
            "instances": [{
                "schema_version": 4,
                "attributes": {"id": f"/subscriptions/0/{place}", "name": f"st{place}", **attributes},
                "sensitive_attributes": [], "private": "eyJ" * 60,
                "dependencies": ["azurerm_resource_group.Group_Resource_1A2B3C4D"],
            }],
        }
        for place in range(_RESOURCES)
    ]  # fmt: skip
    return {"version": 4, "terraform_version": "1.15.5", **_marks(3)[layer], "outputs": {}, "resources": resources}


if __name__ == "__main__":
    {"runs": write_runs, "platforms": write_platforms}[sys.argv[1]](Path(sys.argv[2]))
