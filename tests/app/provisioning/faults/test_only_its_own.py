"""What a run has not made itself and may hold data, no going back or forward takes away unasked."""

from __future__ import annotations

import pytest

from rehearsal.faults import Fault
from tests.app.provisioning.faults.scene import CLUSTER, NAME, WORKSPACE, Scene, fault
from tests.conftest import PLATFORM

STORAGE = "azurerm_storage_account"
CONTAINER = "azurerm_storage_container"
SCOPE = "databricks_secret_scope"
TRIAL = PLATFORM.replace("tier: premium", "tier: trial")
MORE = TRIAL.replace("notebooks: {}", "notebooks: {}\n  secret_scope: {}")
LAKE = PLATFORM.replace("notebooks: {}", "notebooks: {}\n  storage: {containers: [raw, clean]}")


def workspace(scene: Scene) -> object:
    """What tells the workspace from another one that takes its place."""
    (found,) = [it.state["workspace_id"] for it in scene.objects() if it.type == WORKSPACE]
    return found


def killed(scene: Scene) -> None:
    """Deploy, and lose the machine when a secret scope has just been made."""
    scene.strike(Fault(kind="power", type=SCOPE, operation="create", moment="after"))
    with scene.start("deploy") as process:
        said = process.communicate()[1]
    assert process.returncode == -9, said
    assert SCOPE in scene.types()


def test_a_failure_keeps_a_workspace_that_an_earlier_run_left(scene: Scene) -> None:
    scene.strike(fault("quota", CLUSTER, times=2))
    assert scene.run("deploy", "--on-failure", "keep").code == 1
    before = workspace(scene)

    failed = scene.run("deploy")
    assert failed.code == 1
    assert "Rolled back, but for what may hold data (1):" in failed.err
    assert f"{WORKSPACE}." in failed.err
    assert f"`lakemason rollback {NAME} --rehearse --allow-data-loss` removes it, too." in failed.err
    assert scene.last().state == "kept"
    assert scene.types() == [WORKSPACE, "azurerm_resource_group"]
    assert workspace(scene) == before
    assert scene.loose_ends() == []

    scene.run("rollback", "--allow-data-loss").good()
    assert scene.objects() == []
    assert scene.loose_ends() == []


def test_fails_where_going_back_would_replace_the_workspace(scene: Scene) -> None:
    """From trial to premium is in place, and back is not."""
    scene.change(TRIAL)
    scene.run("deploy").good()
    before = workspace(scene)
    scene.change(MORE.replace("tier: trial", "tier: premium"))
    scene.strike(fault("denied", SCOPE))
    failed = scene.run("deploy")
    assert failed.code == 1
    assert "Rolling back failed, too: " in failed.err
    assert f"{WORKSPACE}." in failed.err
    assert "would be replaced: notebooks, jobs and the DBFS root go with it." in failed.err
    assert f"`lakemason recover {NAME} --rehearse --allow-data-loss`" in failed.err
    assert scene.last().state == "interrupted"
    assert workspace(scene) == before

    assert scene.run("recover").code == 1, "nothing else was said"
    assert workspace(scene) == before
    scene.run("recover", "--allow-data-loss").good()
    assert workspace(scene) != before, "as was allowed"
    assert scene.last().state == "recovered"
    assert scene.loose_ends() == []


@pytest.mark.parametrize("way", [(), ("--forward",)], ids=["back", "forward"])
def test_fails_where_recovery_would_replace_what_somebody_changed_since(scene: Scene, way: tuple[str, ...]) -> None:
    scene.change(TRIAL)
    scene.run("deploy").good()
    before = workspace(scene)
    scene.change(MORE)
    killed(scene)
    scene.lakemason("rehearsal", "drift", "change", WORKSPACE + f"/dbw-{NAME}-weu", "--set", "sku=premium").good()

    refused = scene.run("recover", *way)
    assert refused.code == 1
    assert "would be replaced: notebooks, jobs and the DBFS root go with it." in refused.err
    assert "--allow-data-loss" in refused.err
    assert scene.last().state == "interrupted"
    assert workspace(scene) == before

    scene.run("recover", *way, "--allow-data-loss").good()
    assert scene.last().state == "recovered"
    assert scene.loose_ends() == []


def test_fails_for_a_container_that_would_go_while_its_account_stays(standing: Scene) -> None:
    standing.change(LAKE)
    standing.run("deploy").good()
    standing.change(LAKE.replace("raw, clean", "raw"))
    refused = standing.run("deploy")
    assert refused.code == 1
    assert "would be removed: the files in it go with it." in refused.err
    assert standing.types().count(CONTAINER) == 2

    # What is kept is kept with what is in it.
    back = standing.run("rollback", "--to", "1").good()
    assert f"kept: {STORAGE}." in back.out
    assert standing.types().count(CONTAINER) == 2
    assert standing.loose_ends() == []
    standing.run("rollback", "--to", "1", "--allow-data-loss").good()
    assert CONTAINER not in standing.types()
