"""`lakemason recover` on a ledger that machines share: whose run is whose, and when a silent one counts as gone."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from app.database.location import DatabaseLocation
from app.database.tables import RUN_LEASES
from app.project import Project
from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.opened import open_ledger
from app.provisioning.ledger.records import StateMark
from app.provisioning.process import Process, host_name, this_process
from app.provisioning.run.files import run_folder
from tests.app.provisioning.ledger.keeping import GONE, NOTHING, committed, configuration, layer, marks, somebody_else
from tests.conftest import Lakemason
from tests.postgres import Postgres


def before_the_restart() -> Process:
    """A process of this number, name and container, before the machine was started again."""
    return Process("ann", host_name(), os.getpid(), f"0000abcd {this_process().started.partition(' ')[2]}")


def at_work(ledger: Ledger, process: Process, silent_seconds: float) -> None:
    """The lease of a process on a platform, as it writes it itself."""
    seen_at = datetime.now(UTC) - timedelta(seconds=silent_seconds)
    row = {
        "scope": ledger.scope, "platform": "ml", "token": "theirs", "doing": "deploy", "person": process.person,
        "host": process.host, "pid": process.pid, "process_started": process.started, "taken_at": seen_at,
        "seen_at": seen_at, "states_in": ledger.states_in,
    }  # fmt: skip
    with ledger.database.write() as connection:
        connection.execute(insert(RUN_LEASES).values(row))


def test_a_machine_that_was_started_again_recovers_what_it_did(
    location: DatabaseLocation, project: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Project(project)
    with open_ledger(found, found.place(rehearse=True)) as ledger:
        with somebody_else(monkeypatch, before_the_restart()):
            run = ledger.begin("ml", "deploy", configuration(), stood_before=NOTHING)
        at_work(ledger, before_the_restart(), silent_seconds=30)
        if location.path is None:  # it may be another machine of that name: only its silence tells
            done = lakemason("recover", "--rehearse").good()
            assert done.out == "There is nothing to recover.\n"
            assert f"Run {run.id} of ml is at work: ann, process {os.getpid()} on {host_name()}, since " in done.err
            assert "s ago, and counts as gone after 120 s of silence." in done.err
            assert ledger.run(run.id).state == "prepared"
            with ledger.database.write() as connection:
                connection.execute(update(RUN_LEASES).values(seen_at=datetime.now(UTC) - timedelta(seconds=121)))
        assert f"ml: run {run.id} recovered\n" in lakemason("recover", "--rehearse").good().out
        ended = ledger.run(run.id)
        assert ended.process == before_the_restart()
        assert ended.worker == this_process()


def test_fails_to_take_another_projects_platform_of_the_same_name_for_ones_own(
    postgres: Postgres, samples: Path, tmp_path: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKEMASON_DATABASE_URL", postgres.new_database())
    for name in ("SUBSCRIPTION_ID", "TENANT_ID", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.setenv(f"ARM_{name}", "00000000-0000-0000-0000-000000000000")
    another = Project(tmp_path / "another")
    with open_ledger(another, another.place()) as ledger:
        run = committed(ledger, "ml-team-ml-dev")
    refused = lakemason("adopt-state", "ml-team-ml-dev")
    assert refused.code == 1
    lineage = marks(1)["azure"].lineage
    assert f"Here is no state of ml-team-ml-dev-azure; run {run.id} left one of lineage {lineage}," in refused.err
    assert f"The states of that run are in {another.place().state} on {host_name()}." in refused.err
    assert "If that is another project's platform of the same name, the two cannot share a ledger" in refused.err


def test_a_run_whose_folder_cannot_be_written_keeps_no_other_from_being_recovered(
    samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Project(samples)
    place = found.place(rehearse=True)
    with open_ledger(found, place) as ledger:
        with somebody_else(monkeypatch, GONE):
            first = ledger.begin("first", "deploy", configuration(), stood_before=NOTHING)
            run = ledger.begin("ml", "deploy", configuration(), stood_before=NOTHING)
            ledger.move(run.id, "applying")
            ledger.start_step(run.id, "databricks", "apply", "forward", layer(), StateMark())
            last = ledger.begin("other", "deploy", configuration(), stood_before=NOTHING)
        (run_folder(place, run.id) / "run").mkdir()  # no file can be written there
        done = lakemason("recover", "--rehearse", "--yes", "--json")
        assert done.code == 1
        assert [(it["run"], it["status"]) for it in json.loads(done.out)] == [
            (first.id, "recovered"), (run.id, "interrupted"), (last.id, "recovered")
        ]  # fmt: skip
        assert "Is a directory" in json.loads(done.out)[1]["error"]
        assert "Is a directory" in done.err
        assert "Traceback" not in done.err
        assert ledger.run(run.id).state == "interrupted", "nobody goes on with it"
        (run_folder(place, run.id) / "run").rmdir()
        assert f"ml: run {run.id} recovered\n" in lakemason("recover", "--rehearse", "--yes").good().out


def test_each_platform_whose_lock_cannot_be_taken_is_said_and_the_others_are_recovered(
    samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Project(samples)
    place = found.place(rehearse=True)
    with open_ledger(found, place) as ledger, somebody_else(monkeypatch, GONE):
        runs = [ledger.begin(it, "deploy", configuration(), stood_before=NOTHING).id for it in ("a", "b", "c")]
    locks = [place.state / "a.lock", place.state / "c.lock"]
    for lock in locks:
        lock.mkdir(parents=True)  # the system refuses to open it
    done = lakemason("recover", "--rehearse", "--yes")
    assert done.code == 1
    assert done.out == f"b: run {runs[1]} recovered\n  Nothing had been changed.\n"
    assert [f"{lock}: Is a directory" in done.err for lock in locks] == [True, True]
    assert "Traceback" not in done.err
    told = json.loads(lakemason("recover", "--rehearse", "--yes", "--json").out)
    assert [(it["run"], it["error"]) for it in told] == [
        (runs[0], f"{locks[0]}: Is a directory"), (runs[2], f"{locks[1]}: Is a directory")
    ]  # fmt: skip


def test_fails_for_a_platform_that_nobody_knows(samples: Path, lakemason: Lakemason) -> None:
    """A name misspelt must not read as if there were nothing left to recover."""
    done = lakemason("recover", "ml-taem-ml-dev", "--rehearse", "--json")
    (found,) = json.loads(done.out)
    assert (done.code, found["status"], found["fix"]) == (1, "failed", "Did you mean ml-team-ml-dev?")
    known = lakemason("recover", "ml-team-ml-dev", "--rehearse").good()
    assert known.out == "There is nothing to recover of ml-team-ml-dev.\n"
