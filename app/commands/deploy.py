"""The command `lakemason deploy`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import HowProgress, Json, NoInput, PlatformName, Rehearse, Yes


def deploy(
    platform: PlatformName,
    rehearse: Rehearse = False,
    yes: Yes = False,
    no_input: NoInput = False,
    json: Json = False,
    progress: HowProgress = "auto",
    allow_replace: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS", help="Let what is guarded (a workspace, a lake ...) be replaced or removed."),
    ] = None,
) -> None:
    """Deploy a platform with Terraform: show what changes, ask, apply both layers, print the outputs.

    Example: lakemason deploy ml-team-ml-dev --rehearse
    """
    from app.commands.running import run_platform
    from app.provisioning.deploy import deploy
    from blueprints.composition import compose

    run_platform(
        platform,
        lambda session, it, approve: deploy(
            session,
            it.name,
            it.stacks,
            approve,
            allow_replace=allow_replace or (),
            guarded=compose(it).replaces,
        ),
        verb="Deploy",
        rehearse=rehearse,
        yes=yes,
        no_input=no_input,
        json=json,
        progress=progress,
    )
