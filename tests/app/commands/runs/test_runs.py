"""`lakemason runs …`, as people and programs call it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import update

from app.database.location import DatabaseLocation
from app.database.tables import RUNS
from app.project import Project
from app.provisioning.kept import removal
from app.provisioning.ledger.advice import ADVICE, what_to_do
from app.provisioning.ledger.data import whole_run_data
from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.opened import open_ledger
from app.provisioning.ledger.records import Configuration, ResourceEvent, Run, RunState, StateMark
from app.provisioning.process import Process
from tests.app.commands.test_plan import at_a_terminal
from tests.app.provisioning.ledger.keeping import (
    GONE,
    NOTHING,
    begun,
    committed,
    configuration,
    layer,
    marks,
    somebody_else,
)
from tests.conftest import Lakemason
from tests.test_architecture import loaded_by


@pytest.fixture
def ledger(project: Path) -> Iterator[Ledger]:
    found = Project(project)
    with open_ledger(found, found.place()) as opened:
        yield opened


@pytest.fixture
def rehearsal(project: Path) -> Iterator[Ledger]:
    found = Project(project)
    with open_ledger(found, found.place(rehearse=True)) as opened:
        yield opened


def rolled_back(ledger: Ledger) -> Run:
    """A run of which the second layer failed, and that was taken back."""
    run = ledger.begin("ml", "deploy", configuration(2), stood_before=marks(1), cost_after=150.0)
    ledger.move(run.id, "planned", plan={"counts": {"create": 1, "replace": 1, "update": 2, "forget": 3}, "layers": {}})
    step = ledger.start_step(run.id, "databricks", "apply", "forward", layer(pools=2), marks(1)["databricks"])
    failed = [ResourceEvent("databricks_instance_pool.Pool1", "create", "failed", 7.5)]
    error = "QUOTA_EXCEEDED: no more cores\n  in westeurope\x1b[31m"
    ledger.end_step(run.id, step, "failed", after=marks(2)["databricks"], attempts=3, resources=failed, error=error)
    ledger.move(run.id, "failed", ended_at=None, error=f"Applying ml-databricks failed.\n{error}")
    back = ledger.start_step(run.id, "databricks", "apply", "back", layer(), marks(2)["databricks"])
    ledger.end_step(run.id, back, "done", after=marks(3)["databricks"], attempts=1)
    ledger.end(
        run, "rolled_back", stands=run.base_run, states={**marks(3), "azure": StateMark("another", 1)},
        advice="Rolled back: ml is as run 1 left it.", kept={"azurerm_storage_account.Lake": "may hold data"},
    )  # fmt: skip
    return ledger.run(run.id)


def test_runs_are_listed_with_what_became_of_them(
    lakemason: Lakemason, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = committed(ledger, pools=2)
    failed = rolled_back(ledger)
    with somebody_else(monkeypatch, GONE):
        interrupted = begun(ledger, "other")
    working = begun(ledger, "third")
    with ledger.database.write() as connection:
        at = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
        connection.execute(
            update(RUNS).where(RUNS.c.id == first.id).values(started_at=at, ended_at=at + timedelta(seconds=200))
        )
    lines = lakemason("runs").good().out.splitlines()
    assert lines[0].split() == ["RUN", "PLATFORM", "KIND", "STATE", "WHEN", "(UTC)", "TOOK", "WHO", "CHANGES", "NOTE"]
    cells = [re.split(r"\s{2,}", line) for line in lines[1:]]
    assert [row[:4] for row in cells] == [
        [str(working.id), "third", "deploy", "applying"],
        [str(interrupted.id), "other", "deploy", "interrupted"],
        [str(failed.id), "ml", "deploy", "rolled back"],
        [str(first.id), "ml", "deploy", "committed"],
    ]
    assert cells[1][-1] == "`lakemason recover other` takes it back; with --forward it is finished instead."
    assert cells[2][-2:] == ["+2 ~2 -4", "QUOTA_EXCEEDED: no more cores"]
    assert cells[3][4:] == ["2026-11-21 10:00", "3 min 20 s", first.process.person, "+3 ~0 -0"]


@pytest.mark.parametrize("arguments", [[], ["list"], ["--limit", "9"], ["list", "--limit", "9"]])
def test_without_a_verb_it_lists(arguments: list[str], lakemason: Lakemason, ledger: Ledger) -> None:
    run = committed(ledger)
    assert [one["run"] for one in json.loads(lakemason("runs", *arguments, "--json").good().out)] == [run.id]


def test_the_last_runs_of_one_platform(lakemason: Lakemason, ledger: Ledger, project: Path) -> None:
    runs = [committed(ledger, name) for name in ("ml", "other", "ml", "ml")]
    said = lakemason("runs", "ml", "--limit", "2", "--json").good().out
    assert [one["run"] for one in json.loads(said)] == [runs[3].id, runs[2].id]
    (project / "platforms" / "quiet.yaml").write_text("name: quiet\n")
    for name in ("quiet", "platforms/quiet.yaml"):
        done = lakemason("runs", name).good()
        assert (done.out, done.err) == ("", "There is no run of quiet yet.\n")
    assert "There is no platform 'quite'" in lakemason("runs", "quite").err


def test_where_there_is_no_ledger_yet_there_are_no_runs(lakemason: Lakemason, project: Path) -> None:
    assert lakemason("runs").good().err == "There is no run yet.\n"
    assert lakemason("runs", "--json").good().out == "[]\n"
    assert lakemason("runs", "export").good().out == ""
    assert lakemason("runs", "prune", "--keep", "1").good().err == "There is nothing to delete.\n"
    assert not (project / ".lakemason").exists()


def test_everything_about_a_run_that_failed(lakemason: Lakemason, ledger: Ledger) -> None:
    committed(ledger)
    run = rolled_back(ledger)
    said = lakemason("runs", "show", str(run.id)).good().out
    assert said.startswith(f"Run {run.id}: deploy of ml, rolled back\n{ADVICE['rolled_back'].means}\n")
    plain = re.sub(r" +", " ", said)
    for line in (
        "cost USD 150 a month; before, USD 100: +USD 50",
        "from run 1",
        "databricks apply forward failed 3 tries 0 s",
        "databricks apply back done",
        "step 1 databricks_instance_pool.Pool1 create failed 7.5 s",
        "azure lineage line-azure, serial 1 -> lineage another, serial 1",
        "databricks lineage line-databricks, serial 1 -> 3",
        "Error\n Applying ml-databricks failed.\n QUOTA_EXCEEDED: no more cores\n in westeurope\\x1b[31m\n",
        "Kept standing\n azurerm_storage_account.Lake may hold data\n",
        "What became of it\n Rolled back: ml is as run 1 left it.\n",
    ):
        assert line in plain
    assert said.endswith(
        "What to do next\n  Mend what the error says, then give the same command with the same flags again.\n"
    )


def test_who_began_a_run_and_who_recovered_it(
    lakemason: Lakemason, ledger: Ledger, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with somebody_else(monkeypatch, GONE):
        run = begun(ledger)
    with somebody_else(monkeypatch, Process("eva", "there", 7, "x")):
        ledger.take_over(run.id, "recovering")
    ledger.end(run, "recovered", stands=None, states=marks(1))
    plain = re.sub(r" +", " ", lakemason("runs", "show", str(run.id)).good().out)
    assert re.search(rf"begun \S+ \S+ UTC by ann, process {GONE.pid} on {re.escape(GONE.host)}\n", plain)
    assert re.search(r"recovered \S+ \S+ UTC by eva, process 7 on there\n", plain)
    assert f"states in {project / '.lakemason' / 'state'} on {GONE.host}\n" in plain
    assert re.search(r"\S+ \S+ recovery begun\n", plain)
    said = json.loads(lakemason("runs", "show", str(run.id), "--json").good().out)
    assert (said["person"], said["recovered_by"]["person"], said["recovered_by"]["host"]) == ("ann", "eva", "there")
    assert said["states_in"] == str(project / ".lakemason" / "state")


def test_everything_about_a_run_for_programs(lakemason: Lakemason, ledger: Ledger) -> None:
    committed(ledger)
    run = rolled_back(ledger)
    said = json.loads(lakemason("runs", "show", str(run.id), "--json").good().out)
    more = {
        "means": ADVICE["rolled_back"].means,
        "what_to_do": "Mend what the error says, then give the same command with the same flags again.",
        "kept_removed_by": "",
        "cost_difference_usd": 50.0,
    }
    assert said == whole_run_data(run) | more
    assert [step["attempts"] for step in said["steps"]] == [3, 1]


def test_sensitive_outputs_are_in_no_run(lakemason: Lakemason, ledger: Ledger) -> None:
    run = committed(ledger)
    assert "token    (sensitive)" in lakemason("runs", "show", str(run.id)).good().out


def test_a_run_whose_process_is_gone_is_interrupted(
    lakemason: Lakemason, rehearsal: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with somebody_else(monkeypatch, GONE):
        run = begun(rehearsal)
    said = lakemason("runs", "show", str(run.id), "--rehearse").good().out
    assert said.startswith(f"Run {run.id}: deploy of ml, interrupted\n")
    assert "`lakemason recover ml --rehearse` takes it back" in said
    assert rehearsal.run(run.id).state == "applying", "looking changes nothing"


@pytest.mark.parametrize("state", ADVICE)
def test_every_state_has_one_advice_that_names_commands_there_are(
    state: RunState, lakemason: Lakemason, ledger: Ledger
) -> None:
    run = committed(ledger)
    said = what_to_do(run, state, rehearse=True)
    assert "{" not in said
    assert ADVICE[state].means.endswith(".")
    for command in re.findall(r"`lakemason ([\w-]+) ml --rehearse`", said):
        assert "Usage" in lakemason(command, "--help").good().out
    assert said.count("`lakemason") == len(re.findall(r"`lakemason [\w-]+ ml --rehearse`", said))


@pytest.mark.parametrize("state", ["declined", "failed", "rolled_back", "recovered"])
def test_no_command_is_told_that_would_do_something_else(state: RunState, lakemason: Lakemason, ledger: Ledger) -> None:
    """The ledger does not keep its flags: a rollback without its `--to` goes back to another run."""
    run = ledger.begin("ml", "rollback", configuration(), stood_before=marks(1))
    ledger.end(run, state, stands=run.base_run, states=marks(1))
    said = json.loads(lakemason("runs", "show", str(run.id), "--json").good().out)["what_to_do"]
    assert "the same command with the same flags" in said
    assert "`" not in said


def test_what_a_way_back_has_kept_is_told_how_to_remove(lakemason: Lakemason, ledger: Ledger) -> None:
    run = ledger.begin("ml", "rollback", configuration(), stood_before=marks(1))
    why = {"azurerm_storage_account.Lake": "may hold data"}
    advice = f"Kept, because it may hold data (1):\n{removal('ml', rehearse=False, to=2)}"
    ledger.end(run, "committed", stands=run.id, states=marks(2), outputs={}, kept=why, advice=advice)
    said = lakemason("runs", "show", str(run.id)).good().out
    told = "Nothing; `lakemason rollback ml --to 2 --allow-data-loss` removes what it has kept."
    assert said.endswith(f"What to do next\n  {told}\n")


def test_every_state_of_a_run_has_its_advice() -> None:
    assert set(ADVICE) == set(get_args(RunState))


def test_fails_to_show_what_is_no_run(lakemason: Lakemason, ledger: Ledger, rehearsal: Ledger) -> None:
    run = committed(rehearsal)
    assert lakemason("runs", "show", "77").err.startswith("Error: There is no run 77 in the ledger.")
    assert lakemason("runs", "show", str(run.id)).err == (
        f"Error: Run {run.id} is one of a rehearsal.\n--rehearse shows this project's.\n"
    )
    for number in ("0", str(2**31), "first"):
        assert lakemason("runs", "show", number).code == 2


def azure(*, team: str, output: str) -> str:
    """A first layer as cdktf writes it, which says of everything where it comes from."""
    group = {"//": {"metadata": {"path": team}}, "name": "rg", "tags": {"team": team}}
    resources = {"azurerm_resource_group": {"Group": group}}
    return json.dumps({"//": {"metadata": output}, "resource": resources, "output": {"id": {"value": output}}})


def test_two_runs_differ_in_the_file_and_in_both_layers(lakemason: Lakemason, ledger: Ledger) -> None:
    was = Configuration(azure(team="ml", output="1"), layer(pools=2), "name: ml\nmax_workers: 4\n")
    only_the_second = layer(pools=1, max_capacity=9).replace("Pool0", "Pool1")
    now = Configuration(azure(team="dl", output="2"), only_the_second, "name: ml\nmax_workers: 9\n")
    for target in (was, now):
        run = ledger.begin("ml", "deploy", target, stood_before=NOTHING)
        ledger.move(run.id, "declined")
    assert lakemason("runs", "diff", "1", "2").good().out.splitlines() == [
        "--- ml.yaml (run 1)",
        "+++ ml.yaml (run 2)",
        "@@ -1,2 +1,2 @@",
        " name: ml",
        "-max_workers: 4",
        "+max_workers: 9",
        "",
        "~ azure  azurerm_resource_group.Group",
        '      tags.team: "ml" -> "dl"',
        "~ azure  output.id",
        '      value: "1" -> "2"',
        "~ databricks  databricks_instance_pool.Pool1",
        "      max_capacity: 4 -> 9",
        "- databricks  databricks_instance_pool.Pool0",
    ]
    said = json.loads(lakemason("runs", "diff", "2", "1", "--json").good().out)
    assert said["platform_file"].startswith("--- ml.yaml (run 2)")
    assert [(one["address"], one["happened"]) for one in said["entries"]] == [
        ("azurerm_resource_group.Group", "changed"),
        ("output.id", "changed"),
        ("databricks_instance_pool.Pool0", "added"),
        ("databricks_instance_pool.Pool1", "changed"),
    ]
    assert said["entries"][3]["arguments"] == [{"argument": "max_capacity", "was": 9, "is": 4}]
    same = lakemason("runs", "diff", "1", "1").good()
    assert (same.out, same.err) == ("", "Runs 1 and 1 were to bring the same.\n")


def test_a_destroy_differs_by_all_that_stood(lakemason: Lakemason, ledger: Ledger) -> None:
    first = committed(ledger)
    gone = ledger.begin("ml", "destroy", Configuration(), stood_before=marks(1))
    said = json.loads(lakemason("runs", "diff", str(first.id), str(gone.id), "--json").good().out)
    assert {one["happened"] for one in said["entries"]} == {"removed"}
    assert len(said["entries"]) == 2


def test_all_runs_are_exported_a_line_each(lakemason: Lakemason, ledger: Ledger, rehearsal: Ledger) -> None:
    runs = [committed(ledger), committed(ledger, "other"), begun(ledger)]
    committed(rehearsal)
    lines = lakemason("runs", "export").good().out.splitlines()
    assert [json.loads(line) for line in lines] == [whole_run_data(run) for run in runs]
    (line,) = lakemason("runs", "export", "--platform", "other").good().out.splitlines()
    assert json.loads(line)["run"] == runs[1].id


def test_pruning_says_what_goes_and_asks(lakemason: Lakemason, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = [committed(ledger) for _ in range(4)]
    other = [committed(ledger, "other") for _ in range(3)]
    shown = "ml: 2 runs (1-2)\nother: 1 run (5)\n"
    refused = lakemason("runs", "prune", "--keep", "2")
    assert (refused.code, refused.err) == (
        1, f"{shown}Error: Nobody is here to confirm this, so nothing was deleted.\n--yes confirms.\n"
    )  # fmt: skip
    at_a_terminal(monkeypatch, "n\n")
    assert lakemason("runs", "prune", "--keep", "2").code == 1
    assert len(ledger.runs()) == 7
    at_a_terminal(monkeypatch, "y\n")
    done = lakemason("runs", "prune", "--keep", "2", "--platform", "ml").good()
    assert done.err.startswith("ml: 2 runs (1-2)\nDelete 2 runs for good?")
    assert done.err.endswith("Deleted 2 runs.\n")
    said = json.loads(lakemason("runs", "prune", "--keep", "2", "--yes", "--json").good().out)
    assert said == {"deleted": 1, "runs": {"other": [other[0].id]}}
    assert [run.id for run in ledger.runs()] == [other[2].id, other[1].id, runs[3].id, runs[2].id]
    assert lakemason("runs", "prune", "--keep", "2").good().err == "There is nothing to delete.\n"


@pytest.mark.parametrize("arguments", [["--keep", "0"], ["--keep", "-1"], []])
def test_fails_to_prune_everything(arguments: list[str], lakemason: Lakemason, project: Path) -> None:
    assert lakemason("runs", "prune", *arguments).code == 2


def test_the_commands_work_on_a_shared_database(
    lakemason: Lakemason, location: DatabaseLocation, project: Path
) -> None:
    found = Project(project)
    with open_ledger(found, found.place()) as ledger:
        run = committed(ledger)
    assert json.loads(lakemason("runs", "export").good().out) == whole_run_data(run)
    assert "What to do next\n  Nothing.\n" in lakemason("runs", "show", str(run.id)).good().out


@pytest.mark.parametrize("command", [[], ["show"], ["diff"], ["export"], ["prune"], ["list"]])
def test_every_help_has_an_example_and_loads_no_database(
    command: list[str], lakemason: Lakemason, project: Path
) -> None:
    assert "Example: lakemason runs" in lakemason("runs", *command, "--help").good().out
    assert {name.partition(".")[0] for name in loaded_by(["runs", *command, "--help"], project)}.isdisjoint(
        {"sqlalchemy", "alembic", "blueprints", "cdktf"}
    )
