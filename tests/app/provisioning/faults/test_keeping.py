"""What a way back keeps because it may hold data: all that it needs stays with it, and it is said how it goes."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

from tests.app.provisioning.faults.scene import ALL, CHANGED, CLUSTER, NAME, WORKSPACE, Scene, after, fault
from tests.conftest import PLATFORM

STORAGE = "azurerm_storage_account"
CONTAINER = "azurerm_storage_container"
ROLE = "azurerm_role_assignment"
CONNECTOR = "azurerm_databricks_access_connector"
SCOPE = "databricks_secret_scope"
NOTEBOOK = "databricks_notebook"
CATALOG = "databricks_catalog"
GOVERNED = CHANGED.replace("secret_scope: {}", "secret_scope: {}\n  unity_catalog: {}\n  event_hub: {}").replace(
    "cost_limit_usd: 500", "cost_limit_usd: 5000"
)
"""Beside the lake of the changed platform a catalog over it, and an event hub."""

OF_THE_LAKE = [CONNECTOR, ROLE, STORAGE, CONTAINER]
OF_THE_CATALOG = ["databricks_external_location", "databricks_schema", "databricks_storage_credential", CATALOG]


def status(scene: Scene) -> dict[str, Any]:
    row: dict[str, Any]
    (row,) = json.loads(scene.lakemason("status", "--rehearse", "--json").good().out)
    return row


def test_what_is_kept_stands_with_all_that_it_needs_until_it_is_told_to_go(standing: Scene) -> None:
    before = standing.picture()
    standing.change()
    standing.run("deploy").good()
    standing.change(GOVERNED)
    standing.run("deploy").good()
    lake = [*ALL, *OF_THE_LAKE, SCOPE]

    # The catalog reads outputs of the azure layer that the configuration before did not have.
    back = standing.run("rollback").good()
    assert standing.last().state == "committed"
    hub = ["azurerm_eventhub", "azurerm_eventhub_consumer_group", "azurerm_eventhub_namespace", ROLE]
    assert standing.types() == sorted([*lake, *OF_THE_CATALOG, *hub])
    assert standing.loose_ends() == []
    command = f"lakemason rollback {NAME} --rehearse --to 2 --allow-data-loss"
    assert f"`{command}` removes it, too." in back.out

    shown = json.loads(standing.lakemason("runs", "show", "4", "--rehearse", "--json").good().out)
    assert sorted(address.partition(".")[0] for address in shown["kept"]) == sorted(
        ["azurerm_eventhub", CATALOG, "databricks_schema"]
    )
    assert shown["kept_removed_by"] == command
    text = standing.lakemason("runs", "show", "4", "--rehearse").good().out
    assert "Kept standing" in text
    assert command in text
    row = status(standing)
    assert (row["kept"], row["kept_removed_by"]) == (shown["kept"], command)
    assert f"kept: 3 that may hold data; `{command}` removes it" in str(row["note"])
    assert "kept: 3 that may hold data" in standing.lakemason("status", "--rehearse").good().out

    # The lake's role and its identity stay with it, though it names neither.
    standing.run("rollback", "--to", "1").good()
    assert standing.types() == sorted([*lake, *OF_THE_CATALOG, *hub])
    assert standing.loose_ends() == []

    verb, name, *flags = shlex.split(str(status(standing)["kept_removed_by"]))[1:]

    # Back to what was itself kept in part: it is said again.
    standing.run("rollback", "--to", "4").good()
    row = status(standing)
    assert (row["kept"], row["kept_removed_by"]) == (shown["kept"], command)

    assert (verb, name) == ("rollback", NAME)
    standing.lakemason(verb, name, *flags, "--yes").good()
    assert standing.picture() == before
    assert standing.loose_ends() == []
    row = status(standing)
    assert (row["kept"], row["kept_removed_by"], row["note"]) == ({}, "", "")


def test_the_command_that_is_told_removes_what_was_kept_of_a_platform_that_is_to_be_gone(standing: Scene) -> None:
    back = standing.run("rollback").good()
    assert standing.types() == [WORKSPACE, "azurerm_resource_group"]
    assert f"`lakemason destroy {NAME} --rehearse` removes it, too." in back.out
    assert status(standing)["kept_removed_by"] == f"lakemason destroy {NAME} --rehearse"
    standing.run("destroy").good()
    assert standing.objects() == []
    assert standing.loose_ends() == []


def test_where_going_back_fails_it_says_what_failed_and_what_would_be_lost_by_hand(scene: Scene) -> None:
    scene.strike(fault("quota", CLUSTER, times=2))
    assert scene.run("deploy", "--on-failure", "keep").code == 1
    scene.strike(fault("denied", NOTEBOOK, "delete", times=99))
    done = scene.run("deploy")
    assert done.code == 1
    failed, _, told = done.err.partition("Rolling back failed, too: ")[2].partition("What stands now:")
    assert f"({NOTEBOOK}.Welcome" in failed
    by_hand = told.index("By hand, in this order: ")
    assert told.index(f"`lakemason recover {NAME} --rehearse` tries again to go back; what may hold data it keeps;") < (
        by_hand
    )
    lost = told.partition("That also takes away what may hold data")[2]
    assert f"{WORKSPACE}." in lost
    assert "notebooks, jobs and the DBFS root go with it" in lost

    scene.mend()
    (ended,) = json.loads(scene.run("recover", "--json").good().out)
    assert ended["status"] == "kept"
    assert scene.types() == [WORKSPACE, "azurerm_resource_group"]
    assert scene.last().state == "kept"
    row = status(scene)
    assert row["status"] == "kept"
    assert row["kept_removed_by"] == f"lakemason rollback {NAME} --rehearse --allow-data-loss"
    scene.run("rollback", "--allow-data-loss").good()
    assert scene.objects() == []
    assert scene.loose_ends() == []


def test_what_was_kept_by_choice_goes_back_to_what_was_committed_last(standing: Scene) -> None:
    before = standing.picture()
    standing.change(CHANGED)
    standing.strike(fault("denied", SCOPE))
    assert standing.run("deploy", "--on-failure", "keep").code == 1
    assert standing.last().state == "kept"

    back = standing.run("rollback").good()
    said = back.err
    assert f"~ {CLUSTER}." in said
    assert "cost_centre" in said
    assert f"- {STORAGE}." not in said
    assert "In all: " in said
    assert standing.last().state == "committed"
    assert standing.types() == sorted([*ALL, *OF_THE_LAKE])
    assert standing.loose_ends() == []

    standing.run("rollback", "--to", "1", "--allow-data-loss").good()
    assert standing.picture() == before
    assert standing.loose_ends() == []


def test_what_a_run_that_is_kept_made_without_recording_it_is_found_and_kept_as_well(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else would tell of it once the run has ended: the next deployment would make a second cluster."""
    monkeypatch.setenv("LAKEMASON_RETRY_SECONDS", "0")
    scene.strike(after("internal", CLUSTER))
    kept = scene.run("deploy", "--on-failure", "keep")
    assert kept.code == 1
    assert f"found and recorded {CLUSTER}." in kept.err
    assert "Kept as it is: 4 resources stand." in kept.err
    assert scene.last().state == "kept"
    assert scene.types() == ALL
    assert scene.loose_ends() == []

    scene.run("deploy").good()
    assert scene.types() == ALL
    assert scene.loose_ends() == []


def test_where_that_cannot_be_looked_for_the_run_waits_to_be_recovered(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKEMASON_RETRY_SECONDS", "0")
    scene.strike(after("internal", CLUSTER), fault("denied", CLUSTER, "read", times=99))
    failed = scene.run("deploy", "--on-failure", "keep")
    assert failed.code == 1
    assert "What it may have made without recording it could not be looked for: " in failed.err
    assert f"`lakemason recover {NAME} --rehearse --forward` looks again" in failed.err
    assert scene.last().state == "interrupted"

    scene.mend()
    scene.run("recover", "--forward").good()
    assert scene.types() == ALL
    assert scene.loose_ends() == []


def test_what_was_kept_stays_known_though_further_runs_without_it_fail(standing: Scene) -> None:
    """Neither the last run nor the one that was committed wanted anything of it."""
    dearer = PLATFORM.replace('"4711"', '"4712"')
    standing.change(dearer.replace("notebooks: {}", "notebooks: {}\n  secret_scope: {}"))
    standing.strike(fault("denied", CLUSTER, "update"))
    assert standing.run("deploy", "--on-failure", "keep").code == 1
    assert SCOPE in standing.types()

    standing.change(dearer.replace('"4712"', '"4713"'))
    for _ in range(2):
        standing.strike(fault("denied", WORKSPACE, "update"))
        failed = standing.run("deploy")
        assert failed.code == 1
        assert "Rolled back, but for what may hold data (1):" in failed.err
        assert f"  {SCOPE}." in failed.err
        assert standing.last().state == "kept"
        assert standing.types() == sorted([*ALL, SCOPE])
        assert standing.loose_ends() == []

    back = standing.run("rollback").good()
    assert f"kept: {SCOPE}." in back.out
    standing.run("rollback", "--to", "1", "--allow-data-loss").good()
    assert standing.types() == ALL
    assert standing.loose_ends() == []


def test_what_a_way_back_keeps_is_still_told_when_that_was_killed_and_is_finished(standing: Scene) -> None:
    standing.change(CHANGED)
    standing.run("deploy").good()
    standing.strike(fault("power", CLUSTER, "update"))
    with standing.start("rollback") as process:
        said = process.communicate()[1]
    assert process.returncode == -9, said

    done = standing.run("recover", "--forward").good()
    assert standing.types() == sorted([*ALL, *OF_THE_LAKE, SCOPE])
    assert standing.loose_ends() == []
    command = f"lakemason rollback {NAME} --rehearse --to 1 --allow-data-loss"
    assert f"`{command}` removes it, too." in done.out
    row = status(standing)
    assert {address.partition(".")[0] for address in row["kept"]} == {STORAGE, CONTAINER, SCOPE}
    assert row["kept_removed_by"] == command


def test_going_back_to_what_was_kept_in_part_and_keeping_more_tells_of_both(standing: Scene) -> None:
    before = standing.picture()
    standing.change(PLATFORM.replace("notebooks: {}", "notebooks: {}\n  secret_scope: {}"))
    standing.run("deploy").good()
    standing.run("rollback").good()
    standing.change(CHANGED)
    standing.run("deploy").good()
    standing.run("rollback", "--to", "3").good()

    row = status(standing)
    assert {address.partition(".")[0] for address in row["kept"]} == {SCOPE, STORAGE, CONTAINER}
    standing.lakemason(*shlex.split(str(row["kept_removed_by"]))[1:], "--yes").good()
    assert standing.picture() == before
    assert standing.loose_ends() == []


@pytest.mark.parametrize("way", [(), ("--forward",)], ids=["back", "forward"])
def test_a_way_back_from_what_was_kept_that_fails_as_well_is_recovered(scene: Scene, way: tuple[str, ...]) -> None:
    """What is taken down then, neither this run nor a committed one says how it was made."""
    scene.strike(fault("quota", CLUSTER), fault("denied", NOTEBOOK, "delete", times=2))
    assert scene.run("deploy", "--on-failure", "keep").code == 1
    failed = scene.run("rollback")
    assert failed.code == 1
    assert "Nothing is known of what" not in failed.err
    assert scene.last().state == "interrupted"

    scene.mend()
    scene.run("recover", *way).good()
    assert scene.types() == [WORKSPACE, "azurerm_resource_group"]
    assert scene.loose_ends() == []
