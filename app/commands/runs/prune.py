"""The command `lakemason runs prune`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.interactive import interactive
from app.commands.options import Json, NoInput, Rehearse, Yes
from app.commands.runs.opening import HIGHEST, named


def prune(
    keep: Annotated[int, typer.Option(min=1, max=HIGHEST, help="How many of each platform's last runs stay.")],
    platform: Annotated[str | None, typer.Option(metavar="PLATFORM", help="Only of this platform.")] = None,
    rehearse: Rehearse = False,
    yes: Yes = False,
    no_input: NoInput = False,
    json: Json = False,
) -> None:
    """Delete old runs for good: show which, ask, delete. What is still needed stays, whatever its age.

    That is what stands and what stood before it, runs that have not ended, and what they came from.

    Example: lakemason runs prune --keep 50
    """
    import sys

    from app.commands.output import print_json
    from app.project import Project
    from app.provisioning.ledger.opened import open_ledger
    from naming.errors import LakemasonError

    project, name = Project.find(), named(platform)
    with open_ledger(project, project.place(rehearse=rehearse), create=False) as ledger:
        old = ledger.prunable(keep, platform=name)
        count = sum(map(len, old.values()))
        if old and not json:
            for which, numbers in old.items():
                typer.echo(f"{which}: {_runs(len(numbers))} ({_ranges(numbers)})", err=True)
        if old and not yes:
            if no_input or not interactive(sys.stdin):
                raise LakemasonError("Nobody is here to confirm this, so nothing was deleted.", fix="--yes confirms.")
            typer.confirm(f"Delete {_runs(count)} for good?", err=True, abort=True)
        deleted = ledger.prune(keep, platform=name) if old else 0
    if json:
        print_json({"deleted": deleted, "runs": old})
    else:
        typer.echo(f"Deleted {_runs(deleted)}." if old else "There is nothing to delete.", err=True)


def _runs(count: int) -> str:
    return f"{count} run{'' if count == 1 else 's'}"


def _ranges(numbers: list[int], most: int = 8) -> str:
    """Numbers in their order, those in a row as one: `1-4, 7, 9-12`; of very many the first and the last."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    said = ["-".join(map(str, one)) for one in found]
    return ", ".join(said if len(said) <= most else [*said[: most - 1], "…", said[-1]])
