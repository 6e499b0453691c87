"""The command `lakemason runs export`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import Rehearse
from app.commands.runs.opening import named


def export(
    platform: Annotated[str | None, typer.Option(metavar="PLATFORM", help="Only of this platform.")] = None,
    rehearse: Rehearse = False,
) -> None:
    """Print every run with its steps, a line of JSON each, the first one first, as the ledger has them.

    Example: lakemason runs export > runs.jsonl
    """
    import sys

    from app.project import Project
    from app.provisioning.ledger.exporting import run_lines
    from app.provisioning.ledger.opened import open_ledger

    project = Project.find()
    with open_ledger(project, project.place(rehearse=rehearse), create=False) as ledger:
        for line in run_lines(ledger, platform=named(platform)):
            sys.stdout.write(f"{line}\n")
