"""The command `lakemason rollback`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import HowProgress, Json, NoInput, PlatformName, Rehearse, Wait, Yes
from app.commands.runs.opening import HIGHEST


def rollback(
    platform: PlatformName,
    to: Annotated[
        int | None,
        typer.Option(metavar="RUN", min=1, max=HIGHEST, help="The run to go back to; the one before if left out."),
    ] = None,
    allow_data_loss: Annotated[
        bool, typer.Option("--allow-data-loss", help="Also remove what may hold data; else it is kept and listed.")
    ] = False,
    rehearse: Rehearse = False,
    yes: Yes = False,
    no_input: NoInput = False,
    wait: Wait = 0,
    json: Json = False,
    progress: HowProgress = "auto",
) -> None:
    """Bring a platform back to the configuration of an earlier run: show what changes, ask, apply.

    Example: lakemason rollback ml-team-ml-dev --rehearse --to 3
    """
    from app.commands.running import run_from_ledger
    from app.provisioning.run.going_back import go_back

    run_from_ledger(
        platform,
        lambda session, name, stacks, approve: go_back(
            session, name, stacks, approve, to=to, allow_data_loss=allow_data_loss
        ),
        kind="rollback",
        verb="Roll back",
        rehearse=rehearse,
        yes=yes,
        no_input=no_input,
        wait=wait,
        json=json,
        progress=progress,
    )
