"""What the ledger keeps, in both kinds of database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from app.database.database import Database
from app.database.location import DatabaseLocation
from app.provisioning.ledger.data import whole_run_data
from app.provisioning.ledger.exporting import run_lines
from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.records import Configuration, ResourceEvent, Run, RunState, StateMark
from app.provisioning.process import Process, host_name, this_process
from naming.errors import LakemasonError
from tests.app.provisioning.ledger.keeping import (
    NOTHING,
    begun,
    committed,
    configuration,
    created,
    layer,
    marks,
    somebody_else,
)
from tests.conftest import ROOT


def numbers(runs: list[Run]) -> list[int]:
    return [run.id for run in runs]


def test_what_a_service_said_that_is_no_text_keeps_no_run_from_ending(ledger: Ledger) -> None:
    """As a proxy's page in UTF-16, quoted by a provider: PostgreSQL takes no zero byte in a text."""
    said = "unexpected status 502 with response: <\0h\0t\0m\0l\0"
    run = begun(ledger)
    number = ledger.start_step(run.id, "azure", "apply", "forward", layer(), StateMark())
    ledger.end_step(run.id, number, "failed", after=StateMark(), attempts=1, error=said)
    ledger.move(run.id, "failed", error=said, ended_at=None)
    ledger.end(run, "rolled_back", stands=None, states=NOTHING, advice=said)
    found = ledger.run(run.id)
    assert found.state == "rolled_back"
    assert {found.error, found.advice, found.steps[-1].error} == {"unexpected status 502 with response: <html"}


def test_a_name_in_another_encoding_keeps_nobody_from_working(location: DatabaseLocation) -> None:
    begin = (
        "from app.database.database import Database; from app.database.location import DatabaseLocation\n"
        "from app.project import Project; from app.provisioning.ledger.ledger import Ledger; from pathlib import Path\n"
        "from tests.app.provisioning.ledger.keeping import committed\n"
        "with Database.open(DatabaseLocation.of(Project(Path.cwd()))) as database: committed(Ledger(database, 'azure'))"
    )
    environment = {**os.environb, b"PYTHONPATH": os.fsencode(ROOT), b"LAKEMASON_USER": b"J\xfcrgen"}
    subprocess.run([sys.executable, "-c", begin], env=environment, check=True)
    with Database.open(location) as database:
        (run,) = Ledger(database, "azure").runs()
    assert run.process.person == "J?rgen"


def test_keeps_a_run_from_its_beginning_to_its_end(ledger: Ledger) -> None:
    begun_at = datetime.now(UTC)
    run = committed(ledger, pools=2)
    assert (run.platform, run.kind, run.state, run.ended, run.stood) == ("ml", "deploy", "committed", True, True)
    assert begun_at <= run.started_at <= (run.ended_at or begun_at) <= datetime.now(UTC)
    assert (run.process.host, run.process.pid) == (host_name(), os.getpid())
    assert run.process.alive
    assert (run.on_failure, run.base_run, run.cost_before, run.cost_after) == ("rollback", None, None, 100.0)
    assert (run.stood_before, run.stood_after) == (NOTHING, marks(1))
    assert run.plan is not None
    assert run.plan["counts"] == {"create": 3}
    assert run.approval == {"by": "ann", "at": "2026-11-21T10:00:00+00:00"}
    assert run.outputs == {"pool_id": "1", "token": "(sensitive)"}
    assert (run.kept, run.error, run.advice) == (None, "", "")
    assert ledger.configuration(run) == ledger.configuration(run.id) == configuration(2)
    assert ledger.configuration(None) == Configuration()

    first, second = run.steps
    assert (first.number, first.layer, first.doing, first.direction, first.state) == (
        1,
        "azure",
        "apply",
        "forward",
        "done",
    )
    assert (second.number, second.stood_before, second.stood_after) == (2, StateMark(), marks(1)["databricks"])
    assert second.resources == tuple(created(2))
    assert second.config is not None
    assert ledger.text(second.config) == layer(pools=2)


def test_a_step_is_there_before_it_ended(ledger: Ledger) -> None:
    (step,) = begun(ledger).steps
    assert (step.state, step.ended_at, step.stood_after, step.resources) == ("started", None, None, ())
    ledger.end_step(
        begun(ledger, "other").id, 1, "failed", after=StateMark("x", 3), attempts=4, error="409: it is busy\nAgain.",
        resources=[ResourceEvent("a.b", "create", "begun")],
    )  # fmt: skip
    (failed,) = ledger.under_way("other")[0].steps
    assert (failed.state, failed.attempts, failed.error) == ("failed", 4, "409: it is busy\nAgain.")
    assert (failed.stood_after, failed.resources) == (StateMark("x", 3), (ResourceEvent("a.b", "create", "begun"),))


def test_a_run_moves_from_what_stands(ledger: Ledger) -> None:
    first = committed(ledger, cost=100.0)
    second = committed(ledger, pools=2, cost=150.0)
    assert (second.base_run, second.cost_before, second.cost_after) == (first.id, 100.0, 150.0)
    assert committed(ledger, "other").base_run is None


def test_what_stands_is_said_with_the_last_run_and_the_states(ledger: Ledger) -> None:
    assert ledger.standing("ml") is None
    first = committed(ledger, serial=5)
    failing = begun(ledger)
    ledger.end(failing, "rolled_back", stands=first.id, states=marks(9))
    standing = ledger.standing("ml")
    assert standing is not None
    assert (standing.run, standing.last_run, standing.states) == (first.id, failing.id, marks(9))
    other = committed(ledger, "a")
    assert [(one.platform, one.run) for one in ledger.standings()] == [("a", other.id), ("ml", first.id)]


@pytest.mark.parametrize("state", ["declined", "failed", "recovered"])
def test_a_run_that_changed_nothing_hides_none_that_was_kept(state: RunState, ledger: Ledger) -> None:
    first, kept = committed(ledger), begun(ledger)
    ledger.end(kept, "kept", stands=first.id, states=marks(2))
    nothing = ledger.begin("ml", "deploy", configuration(), stood_before=marks(2))
    ledger.end(nothing, state, stands=first.id, states=marks(2))
    standing = ledger.standing("ml")
    assert standing is not None
    assert (standing.run, standing.last_run) == (first.id, kept.id)
    assert ledger.last_runs()["ml"].id == nothing.id


def test_drift_that_was_seen_is_kept_until_the_next_look(ledger: Ledger) -> None:
    ledger.saw_drift("ml", {"azure": {"looked_at": 1, "drifted": {}}})
    assert ledger.standing("ml") is None, "nothing is kept of a platform without runs"
    committed(ledger)
    for drift in ({"azure": {"looked_at": 1, "drifted": {"a.b": "changed"}}}, {}):
        ledger.saw_drift("ml", drift)
        standing = ledger.standing("ml")
        assert standing is not None
        assert standing.drift == drift
        assert standing.drift_seen_at is not None
        assert datetime.now(UTC) - standing.drift_seen_at < timedelta(minutes=1)


def test_a_run_under_way_is_so_until_it_stays_as_it_is(ledger: Ledger) -> None:
    committed(ledger)
    run, other = begun(ledger), begun(ledger, "other")
    assert numbers(ledger.under_way()) == [run.id, other.id]
    assert numbers(ledger.under_way("other")) == [other.id]
    assert ledger.under_way()[0].steps == ledger.run(run.id).steps
    ledger.end(run, "kept", stands=None, states=marks(2), kept={"a.b": "may hold data"}, advice="Look.")
    assert numbers(ledger.under_way()) == [other.id]
    ended = ledger.run(run.id)
    assert (ended.ended, ended.stood, ended.kept, ended.advice) == (True, False, {"a.b": "may hold data"}, "Look.")


def test_a_run_that_failed_and_goes_back_has_not_ended(ledger: Ledger) -> None:
    run = begun(ledger)
    ledger.move(run.id, "failed", ended_at=None, error="It broke.")
    assert not ledger.run(run.id).ended
    assert numbers(ledger.under_way()) == [run.id], "a process killed here leaves something to recover"
    ledger.move(run.id, "rolling_back")
    ledger.end(run, "rolled_back", stands=None, states=NOTHING)
    assert ledger.under_way() == []
    refused = ledger.begin("ml", "deploy", configuration(), stood_before=NOTHING)
    ledger.move(refused.id, "failed", error="Nobody is here to approve.")
    assert ledger.run(refused.id).ended


def test_another_process_takes_a_run_over(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun(ledger)
    with somebody_else(monkeypatch, Process("eva", "there", 7, "x")):
        ledger.take_over(run.id, "recovering")
    found = ledger.run(run.id)
    assert (found.state, found.ended) == ("recovering", False)
    assert found.process == run.process == this_process(), "who began it stays known"
    assert (found.worker.person, found.worker.host, found.worker.pid) == ("eva", "there", 7)
    assert found.worker.alive, "nothing is known of another machine's processes"
    assert found.recovery
    assert found.started_at <= found.recovery.begun_at


def test_a_run_that_has_changed_nothing_may_bring_something_else(ledger: Ledger) -> None:
    run = ledger.begin("ml", "rollback", configuration(1), stood_before=NOTHING)
    ledger.retarget(run.id, configuration(3))
    assert ledger.configuration(run.id) == configuration(3)


def test_runs_are_listed_the_last_one_first(ledger: Ledger) -> None:
    first, other, last = committed(ledger), committed(ledger, "other"), begun(ledger)
    assert numbers(ledger.runs()) == [last.id, other.id, first.id]
    assert numbers(ledger.runs(platform="ml")) == [last.id, first.id]
    assert numbers(ledger.runs(limit=2)) == [last.id, other.id]
    assert numbers(ledger.runs(ids=[first.id, 77])) == [first.id]
    assert ledger.runs(ids=[]) == []
    assert ledger.runs(limit=1)[0].steps == ()
    assert {name: run.id for name, run in ledger.last_runs().items()} == {"ml": last.id, "other": other.id}


def test_every_run_is_exported_with_its_steps_in_order(ledger: Ledger) -> None:
    expected = [
        committed(ledger),
        ledger.begin("ml", "destroy", Configuration(), stood_before=NOTHING),
        begun(ledger, "x"),
        committed(ledger, "x", pools=3),
        begun(ledger),
    ]
    ledger.move(expected[1].id, "failed", error='It said "no".\nTwice: \u00e9 \u2028')
    committed(Ledger(ledger.database, "rehearsal 1"), "x")

    def exported(platform: str = "") -> list[object]:
        lines = list(run_lines(ledger, platform=platform))
        assert not any("\n" in line for line in lines)
        return [json.loads(line) for line in lines]

    assert exported() == [whole_run_data(ledger.run(run.id)) for run in expected]
    assert exported("x") == [whole_run_data(expected[2]), whole_run_data(expected[3])]
    assert exported("nobody") == []


def test_a_run_that_comes_in_during_an_export_does_no_harm(ledger: Ledger, location: DatabaseLocation) -> None:
    first, second = committed(ledger), committed(ledger)
    with Database.open(location) as other, closing(run_lines(ledger)) as lines:
        assert json.loads(next(lines)) == whole_run_data(first)
        committed(Ledger(other, "azure"))
        assert json.loads(next(lines)) == whole_run_data(second)


def test_typical_seconds_are_the_mean_of_what_went_well(ledger: Ledger) -> None:
    committed(ledger, pools=3)  # 2, 3 and 4 seconds
    run = begun(ledger)
    ledger.end_step(
        run.id,
        1,
        "failed",
        after=StateMark(),
        attempts=1,
        resources=[ResourceEvent("databricks_instance_pool.x", "create", "done", 900)],
    )
    assert ledger.typical_seconds() == {
        ("databricks_instance_pool", "create"): 3.0,
        ("azurerm_resource_group", "create"): 1.0,
    }
    assert Ledger(ledger.database, "other").typical_seconds() == {}


def test_scopes_never_see_each_other(ledger: Ledger) -> None:
    rehearsal = Ledger(ledger.database, "rehearsal 1")
    real, simulated = committed(ledger), begun(rehearsal)
    assert numbers(ledger.runs()) == [real.id]
    assert numbers(rehearsal.runs()) == [simulated.id]
    assert (ledger.under_way(), rehearsal.standings()) == ([], [])
    assert simulated.base_run is None
    assert rehearsal.prune(1) == ledger.prune(1) == 0


@pytest.mark.parametrize(
    ("of", "asked", "said"),
    [
        ("azure", "rehearsal 1", "none of this rehearsal"),
        ("rehearsal 1", "azure", "one of a rehearsal"),
        ("rehearsal 1", "rehearsal 2", "one of another rehearsal"),
    ],
)
def test_fails_to_find_a_run_of_another_scope_and_says_so(of: str, asked: str, said: str, database: Database) -> None:
    run = committed(Ledger(database, of))
    with pytest.raises(LakemasonError, match=said):
        Ledger(database, asked).run(run.id)


def test_fails_to_find_a_run_that_is_none(ledger: Ledger) -> None:
    with pytest.raises(LakemasonError, match="There is no run 7 in the ledger"):
        ledger.run(7)


def test_numbers_are_never_given_twice(ledger: Ledger) -> None:
    committed(ledger)
    last = ledger.begin("other", "deploy", configuration(), stood_before=NOTHING)
    ledger.move(last.id, "declined")
    assert ledger.prune(0) == 1
    assert committed(ledger).id > last.id
