"""Deploys while somebody else does something whenever the run waits to try again."""

from __future__ import annotations

from collections.abc import Callable

from app.provisioning.deploy import deploy
from app.provisioning.ledger.records import OnFailure
from app.provisioning.progress.plain import PlainProgress
from app.provisioning.run.result import DeploymentResult
from app.provisioning.session import Session
from app.synthesis import synthesize
from blueprints.checking import load_platforms
from tests.app.provisioning.faults.scene import NAME, Scene


class Meanwhile(PlainProgress):
    """Tells what happens, and does something whenever a run waits."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self._act = act

    def retry(self, seconds: float, why: str) -> None:
        super().retry(seconds, why)
        self._act()


def deployed(scene: Scene, act: Callable[[], None], on_failure: OnFailure = "rollback") -> DeploymentResult:
    """Deploy through the function that commands call, everything approved.

    Args:
        scene: Where.
        act: Done whenever the run waits.
        on_failure: What becomes of what failed.
    """
    (platform,) = load_platforms([scene.root / "platforms" / f"{NAME}.yaml"])
    with Session.open(scene.project, rehearse=True, progress=Meanwhile(act)) as session, session.alone_with(NAME):
        synthesize([platform], session.place)
        return deploy(session, platform.name, platform.stacks, lambda plans: True, on_failure=on_failure)
