"""A failure where something stood already: all of it stands again; and what is done where even that fails."""

from __future__ import annotations

import os

import pytest

from rehearsal.faults import Fault
from tests.app.provisioning.faults.scene import CLUSTER, NAME, WORKSPACE, Scene, fault, whole
from tests.conftest import PLATFORM

STORAGE = "azurerm_storage_account"
NOTEBOOK = "databricks_notebook"


@pytest.mark.parametrize(
    ("faults", "steps"),
    [
        whole(
            [fault("quota", STORAGE)],
            [
                "azure apply forward: failed in 1",
                "azure expand back: done in 1",
                "azure contract back: done in 1",
            ],
        ),
        (
            [fault("denied", CLUSTER, "update"), fault("throttled", STORAGE, "delete")],
            [
                "azure apply forward: done in 1",
                "databricks apply forward: failed in 1",
                "azure expand back: done in 1",
                "databricks apply back: done in 1",
                "azure contract back: done in 2",
            ],
        ),
    ],
    ids=["azure", "databricks"],
)
def test_an_update_that_fails_leaves_the_platform_as_it_was(
    standing: Scene, faults: list[Fault], steps: list[str]
) -> None:
    before = standing.picture()
    standing.change()
    standing.strike(*faults)
    done = standing.run("deploy")
    assert done.code == 1
    assert f"Rolled back: {NAME} is as run 1 left it." in done.err
    assert standing.last().state == "rolled_back"
    assert standing.ran() == steps
    assert standing.picture() == before
    assert standing.loose_ends() == []


@pytest.mark.parametrize(
    ("struck", "steps"),
    [
        whole(
            fault("denied", CLUSTER, "delete"),
            ["databricks destroy forward: failed in 1", "databricks apply back: done in 1"],
        ),
        (
            fault("denied", WORKSPACE, "delete"),
            [
                "databricks destroy forward: done in 1",
                "azure destroy forward: failed in 1",
                "azure apply back: done in 1",
                "databricks apply back: done in 1",
            ],
        ),
    ],
    ids=["databricks", "azure"],
)
def test_a_destroy_that_fails_makes_again_what_had_gone(standing: Scene, struck: Fault, steps: list[str]) -> None:
    before = standing.picture()
    standing.strike(struck)
    done = standing.run("destroy")
    assert done.code == 1
    assert f"Rolled back: {NAME} is as run 1 left it." in done.err
    assert standing.last().state == "rolled_back"
    assert standing.ran() == steps
    assert standing.picture() == before
    assert standing.loose_ends() == []


def test_where_taking_back_fails_too_it_says_what_stands_and_recovers_later(scene: Scene) -> None:
    scene.strike(fault("quota", CLUSTER), fault("denied", WORKSPACE, "delete", times=99))
    done = scene.run("deploy")
    assert done.code == 1
    assert "QUOTA_EXCEEDED" in done.err, "why it failed"
    assert "Rolling back failed, too: " in done.err
    assert "AuthorizationFailed" in done.err, "why that failed"
    told = done.err.partition("What stands now:")[2]
    assert f"{NAME}-azure: 2" in told
    assert f"{NAME}-databricks: nothing" in told
    for thing in scene.objects():
        if thing.type in ("azurerm_resource_group", WORKSPACE) and thing.parent is None:
            assert thing.id in told
    assert f"`lakemason recover {NAME} --rehearse`" in told
    assert f"{NAME}-azure && lakemason rehearsal exec -- lakemason-terraform destroy)" in told
    assert f"{NAME}-databricks &&" not in told
    run = scene.last()
    assert run.state == "interrupted"
    assert told.strip().rpartition("\n")[0] in run.advice, "all but what to do about the first error"
    assert scene.types() == [WORKSPACE, "azurerm_resource_group"]

    refused = scene.run("deploy")
    assert refused.code == 1
    assert "Run 1 of ml-team-ml-dev never ended" in refused.err
    assert f"`lakemason recover {NAME} --rehearse`" in refused.err

    again = scene.run("recover")
    assert again.code == 1
    assert "What stands now:" in again.err
    assert scene.last().state == "interrupted"

    scene.mend()
    assert f"{NAME}: run 1 recovered" in scene.run("recover").good().out
    assert scene.last().state == "recovered"
    assert scene.objects() == []
    assert scene.loose_ends() == []


@pytest.mark.whole
def test_what_stood_before_is_not_taken_for_what_is_to_be_removed_by_hand(standing: Scene) -> None:
    before = standing.picture()
    standing.change()
    standing.strike(fault("denied", CLUSTER, "update"), fault("denied", STORAGE, "delete", times=99))
    done = standing.run("deploy")
    assert done.code == 1
    told = done.err.partition("What stands now:")[2]
    assert "destroy" not in told, "that would take the platform with it"
    assert f"{NAME}-azure && lakemason rehearsal exec -- lakemason-terraform apply)" in told
    assert standing.last().state == "interrupted"
    standing.mend()
    standing.inside("lakemason-terraform", f"-chdir={standing.stack('azure')}", "apply", "-auto-approve")
    assert standing.picture() == before, "as the last line says"
    standing.run("recover").good()
    assert standing.picture() == before
    assert standing.loose_ends() == []


def test_a_run_whose_layers_were_taken_down_by_hand_is_recovered(scene: Scene) -> None:
    scene.strike(fault("quota", CLUSTER), fault("denied", NOTEBOOK, "delete", times=99))
    told = scene.run("deploy").err.partition("By hand, in this order: ")[2]
    assert told.index("-databricks && ") < told.index("-azure && ")
    scene.mend()
    for layer in ("databricks", "azure"):
        scene.inside("lakemason-terraform", f"-chdir={scene.stack(layer)}", "destroy", "-auto-approve")
    assert scene.objects() == []
    assert f"{NAME}: run 1 recovered" in scene.run("recover").good().out
    assert scene.last().state == "recovered"
    assert scene.loose_ends() == []


def test_nothing_goes_on_twice_in_one_folder(standing: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Going back looks anew in the same run; what is fetched beside must not mix with what is planned."""
    told = standing.temporary / "told"
    binary = standing.temporary / "slow-terraform"
    binary.write_text(
        f'#!/bin/sh\necho "begin $PWD $1" >> {told}\n'
        'case "$PWD $1" in *-databricks\\ init) sleep 4 ;; esac\n'
        f'{os.environ["TERRAFORM_BINARY_NAME"]} "$@"\ncode=$?\necho "end $PWD $1" >> {told}\nexit $code\n'
    )
    binary.chmod(0o755)
    monkeypatch.setenv("TERRAFORM_BINARY_NAME", str(binary))
    before = standing.picture()
    standing.change()
    standing.strike(fault("quota", STORAGE))
    assert standing.run("deploy").code == 1
    assert standing.last().state == "rolled_back"
    assert standing.picture() == before
    lines = [line.split() for line in told.read_text().splitlines()]
    assert len(lines) > 10
    under_way: dict[str, str] = {}
    for moment, folder, verb in lines:
        if moment == "begin":
            assert folder not in under_way, f"{verb} beside {under_way[folder]}"
            under_way[folder] = verb
        else:
            del under_way[folder]


ASSIGNMENT = "databricks_metastore_assignment"
GOVERNED = PLATFORM.replace("notebooks: {}", "notebooks: {}\n  storage: {}\n  unity_catalog: {}").replace(
    "cost_limit_usd: 500", "cost_limit_usd: 5000"
)
JOINED = GOVERNED.replace(
    "unity_catalog: {}",
    "unity_catalog:\n    metastore_id: 11111111-2222-4333-8444-555555555555\n"
    "    account_id: 22222222-3333-4444-8555-666666666666",
)
"""It joins its metastore through a provider of its own, that of the account."""


def test_what_came_from_a_provider_that_did_not_stand_before_is_taken_back(standing: Scene) -> None:
    """Terraform takes nothing away without the provider that it came from; the configuration before has none of it."""
    before = standing.picture()
    standing.change(JOINED)
    standing.strike(fault("denied", "databricks_catalog"))
    failed = standing.run("deploy")
    assert failed.code == 1
    assert f"created {ASSIGNMENT}." in failed.err
    assert f"Rolled back: {NAME} is as run 1 left it." in failed.err
    assert standing.picture() == before
    assert standing.loose_ends() == []


def test_what_came_from_a_provider_that_is_not_wanted_any_more_goes_with_it(standing: Scene) -> None:
    standing.change(JOINED)
    standing.run("deploy").good()
    standing.change(GOVERNED)
    standing.run("deploy").good()
    assert ASSIGNMENT not in standing.types()
    assert standing.loose_ends() == []

    standing.run("rollback").good()
    assert ASSIGNMENT in standing.types()
    standing.change(PLATFORM)
    standing.run("destroy").good()
    assert standing.objects() == []
    assert standing.loose_ends() == []


@pytest.mark.parametrize("way", [None, whole(()), ("--forward",)], ids=["rolled back", "recovered", "finished"])
def test_what_an_earlier_run_had_left_of_such_a_provider_goes_with_it_as_well(
    standing: Scene, way: tuple[str, ...] | None
) -> None:
    standing.change(JOINED)
    standing.strike(fault("denied", "databricks_storage_credential"))
    assert standing.run("deploy", "--on-failure", "keep").code == 1
    assert ASSIGNMENT in standing.types()
    standing.mend()

    standing.change(GOVERNED.replace('"4711"', '"4712"'))
    if way is None:
        standing.strike(fault("denied", WORKSPACE, "update"))
        failed = standing.run("deploy")
        assert "Rolled back, but for what may hold data" in failed.err
    else:
        standing.strike(fault("power", WORKSPACE, "update"))
        with standing.start("deploy") as process:
            said = process.communicate()[1]
        assert process.returncode == -9, said
        standing.mend()
        standing.run("recover", *way).good()
    assert ASSIGNMENT not in standing.types()
    assert standing.loose_ends() == []


@pytest.mark.whole
def test_by_hand_such_a_things_provider_is_there_as_well(standing: Scene) -> None:
    standing.change(JOINED)
    standing.strike(fault("denied", "databricks_storage_credential"), fault("denied", ASSIGNMENT, "delete", times=99))
    told = standing.run("deploy").err.partition("By hand, in this order: ")[2]
    assert f"{NAME}-databricks && lakemason rehearsal exec -- lakemason-terraform apply)" in told
    standing.mend()
    standing.inside("lakemason-terraform", f"-chdir={standing.stack('databricks')}", "apply", "-auto-approve")
    assert ASSIGNMENT not in standing.types(), "as the last line says"


PROTECTED = (
    f"name: {NAME}\nblueprint: composed\nteam: ml-team\nenvironment: dev\nworkload: ml\nregion: westeurope\n"
    "sizes: {tier: premium}\nresources:\n  lake-main: {containers: [raw], protected: true}\n"
)


def test_what_is_protected_and_was_only_just_made_is_taken_back(scene: Scene) -> None:
    """Terraform refuses any plan that would destroy it: a first deployment that failed could never be taken back."""
    scene.change(PROTECTED)
    scene.strike(fault("quota", "azurerm_storage_container"))
    done = scene.run("deploy")
    assert f"Rolled back: nothing of {NAME} stands." in done.err
    assert scene.last().state == "rolled_back"
    assert scene.objects() == []
    assert scene.loose_ends() == []


def test_what_is_protected_and_stands_is_not_destroyed(scene: Scene) -> None:
    scene.change(PROTECTED)
    scene.run("deploy").good()
    before = scene.picture()
    refused = scene.run("destroy")
    assert refused.code == 1
    assert "prevent_destroy" in refused.err
    assert scene.picture() == before
    assert scene.loose_ends() == []
