"""What somebody chose to keep, and going back on request: what may hold data goes only where that is allowed."""

from __future__ import annotations

import pytest

from tests.app.provisioning.faults.scene import ALL, CLUSTER, WORKSPACE, Scene, fault

STORAGE = "azurerm_storage_account"
SCOPE = "databricks_secret_scope"


@pytest.mark.whole
def test_what_was_kept_is_finished_or_taken_back(scene: Scene) -> None:
    scene.strike(fault("quota", CLUSTER, times=2))
    kept = scene.run("deploy", "--on-failure", "keep")
    assert kept.code == 1
    assert "Kept as it is: 3 resources stand." in kept.err
    assert scene.last().state == "kept"
    assert scene.ran() == ["azure apply forward: done in 1", "databricks apply forward: failed in 1"]
    assert scene.types() == [kind for kind in ALL if kind != CLUSTER]
    assert scene.loose_ends() == []

    # On top of it, another one that fails and is taken back: what may hold data it has not made itself.
    again = scene.run("deploy")
    assert again.code == 1
    assert "Rolled back, but for what may hold data (1):" in again.err
    assert scene.types() == [WORKSPACE, "azurerm_resource_group"]
    assert scene.loose_ends() == []

    scene.strike(fault("quota", CLUSTER))
    assert scene.run("deploy", "--on-failure", "keep").code == 1
    back = scene.run("rollback").good()
    assert f"kept: {WORKSPACE}." in back.out
    assert "notebooks, jobs and the DBFS root go with it" in back.out
    assert scene.types() == [WORKSPACE, "azurerm_resource_group"], "the notebook is gone, what may hold data is not"
    assert scene.loose_ends() == []

    scene.mend()
    scene.run("deploy").good()
    assert scene.last().state == "committed"
    assert scene.types() == ALL
    assert scene.loose_ends() == []


def test_going_back_keeps_what_may_hold_data_until_that_is_allowed(standing: Scene) -> None:
    before = standing.picture()
    standing.change()
    standing.run("deploy").good()
    assert {STORAGE, SCOPE} <= set(standing.types())

    back = standing.run("rollback").good()
    assert f"kept: {STORAGE}." in back.out
    assert "its data goes with it" in back.out
    assert STORAGE in standing.types()
    assert SCOPE in standing.types(), "people put its secrets there"
    assert standing.last().state == "committed"
    assert standing.loose_ends() == []

    failed = standing.run("rollback", "--to", "9")
    assert "There is no run 9" in failed.err
    assert standing.run("rollback", "--to", str(2**63)).code == 2, "more than any database counts"
    standing.run("rollback", "--to", "1", "--allow-data-loss").good()
    assert standing.picture() == before
    assert standing.loose_ends() == []

    # And forward again, to what a run in between had brought.
    standing.run("rollback", "--to", "2").good()
    assert {STORAGE, SCOPE} <= set(standing.types())
    assert standing.loose_ends() == []


def test_going_back_to_where_nothing_stood_changes_nothing_where_nothing_stands(standing: Scene) -> None:
    standing.run("destroy").good()
    assert "nothing to change" in standing.run("rollback", "--to", "2").good().out
    assert standing.last().state == "committed"
    assert standing.objects() == []
    assert standing.loose_ends() == []


@pytest.mark.whole
def test_a_run_that_never_stood_is_nothing_to_go_back_to(standing: Scene) -> None:
    standing.change()
    standing.strike(fault("denied", STORAGE))
    standing.run("deploy")
    refused = standing.run("rollback", "--to", "2")
    assert refused.code == 1
    assert "Run 2 never stood whole: it is rolled_back." in refused.err
    assert standing.last().id == 2, "nothing was begun"
