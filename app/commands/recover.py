"""The command `lakemason recover`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import HowProgress, Json, NoInput, Rehearse, Yes


def recover(
    platform: Annotated[
        str | None, typer.Argument(metavar="[PLATFORM]", help="Name of a platform; all if left out.")
    ] = None,
    forward: Annotated[
        bool, typer.Option("--forward", help="Finish what the run was to bring; else take it back.")
    ] = False,
    allow_data_loss: Annotated[
        bool, typer.Option("--allow-data-loss", help="Also remove what may hold data; else it is kept and listed.")
    ] = False,
    rehearse: Rehearse = False,
    yes: Yes = False,
    no_input: NoInput = False,
    json: Json = False,
    progress: HowProgress = "auto",
) -> None:
    """Finish runs whose process is gone: take them back, or, with --forward, bring what they were to bring.

    What they made in the cloud without its being in the state is found and handled like the rest.

    Example: lakemason recover ml-team-ml-dev --rehearse
    """
    from pathlib import Path

    from app.commands.recovering import recover_all

    recover_all(
        Path(platform).stem if platform and platform.endswith(".yaml") else platform or "",
        direction="forward" if forward else "back",
        allow_data_loss=allow_data_loss,
        rehearse=rehearse,
        yes=yes,
        no_input=no_input,
        json=json,
        progress=progress,
    )
