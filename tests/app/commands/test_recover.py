"""`lakemason recover` on a ledger that machines share: whose run is whose, and when a silent one counts as gone."""

from __future__ import annotations

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
from app.provisioning.process import Process, host_name, this_process
from tests.app.provisioning.ledger.keeping import NOTHING, committed, configuration, marks, somebody_else
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
