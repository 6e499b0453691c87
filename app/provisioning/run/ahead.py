"""Gets the second layer ready while the first is planned, and looks at it where nothing of the first one matters."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from app.provisioning.preview import STACK_FILE, preview_folder, ready_from
from app.provisioning.session import Session
from app.provisioning.terraform import LayerPlan, Terraform
from blueprints.whole_file import write_whole


class Ahead:
    """What is done for the second layer beside the first one's plan.

    Nothing is said of it, and nothing is tried again: what goes wrong is met once more, and said, in the open.

    Args:
        session: The run's surroundings.
        stacks: The layers' stacks, azure first.
        config: The second layer's JSON.
        void: Nothing of the first layer stands, so a preview of the second needs nothing of its plan.
    """

    def __init__(self, session: Session, stacks: tuple[str, str], config: str, *, void: bool) -> None:
        self._session = session
        self._asks_for = asks_for(config)
        self._under_way: list[Terraform] = []
        self._stopped = False
        folder = session.place.stack(stacks[1])
        write_whole(folder / STACK_FILE, config)
        self._pool = ThreadPoolExecutor(1)
        self._ready: Future[None] = self._pool.submit(self._silent(folder).init)
        self._preview: Future[LayerPlan] | None = None
        if void:
            self._preview = self._pool.submit(lambda: preview(session, stacks, void=True, terraform=self._silent))

    def ready(self, config: str) -> bool:
        """Whether what a configuration needs has been fetched; waits for it. Later, something else may have been."""
        asked, self._asks_for = self._asks_for, ""
        return self._ready.exception() is None and asked == asks_for(config)

    def preview(self) -> LayerPlan | None:
        """The second layer's plan; waits for it. None where none was made, or it failed."""
        if self._preview is None or self._preview.exception() is not None:
            return None
        return self._preview.result()

    def stop(self) -> None:
        """Have it end, and wait for that."""
        self._stopped = True
        for terraform in self._under_way:
            terraform.stop()
        self._pool.shutdown(wait=True)

    def _silent(self, folder: Path) -> Terraform:
        terraform = self._session.terraform(folder)
        terraform.listen = lambda event: None
        self._under_way.append(terraform)
        if self._stopped:
            terraform.stop()
        return terraform


def preview(
    session: Session, stacks: tuple[str, str], *, void: bool, terraform: Callable[[Path], Terraform]
) -> LayerPlan:
    """The second layer's plan before the first one gives what it reads: to be shown, never applied.

    Args:
        session: The run's surroundings.
        stacks: The layers' stacks, azure first; the second's JSON is in its folder.
        void: There is no workspace, or another one will take its place.
        terraform: Terraform for a folder.
    """
    first, second = stacks
    with preview_folder(session.place, first, second, void=void) as folder:
        scratch = terraform(folder)
        if not ready_from(session.place.stack(second), folder):
            scratch.init()
        plan = scratch.plan()
        plan.discard()
        return replace(plan, file=None, preview=True)


def asks_for(config: str) -> str:
    """What a configuration needs to be fetched: its providers and its backend."""
    return json.dumps(json.loads(config).get("terraform", {}), sort_keys=True)
