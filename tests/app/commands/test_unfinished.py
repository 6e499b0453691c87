"""Every command about platforms says at its start which runs never ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.project import Project
from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.opened import open_ledger
from app.provisioning.ledger.records import Run
from app.provisioning.run.files import remove_run_folder, run_folder
from tests.app.provisioning.ledger.keeping import GONE, begun, marks, somebody_else
from tests.conftest import Lakemason
from tests.test_architecture import SLOW, loaded_by

WISH = "I need Databricks for ML team in dev environment"


def left(project: Path, monkeypatch: pytest.MonkeyPatch, *, rehearse: bool = False) -> Run:
    """A run whose process is gone, with its folder."""
    found = Project(project)
    place = found.place(rehearse=rehearse)
    with open_ledger(found, place) as ledger, somebody_else(monkeypatch, GONE):
        run = begun(ledger)
    run_folder(place, run.id)
    return run


VERBS = ("synth", "check", "deploy", "destroy", "rollback", "drift", "adopt-state")


@pytest.mark.parametrize(
    "command",
    [["status"], ["runs"], ["runs", "export"], ["plan", WISH, "--no-log"], *([verb, "nobody"] for verb in VERBS)],
)
def test_a_run_that_never_ended_is_said_once(
    command: list[str], samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = left(samples, monkeypatch)
    said = f"Run {run.id} of ml never ended: lakemason recover ml\n"
    done = lakemason(*command)
    assert done.err.startswith(said)
    assert done.err.count("never ended: lakemason recover") == 1
    assert "never ended: lakemason" not in done.out


def test_one_of_the_rehearsal_is_said_with_its_flag(
    samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = left(samples, monkeypatch, rehearse=True)
    assert lakemason("runs").err.startswith(f"Run {run.id} of ml never ended: lakemason recover ml --rehearse\n")


@pytest.mark.parametrize("command", [["names", "kinds"], ["match", WISH], ["features", "top"], ["runs", "--help"]])
def test_commands_that_have_nothing_to_do_with_it_say_nothing(
    command: list[str], samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(samples, monkeypatch)
    assert "never ended" not in lakemason(*command).good().err


def test_nothing_is_said_of_a_run_at_work_or_one_that_ended(
    samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Project(samples)
    with open_ledger(found, found.place()) as ledger:
        run_folder(found.place(), begun(ledger, "working").id)
        with somebody_else(monkeypatch, GONE):
            ended = begun(ledger)
        run_folder(found.place(), ended.id)
        ledger.end(ended, "recovered", stands=None, states=marks(1))
    assert lakemason("runs").good().err == ""


def test_no_database_is_loaded_where_nothing_is_left(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = left(samples, monkeypatch)
    assert "sqlalchemy" in loaded_by(["show", "ml-team-ml-dev"], samples)
    remove_run_folder(Project(samples).place(), run.id)
    assert {name.partition(".")[0] for name in loaded_by(["show", "ml-team-ml-dev"], samples)} & SLOW == set()


@pytest.mark.parametrize("trouble", ["no database", "damaged", "no folder", "no project"])
def test_whatever_is_wrong_the_command_goes_on(
    trouble: str, samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    left(samples, monkeypatch)
    database = samples / ".lakemason" / "lakemason.db"
    if trouble == "no database":
        database.unlink()
    elif trouble == "damaged":
        database.write_text("This is no database. " * 50)
    elif trouble == "no folder":
        remove_run_folder(Project(samples).place(), 1)
        (samples / ".lakemason" / "runs").rmdir()
        (samples / ".lakemason" / "runs").write_text("")
    else:
        monkeypatch.chdir(tmp_path)
    done = lakemason("plan", WISH, "--no-log").good()
    assert done.err == ""
    assert done.out.startswith("Plan for ml-team-ml-dev")


def test_a_run_that_a_shared_database_has_of_another_project_is_not_asked_for(
    samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(samples, monkeypatch)
    found = Project(samples)
    with open_ledger(found, found.place()) as ledger, somebody_else(monkeypatch, GONE):
        begun(Ledger(ledger.database, "rehearsal of somebody else"), "theirs")
    assert lakemason("runs").good().err.count("never ended") == 1
