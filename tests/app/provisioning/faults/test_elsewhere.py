"""A ledger that several machines share: nobody goes on with what another one has, or has not here."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from sqlalchemy import update

from app.database.tables import RUN_LEASES, RUNS
from rehearsal.faults import Fault
from tests.app.provisioning.faults.scene import ALL, CLUSTER, NAME, WORKSPACE, Scene, after
from tests.conftest import PLATFORM


def killed(scene: Scene, type_name: str) -> None:
    """Deploy on a machine called elsewhere, which is lost when it has just made something."""
    scene.strike(Fault(kind="power", type=type_name, operation="create", moment="after"))
    with scene.start("deploy") as process:
        process.communicate()
    with scene.ledger() as ledger, ledger.database.write() as connection:
        connection.execute(update(RUNS).where(RUNS.c.state == "applying").values(host="elsewhere"))


def take_away(scene: Scene) -> Path:
    """Let only the ledger be here, as on another machine; returns where the rest is."""
    place = scene.project.place(rehearse=True)
    away = scene.temporary / "away"
    away.mkdir()
    for folder in (place.state, place.state.parent / "runs"):
        shutil.move(folder, away / folder.name)
    return away


@pytest.mark.parametrize("first", [True, False], ids=["nothing stood", "something stood"])
def test_fails_to_recover_where_the_states_are_not(scene: Scene, first: bool) -> None:
    if not first:
        scene.run("deploy").good()
        scene.change(PLATFORM.replace("notebooks: {}", "notebooks: {}\n  secret_scope: {}"))
    before = scene.picture()
    killed(scene, WORKSPACE if first else "databricks_secret_scope")
    left = scene.types()
    away = take_away(scene)

    for way in ((), ("--forward",)):
        refused = scene.run("recover", *way)
        assert refused.code == 1
        assert "worked somewhere else: nothing of it is here." in refused.err
        assert f"Recover it where it ran: elsewhere, {scene.project.place(rehearse=True).state}." in refused.err
    assert scene.types() == left
    assert scene.last().state in ("applying", "interrupted")

    place = scene.project.place(rehearse=True)
    for folder in away.iterdir():
        shutil.rmtree(place.state.parent / folder.name, ignore_errors=True)
        shutil.move(folder, place.state.parent / folder.name)
    scene.run("recover").good()
    assert scene.picture() == before
    assert scene.loose_ends() == []


def test_fails_to_recover_with_a_state_of_another_lineage(scene: Scene) -> None:
    scene.run("deploy").good()
    scene.change(PLATFORM.replace("notebooks: {}", "notebooks: {}\n  secret_scope: {}"))
    killed(scene, "databricks_secret_scope")
    left = scene.types()
    path = scene.project.place(rehearse=True).state_file(f"{NAME}-azure")
    text = path.read_text()
    path.write_text(text.replace('"lineage": "', '"lineage": "0000'))
    refused = scene.run("recover")
    assert refused.code == 1
    assert f"Here is another state of {NAME}-azure than run 2 worked on." in refused.err
    path.unlink()
    assert f"Here is no state of {NAME}-azure" in scene.run("recover").err
    assert scene.types() == left
    path.write_text(text)
    scene.run("recover").good()
    assert scene.loose_ends() == []


def test_a_run_whose_states_are_lost_for_good_is_given_up(scene: Scene) -> None:
    killed(scene, "azurerm_resource_group")
    take_away(scene)
    assert "never ended" in scene.run("adopt-state").err
    scene.run("adopt-state", "--another-lineage").good()
    with scene.ledger() as ledger:
        assert [(run.id, run.state) for run in reversed(ledger.runs())] == [(1, "kept"), (2, "committed")]
        assert "See in the portal what it left." in ledger.run(1).advice
    with scene.cloud() as cloud:
        for it in reversed(cloud.objects()):
            cloud.remove(it.number)
    scene.run("deploy").good()
    assert scene.types() == ALL


def test_who_slept_while_another_took_over_stops_and_writes_nothing_more(scene: Scene) -> None:
    scene.strike(after("hang", CLUSTER, seconds=600))
    with scene.start("deploy") as process:
        scene.until_there(process, CLUSTER)
        process.send_signal(signal.SIGSTOP)
        with scene.ledger() as ledger, ledger.database.write() as connection:  # as it is where another one takes over
            connection.execute(update(RUN_LEASES).values(token="theirs", person="eva", host="elsewhere"))
            connection.execute(update(RUNS).values(state="recovering", person="eva", host="elsewhere"))
        process.send_signal(signal.SIGCONT)
        said = process.communicate(timeout=60)[1]
    assert process.returncode != 0
    assert f"{NAME} was taken over by eva, process" in said
    assert "Nothing more is done here." in said
    assert "Traceback" not in said
    assert "Rolling back" not in said
    run = scene.last()
    assert (run.state, run.process.person) == ("recovering", "eva")
    assert scene.types() == ALL, "what it had made is left to who took over"
