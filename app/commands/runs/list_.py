"""The command `lakemason runs`, also `lakemason runs list`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import Json, Rehearse
from app.commands.runs.opening import HIGHEST, named, opened


def list_(
    platform: Annotated[
        str | None, typer.Argument(metavar="[PLATFORM]", help="Name of a platform; all if left out.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=HIGHEST, help="How many, the last ones first.")] = 20,
    rehearse: Rehearse = False,
    json: Json = False,
) -> None:
    """List runs, the last one first: what was asked for, what became of it, and what it was to change.

    Example: lakemason runs ml-team-ml-dev --limit 5
    """
    from app.commands.output import print_json, print_table
    from app.provisioning.ledger.data import run_data
    from app.provisioning.ledger.ledger import now
    from app.report.run_text import run_row

    with opened(rehearse=rehearse) as found:
        name = named(platform)
        runs = found.ledger.runs(platform=name, limit=limit)
        if platform and not runs:
            found.project.platform_files([platform])  # says so where there is no such platform at all
        states = [found.state(run) for run in runs]
    if json:
        print_json([run_data(run, state) for run, state in zip(runs, states, strict=True)])
    elif runs:
        rows = [run_row(run, state, now(), rehearse=found.rehearse) for run, state in zip(runs, states, strict=True)]
        print_table(["RUN", "PLATFORM", "KIND", "STATE", "WHEN (UTC)", "TOOK", "WHO", "CHANGES", "NOTE"], rows)
    else:
        typer.echo(f"There is no run{f' of {name}' if name else ''} yet.", err=True)
