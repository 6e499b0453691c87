"""Somebody changes something in the cloud while a run waits to try again: only what was approved is done."""

from __future__ import annotations

import json

import pytest

from app.provisioning.run.rollback import RunFailed
from rehearsal.drift import change, find, remove
from tests.app.provisioning.faults.meanwhile import deployed
from tests.app.provisioning.faults.scene import ALL, CHANGED, NAME, Scene, fault
from tests.conftest import PLATFORM

GROUP = f"azurerm_resource_group/rg-{NAME}-weu"
MORE = PLATFORM.replace("notebooks: {}", "notebooks: {}\n  storage: {containers: [raw]}\n  secret_scope: {}")


def test_fails_where_trying_again_would_change_what_nobody_approved(standing: Scene) -> None:
    def another_tag() -> None:
        with standing.cloud() as cloud:
            change(cloud, find(cloud, GROUP), "tags.cost_centre", "9")

    standing.change(MORE)
    standing.strike(fault("throttled", "azurerm_storage_account"))
    with pytest.raises(RunFailed) as failed:
        deployed(standing, another_tag)
    said = str(failed.value)
    assert "After a failure, Terraform would now also update azurerm_resource_group." in said
    assert '(tags.cost_centre: "9" -> "4711"), which nobody approved.' in said
    assert failed.value.fix == "Run the same command again to see and approve it."
    assert f"Rolled back: {NAME} is as run 1 left it." in said
    assert standing.types() == ALL
    assert standing.ran()[0] == "azure apply forward: failed in 1"
    assert standing.loose_ends() == []


def test_fails_where_trying_again_would_make_what_nobody_approved(standing: Scene) -> None:
    def no_notebook() -> None:
        with standing.cloud() as cloud:
            (found,) = [it for it in cloud.objects() if it.type == "databricks_notebook"]
            remove(cloud, found)

    standing.change(MORE)
    standing.strike(fault("throttled", "databricks_secret_scope"))
    with pytest.raises(RunFailed, match=r"would now also create databricks_notebook\.\w+, which nobody approved"):
        deployed(standing, no_notebook)
    assert standing.types() == ALL, "going back makes it again"
    assert standing.loose_ends() == []


def test_what_was_approved_may_come_out_otherwise(standing: Scene) -> None:
    """Its tags were to be changed, and so they are, from what they are by now."""

    def another_tag() -> None:
        with standing.cloud() as cloud:
            change(cloud, find(cloud, GROUP), "tags.cost_centre", "9")

    standing.change(CHANGED)
    standing.strike(fault("throttled", "azurerm_storage_account"))
    assert deployed(standing, another_tag).status == "deployed"
    assert standing.ran()[0] == "azure apply forward: done in 2"
    with standing.cloud() as cloud:
        tags = find(cloud, GROUP).state["tags"]
    assert isinstance(tags, dict)
    assert tags["cost_centre"] == "4712"
    assert standing.loose_ends() == []


def test_what_the_run_itself_has_half_made_may_be_replaced(scene: Scene) -> None:
    """A provider that fails once the thing is there has Terraform replace it: nobody's data is in it yet."""

    def half_made() -> None:
        path = scene.project.place(rehearse=True).state_file(f"{NAME}-azure")
        state = json.loads(path.read_text())
        for entry in state["resources"]:
            if entry["type"] in ("azurerm_databricks_workspace", "azurerm_storage_account"):
                entry["instances"][0]["status"] = "tainted"
        path.write_text(json.dumps(state))

    scene.change(MORE)
    scene.strike(fault("throttled", "azurerm_storage_container"))
    assert deployed(scene, half_made).status == "deployed"
    assert scene.ran()[0] == "azure apply forward: done in 2"
    assert scene.loose_ends() == []
