"""Somebody changes something in the cloud while a run waits to try again: only what was approved is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.provisioning.deploy import deploy
from app.provisioning.progress.plain import PlainProgress
from app.provisioning.run.result import DeploymentResult
from app.provisioning.run.rollback import RunFailed
from app.provisioning.session import Session
from app.synthesis import synthesize
from blueprints.checking import load_platforms
from rehearsal.drift import change, find, remove
from tests.app.provisioning.faults.scene import ALL, CHANGED, NAME, Scene, fault
from tests.conftest import PLATFORM

GROUP = f"azurerm_resource_group/rg-{NAME}-weu"
MORE = PLATFORM.replace("notebooks: {}", "notebooks: {}\n  storage: {containers: [raw]}\n  secret_scope: {}")


class Meanwhile(PlainProgress):
    """Tells what happens, and does something whenever a run waits."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self._act = act

    def retry(self, seconds: float, why: str) -> None:
        super().retry(seconds, why)
        self._act()


def deployed(scene: Scene, act: Callable[[], None]) -> DeploymentResult:
    """Deploy through the function that commands call, everything approved."""
    (platform,) = load_platforms([scene.root / "platforms" / f"{NAME}.yaml"])
    with Session.open(scene.project, rehearse=True, progress=Meanwhile(act)) as session, session.alone_with(NAME):
        synthesize([platform], session.place)
        return deploy(session, platform.name, platform.stacks, lambda plans: True)


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
