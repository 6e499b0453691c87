"""Many processes deploy, roll back and destroy the same platforms at once, on one ledger of either kind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from app.database.location import DatabaseLocation
from app.project import Project
from app.provisioning.ledger.leases import Leases
from app.provisioning.ledger.opened import open_ledger
from app.provisioning.ledger.records import LAYERS, StateMark
from app.provisioning.run.layers import mark_of
from app.provisioning.state import read_state
from rehearsal.cloud import Cloud, CloudObject
from tests.conftest import BASIC

WAIT = 300
"""Seconds that a process waits for its turn: whoever is still there after this time and a bit hangs."""

WORK = (
    ("deploy", "first"),
    ("deploy", "second"),
    ("rollback", "--allow-data-loss"),
    ("destroy",),
)
"""What is done to each platform at once: each by a process of its own; the two deployments want different things."""


@dataclass(frozen=True)
class Ended:
    """A process that has ended.

    Args:
        what: What it was to do.
        code: Its exit code.
        result: What it printed, as data; empty where that was none.
        err: What it said.
    """

    what: str
    code: int
    result: dict[str, Any]
    err: str


def write_platforms(root: Path, count: int) -> list[str]:
    """Platform files, each in three versions: as it is first deployed, and as two people want it then."""
    names = []
    for number in range(count):
        team = f"labs{number}"
        name = f"{team}-exploration-sandbox"
        for folder, cost_centre in (("platforms", "0"), ("first", "1"), ("second", "2")):
            (root / folder).mkdir(exist_ok=True)
            text = BASIC.replace("labs", team) + f"tags: {{cost_centre: '{cost_centre}'}}\n"
            (root / folder / f"{name}.yaml").write_text(text)
        names.append(name)
    return names


def at_once(root: Path, work: Iterable[tuple[str, ...]]) -> list[Ended]:
    """Run commands at once, each as a process; those that hang are ended, and count as failed."""
    program = Path(sys.executable).with_name("lakemason")
    flags = ("--rehearse", "--yes", "--json", "--wait", str(WAIT))
    processes = [
        (
            " ".join(what),
            subprocess.Popen(
                [program, *what, *flags], cwd=root, env=os.environ, stdin=subprocess.DEVNULL, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
            ),
        )
        for what in work
    ]  # fmt: skip
    ended = []
    for what, process in processes:
        try:
            out, err = process.communicate(timeout=2 * WAIT)
        finally:
            process.kill()
        ended.append(Ended(what, process.returncode, json.loads(out) if out.startswith("{") else {}, err))
    return ended


@pytest.fixture
def size(request: pytest.FixtureRequest) -> int:
    """How many platforms: four processes for each."""
    return {"sample": 2, "all": 5}[request.config.getoption("--processes")]


def test_nothing_is_lost_and_nothing_is_done_twice(location: DatabaseLocation, project: Path, size: int) -> None:
    names = write_platforms(project, size)
    first = at_once(project, [("deploy", name) for name in names])
    work = [
        (verb, f"{more[0]}/{name}.yaml") if verb == "deploy" else (verb, name, *more)
        for verb, *more in WORK
        for name in names
    ]
    ended = first + at_once(project, work)
    assert [it for it in ended if it.code != 0 or not it.result] == []

    place = Project(project).place(rehearse=True)
    with open_ledger(Project(project), place) as ledger:
        assert Leases(ledger.database, ledger.scope, place.state).all() == []
        runs = {name: [ledger.run(it.id) for it in reversed(ledger.runs(platform=name))] for name in names}
        standings = {name: ledger.standing(name) for name in names}
        wanted = {name: ledger.configuration(runs[name][-1]) for name in names}

    # Every process's run is there, and no other; only who found nothing to destroy had none.
    numbers = [it.result["run"] for it in ended]
    assert {it.what.split()[0] for it in ended if it.result["run"] is None} <= {"destroy"}
    assert sorted(number for number in numbers if number) == sorted(run.id for mine in runs.values() for run in mine)
    assert {run.state for mine in runs.values() for run in mine} == {"committed"}

    with closing(Cloud(place.rehearsal / "cloud.db")) as cloud:  # type: ignore[operator]
        objects, trace = cloud.objects(), cloud.trace()
    for name in names:
        # One after the other, each from where the one before had left it.
        for before, after in pairwise(runs[name]):
            assert before.ended_at is not None
            assert before.ended_at <= after.started_at, f"{before.id} and {after.id} of {name} overlap"
            assert before.stood_after == after.stood_before, f"{after.id} did not begin where {before.id} ended"
        assert all(step.state == "done" and step.attempts == 1 for run in runs[name] for step in run.steps)
        standing = standings[name]
        assert standing is not None
        assert standing.states == runs[name][-1].stood_after == marks(place, name)
        # The cloud is what the last run wanted.
        assert tags_of(objects, name) == tags_in(wanted[name].azure)

    # What runs say they did is what the cloud says was done.
    did = Counter(
        (event.action, event.address.partition(".")[0])
        for mine in runs.values()
        for run in mine
        for step in run.steps
        for event in step.resources
    )
    done = Counter((step.operation, step.type) for step in trace if step.operation != "read" and step.outcome == "ok")
    assert did == done
    assert did["create", "azurerm_databricks_workspace"] >= size


def marks(place: Any, name: str) -> dict[str, StateMark]:
    """Which states there are."""
    return {layer: mark_of(read_state(place, f"{name}-{layer}")) for layer in LAYERS}


def tags_of(objects: list[CloudObject], name: str) -> list[str]:
    """The cost centres of a platform's resource group and workspace in the cloud; none where they are not there."""
    names = {f"rg-{name}-neu", f"dbw-{name}-neu"}
    return [it.state["tags"]["cost_centre"] for it in objects if it.state.get("name") in names]


def tags_in(config: str | None) -> list[str]:
    """The cost centres that a configuration asks for."""
    made = json.loads(config)["resource"] if config else {}
    return [
        body["tags"]["cost_centre"]
        for kind in ("azurerm_resource_group", "azurerm_databricks_workspace")
        for body in made.get(kind, {}).values()
    ]
