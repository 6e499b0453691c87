"""Says at the start of a command which runs never ended. Loads no database where there is no sign of any."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from app.project import Place, Project

QUIET = frozenset({"recover", "init", "match", "schema", "names", "features", "blueprints", "prices", "rehearsal"})
"""Commands that have nothing to do with what stands, and the one that recovers."""


def tell_unfinished(command: str | None) -> None:
    """One line on stderr for each run that waits to be recovered, of the project and of its rehearsal.

    The sign is the folder that a run has on this machine until it ends: only where there is one, the ledger is asked.
    Whatever goes wrong here, the command goes on: it says itself what it needs.

    Args:
        command: The command that starts; None for none.
    """
    if command is None or command in QUIET or "--help" in sys.argv:
        return
    with suppress(Exception):
        from app.project import Project

        project = Project.find()
        for place in dict.fromkeys(project.place(rehearse=rehearse) for rehearse in (False, True)):
            if _runs_left_something(place):
                _tell(project, place)


def _runs_left_something(place: Place) -> bool:
    folder = place.state.parent / "runs"
    return folder.is_dir() and any(path.name.isdigit() for path in folder.iterdir())


def _tell(project: Project, place: Place) -> None:
    from app.database.location import DatabaseLocation
    from app.provisioning.ledger.opened import open_ledger
    from app.provisioning.unfinished import left_over

    if not DatabaseLocation.of(project).made:
        return
    with open_ledger(project, place, create=False) as ledger:
        for run in left_over(ledger, place):
            recover = f"lakemason recover {run.platform}{place.rehearse_flag}"
            typer.echo(f"Run {run.id} of {run.platform} never ended: {recover}", err=True)
