"""`lakemason status`: the states held against the files and the ledger."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, update

from app.database.tables import RUN_LEASES, STANDINGS
from app.project import Project
from app.provisioning.ledger.leases import Leases
from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.opened import open_ledger
from app.provisioning.ledger.records import LAYERS, Configuration, StateMark
from app.provisioning.process import Process
from tests.app.provisioning.ledger.keeping import GONE, begun, committed, configuration, layer, marks, somebody_else
from tests.conftest import Lakemason
from tests.test_architecture import loaded_by

DRIFT = {
    "azure": {"looked_at": 1, "drifted": {}},
    "databricks": {"looked_at": 2, "drifted": {"databricks_instance_pool.Pool0": "changed", "x.y": "removed"}},
}


@pytest.fixture
def ledger(project: Path) -> Iterator[Ledger]:
    found = Project(project)
    with open_ledger(found, found.place()) as opened:
        yield opened


def stands(
    project: Path, serial: int = 1, *, platform: str = "ml", pools: int = 2, lineage: str = "line", file: bool = True
) -> None:
    """A platform's file and states, as Terraform leaves them."""
    if file:
        (project / "platforms" / f"{platform}.yaml").write_text(f"name: {platform}\n")
    state = project / ".lakemason" / "state"
    state.mkdir(parents=True, exist_ok=True)
    counts = {"azure": ("azurerm_resource_group", 1 if pools else 0), "databricks": ("databricks_instance_pool", pools)}
    for name, (kind, count) in counts.items():
        resources = [
            {"mode": "managed", "type": kind, "name": f"R{number}", "instances": [{"attributes": {"id": str(number)}}]}
            for number in range(count)
        ]
        content = {"serial": serial, "lineage": f"{lineage}-{name}", "outputs": {}, "resources": resources}
        (state / f"{platform}-{name}.tfstate").write_text(json.dumps(content))


def rows(lakemason: Lakemason, *flags: str) -> dict[str, dict[str, Any]]:
    return {row["platform"]: row for row in json.loads(lakemason("status", *flags, "--json").good().out)}


def cells(lakemason: Lakemason) -> list[str]:
    heading, row = lakemason("status").good().out.splitlines()
    starts = [found.start() for found in re.finditer(r"(?<=  )\S|^\S", heading)]
    return [row[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]


def test_a_platform_says_what_stands_what_was_done_and_what_it_costs(
    project: Path, lakemason: Lakemason, ledger: Ledger
) -> None:
    run = committed(ledger, cost=180.0)
    ledger.saw_drift("ml", DRIFT)
    stands(project)
    two_hours_ago = datetime.now(UTC) - timedelta(hours=2, minutes=5)
    with ledger.database.write() as connection:
        connection.execute(update(STANDINGS).values(drift_seen_at=two_hours_ago))
    assert cells(lakemason) == [
        "ml", "deployed", "1", "2", f"{run.id} deploy committed", "just now", "USD 180", "2 resources, 2 h ago", ""
    ]  # fmt: skip
    assert run.ended_at is not None
    assert rows(lakemason)["ml"] == {
        "platform": "ml", "status": "deployed", "azure": 1, "databricks": 2, "note": "",
        "last_run": {
            "run": run.id, "kind": "deploy", "state": "committed", "started_at": run.started_at.isoformat(),
            "ended_at": run.ended_at.isoformat(),
        },
        "monthly_cost_usd": 180.0, "drifted": 2, "drift_seen_at": two_hours_ago.isoformat(),
        "kept": {}, "kept_removed_by": "",
    }  # fmt: skip


def test_no_drift_was_seen_or_nobody_looked(project: Path, lakemason: Lakemason, ledger: Ledger) -> None:
    committed(ledger, cost=None)
    stands(project)
    assert cells(lakemason)[6:8] == ["", ""]
    ledger.saw_drift("ml", {name: {"looked_at": 1, "drifted": {}} for name in LAYERS})
    assert cells(lakemason)[7] == "none, just now"


def test_what_never_was_deployed_and_what_was_destroyed_is_not_deployed(
    project: Path, lakemason: Lakemason, ledger: Ledger
) -> None:
    (project / "platforms" / "new.yaml").write_text("name: new\n")
    committed(ledger)
    run = ledger.begin("ml", "destroy", Configuration(), stood_before=marks(1), cost_after=0.0)
    ledger.end(run, "committed", stands=run.id, states=marks(2), outputs={})
    stands(project, 2, pools=0)
    found = rows(lakemason)
    assert {name: row["status"] for name, row in found.items()} == {"new": "not deployed", "ml": "not deployed"}
    assert (found["new"]["last_run"], found["new"]["monthly_cost_usd"]) == (None, None)
    assert (found["ml"]["last_run"]["kind"], found["ml"]["monthly_cost_usd"], found["ml"]["note"]) == ("destroy", 0, "")


def test_what_stands_elsewhere_or_without_a_file_is_listed(project: Path, lakemason: Lakemason, ledger: Ledger) -> None:
    committed(ledger, "here")
    stands(project, platform="here", file=False)
    committed(ledger, "elsewhere")
    found = rows(lakemason)
    assert found["here"]["note"] == "no platform file"
    assert found["elsewhere"]["note"] == (
        "no platform file; azure has no state here, but the last run left one: another machine may have it"
    )


def test_an_interrupted_run_says_how_to_recover(
    project: Path, lakemason: Lakemason, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(ledger)
    with somebody_else(monkeypatch, GONE):
        run = begun(ledger)
    stands(project, 7)
    row = rows(lakemason)["ml"]
    assert (row["status"], row["last_run"]["run"], row["last_run"]["state"]) == ("interrupted", run.id, "interrupted")
    assert row["note"] == (
        f"run {run.id} never ended: `lakemason recover ml` takes it back; with --forward it is finished instead"
    )


def test_a_run_at_work_says_who_works(project: Path, lakemason: Lakemason, ledger: Ledger, tmp_path: Path) -> None:
    committed(ledger)
    stands(project, 3)
    with Leases(ledger.database, ledger.scope, tmp_path).hold("ml", "deploy"):
        run = begun(ledger)
        row = rows(lakemason)["ml"]
    assert row["note"].startswith(f"a run works on it: {run.process}, since ")
    assert (row["status"], row["last_run"]["state"]) == ("deployed", "applying")


def test_a_silent_holder_of_another_machine_leaves_an_interrupted_run(
    project: Path, lakemason: Lakemason, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with somebody_else(monkeypatch, Process("eva", "elsewhere", 1, "x")):
        begun(ledger)
    stands(project, 3)
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    row = {
        "scope": "azure", "platform": "ml", "token": "theirs", "doing": "deploy", "person": "eva", "host": "elsewhere",
        "pid": 1, "process_started": "x", "taken_at": long_ago, "seen_at": datetime.now(UTC),
    }  # fmt: skip
    with ledger.database.write() as connection:
        connection.execute(insert(RUN_LEASES).values(row))
    assert rows(lakemason)["ml"]["note"].startswith("a run works on it: eva, process 1 on elsewhere, since ")
    with ledger.database.write() as connection:
        connection.execute(update(RUN_LEASES).values(seen_at=long_ago))
    assert rows(lakemason)["ml"]["status"] == "interrupted"


def test_what_was_kept_says_what_to_do_until_something_changes(
    project: Path, lakemason: Lakemason, ledger: Ledger
) -> None:
    first, run = committed(ledger), begun(ledger)
    ledger.end(run, "kept", stands=first.id, states=marks(3), error="It broke.")
    stands(project, 3)
    declined = ledger.begin("ml", "deploy", configuration(), stood_before=marks(3))
    ledger.end(declined, "declined", stands=first.id, states=marks(3))
    row = rows(lakemason)["ml"]
    assert (row["status"], row["last_run"]["run"]) == ("kept", declined.id)
    assert row["note"].startswith(f"run {run.id}: `lakemason deploy ml` goes on from there; `lakemason rollback ml`")
    committed(ledger, serial=4)
    stands(project, 4)
    assert (rows(lakemason)["ml"]["status"], rows(lakemason)["ml"]["note"]) == ("deployed", "")


@pytest.mark.parametrize(
    ("serial", "lineage", "note"),
    [
        (1, "line", ""),
        (2, "line", "azure moved outside of Lakemason: `lakemason adopt-state ml`"),
        (1, "other", "the state of azure is another one than the last run left: another machine may have it"),
    ],
)
def test_a_state_that_moved_outside_is_said(
    serial: int, lineage: str, note: str, project: Path, lakemason: Lakemason, ledger: Ledger
) -> None:
    committed(ledger)
    stands(project, serial, lineage=lineage)
    assert rows(lakemason)["ml"]["note"] == note


def test_a_state_without_any_run_moved_outside(project: Path, lakemason: Lakemason) -> None:
    stands(project)
    assert rows(lakemason)["ml"]["note"] == "azure moved outside of Lakemason: `lakemason adopt-state ml`"


def test_a_layer_that_is_missing_is_partly_deployed(project: Path, lakemason: Lakemason, ledger: Ledger) -> None:
    run = ledger.begin("ml", "deploy", Configuration(layer(), layer()), stood_before=marks(1))
    ledger.end(run, "committed", stands=run.id, states={"azure": StateMark("line-azure", 1), "databricks": StateMark()})
    stands(project)
    (project / ".lakemason" / "state" / "ml-databricks.tfstate").unlink()
    row = rows(lakemason)["ml"]
    assert (row["status"], row["azure"], row["databricks"], row["note"]) == ("partly deployed", 1, 0, "")


def test_a_state_that_cannot_be_read_hides_no_platform(project: Path, lakemason: Lakemason, ledger: Ledger) -> None:
    committed(ledger)
    for name in ("ml", "other"):
        stands(project, platform=name)
    damaged = project / ".lakemason" / "state" / "ml-databricks.tfstate"
    damaged.write_text(damaged.read_text()[:40])
    found = rows(lakemason)
    assert found["other"]["databricks"] == 2
    assert (found["ml"]["status"], found["ml"]["azure"], found["ml"]["databricks"]) == ("not known", 1, 0)
    said = found["ml"]["note"]
    assert said.startswith("the state of databricks was not read: ")
    assert f"{damaged}: not a Terraform state" in said
    assert "moved outside" not in said
    assert "not known" in lakemason("status").good().out


def test_rehearsed_runs_are_none_of_the_real_ones(project: Path, lakemason: Lakemason) -> None:
    found = Project(project)
    with open_ledger(found, found.place(rehearse=True)) as rehearsal:
        run = committed(rehearsal)
    (project / "platforms" / "ml.yaml").write_text("name: ml\n")
    assert rows(lakemason)["ml"]["last_run"] is None
    assert rows(lakemason, "--rehearse")["ml"]["last_run"]["run"] == run.id


@pytest.mark.parametrize("damage", [b"", b"This is no database. " * 50])
def test_a_ledger_that_cannot_be_read_leaves_the_states(damage: bytes, project: Path, lakemason: Lakemason) -> None:
    stands(project)
    (project / ".lakemason" / "lakemason.db").write_bytes(damage)
    done = lakemason("status").good()
    assert done.err.startswith("The ledger was not read, so only the states are shown. The database .lakemason/")
    assert done.out.splitlines()[1].split() == ["ml", "deployed", "1", "2"]
    (row,) = json.loads(lakemason("status", "--json").good().out)
    assert (row["status"], row["last_run"], row["note"]) == ("deployed", None, "")


def test_without_a_ledger_no_database_is_loaded(project: Path) -> None:
    stands(project)
    assert {name.partition(".")[0] for name in loaded_by(["status"], project)}.isdisjoint({"sqlalchemy", "alembic"})
    assert not (project / ".lakemason" / "lakemason.db").exists()
