"""The command `lakemason features forget`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.features.tracking import tracker
from app.commands.interactive import interactive
from app.commands.options import NoInput, Yes


def forget(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="As `features show` names them.")],
    yes: Yes = False,
    no_input: NoInput = False,
) -> None:
    """Delete everything that the feature requests keep about a person.

    Example: lakemason features forget maria
    """
    import sys

    from naming.errors import LakemasonError

    with tracker() as found:
        count = found.count_of(person)
        if not count:
            typer.echo(f"Nothing is kept about {person!r}.", err=True)
            return
        if not yes:
            if no_input or not interactive(sys.stdin):
                raise LakemasonError("Nobody is here to confirm this, so nothing was deleted.", fix="--yes confirms.")
            typer.confirm(f"Delete {_requests(count)} of {person!r} for good?", err=True, abort=True)
        typer.echo(f"Deleted {_requests(found.forget(person))} of {person!r}.", err=True)


def _requests(count: int) -> str:
    return f"{count} request{'s' if count != 1 else ''}"
