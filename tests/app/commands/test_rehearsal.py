"""`lakemason rehearsal …`, as people call it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from rehearsal.cloud import Cloud, CloudObject
from rehearsal.faults import KINDS
from rehearsal.protocol.values import Object
from tests.conftest import Lakemason


def test_faults_are_added_listed_and_cleared(lakemason: Lakemason, project: Path) -> None:
    assert lakemason("rehearsal", "fault", "list").good().out == "No faults: everything works.\n"
    said = lakemason(
        "rehearsal", "fault", "add", "hang", "--at", "2", "--operation", "create", "--type", "databricks_cluster",
        "--moment", "after", "--seconds", "5",
    ).good().out  # fmt: skip
    assert said == "Fault 1: hang at create of databricks_cluster, number 2, after it took effect\n"
    lakemason("rehearsal", "fault", "add", "unseen", "--times", "3").good()
    lakemason("rehearsal", "fault", "add", "throttled", "--retry-after", "2.5").good()
    [hang, unseen, throttled] = json.loads(lakemason("rehearsal", "fault", "list", "--json").good().out)
    assert (hang["number"], hang["kind"], hang["seconds"], hang["seen"]) == (1, "hang", 5, 0)
    assert (unseen["kind"], unseen["type"], unseen["times"]) == ("unseen", None, 3)
    assert (throttled["kind"], throttled["retry_after"]) == ("throttled", 2.5)
    listed = lakemason("rehearsal", "fault", "list").good().out
    assert "unseen at read numbers 1 to 3 of each object of any type" in listed
    assert lakemason("rehearsal", "fault", "clear").good().out == "Removed: 3.\n"
    assert lakemason("rehearsal", "fault", "clear").good().out == "Removed: 0.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["melt"], "KIND: allowed is crash, power, hang"),
        (["fail", "--operation", "make"], "--operation: allowed is create, read, update, delete; got 'make'"),
        (["fail", "--moment", "during"], "--moment: allowed is before, after"),
        (["fail", "--type", "databricks_clutser"], "--type: allowed is azurerm_"),
    ],
)
def test_fails_for_faults_that_could_never_happen(
    lakemason: Lakemason, project: Path, arguments: list[str], said: str
) -> None:
    done = lakemason("rehearsal", "fault", "add", *arguments)
    assert (done.code, done.out) == (1, "")
    assert said in done.err


def test_the_help_names_every_kind(lakemason: Lakemason) -> None:
    shown = lakemason("rehearsal", "fault", "add", "--help").good().out
    assert [kind for kind in KINDS if kind not in shown] == []


def test_an_empty_cloud_has_an_empty_trace(lakemason: Lakemason, project: Path) -> None:
    assert lakemason("rehearsal", "trace", "--json").good().out == "[]\n"
    assert lakemason("rehearsal", "trace").good().out.split() == ["NUMBER", "OPERATION", "TYPE", "ID", "OUTCOME"]
    assert lakemason("rehearsal", "show").good().out.startswith("The rehearsal cloud is empty.\nNothing was applied")
    assert not (project / ".lakemason" / "rehearsal" / "cloud.db").exists()


def test_drift_is_made_from_the_command_line(lakemason: Lakemason, project: Path) -> None:
    cloud = Cloud(project / ".lakemason" / "rehearsal" / "cloud.db")
    state: Object = {"name": "rg-ml", "location": "westeurope", "tags": {"team": "ml"}}
    cloud.insert(CloudObject(0, "s", "azurerm_resource_group", "/rg-ml", None, False, state), None)
    cloud.close()

    said = lakemason(
        "rehearsal", "drift", "change", "azurerm_resource_group/rg-ml", "--set", "tags.team=x", "--set", "location=mars"
    ).good().out  # fmt: skip
    assert said.splitlines() == [
        'azurerm_resource_group /rg-ml: tags.team was "ml", is "x"',
        'azurerm_resource_group /rg-ml: location was "westeurope", is "mars"',
    ]
    assert cloud.objects()[0].state == {"name": "rg-ml", "location": "mars", "tags": {"team": "x"}}

    failed = lakemason("rehearsal", "drift", "remove", "azurerm_resource_group/rg")
    assert (failed.code, failed.out) == (1, "")
    assert "There is no object 'azurerm_resource_group/rg'" in failed.err
    said = lakemason("rehearsal", "drift", "remove", "azurerm_resource_group/rg-ml").good().out
    assert said == "Removed azurerm_resource_group /rg-ml; objects gone: 1.\n"
    assert cloud.objects() == []
    cloud.close()


@pytest.mark.parametrize("arguments", [["show"], ["trace"], ["fault", "list"], ["fault", "add", "crash"]])
@pytest.mark.parametrize("content", ["garbage", "folder", "empty", "other"])
def test_fails_for_what_is_no_cloud(arguments: list[str], content: str, lakemason: Lakemason, project: Path) -> None:
    path = project / ".lakemason" / "rehearsal" / "cloud.db"
    path.parent.mkdir(parents=True)
    if content == "folder":
        path.mkdir()
    elif content == "other":
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE objects (a)")
        other.execute("PRAGMA user_version = 9")
        other.close()
    else:
        path.write_text("garbage" * 1000 if content == "garbage" else "")
    done = lakemason("rehearsal", *arguments)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"Error: {path} is not a rehearsal cloud (")
    assert done.err.endswith(").\nDelete it to start anew.\n")
