"""The command `lakemason deploy`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import HowProgress, Json, NoInput, OnFailure, PlatformName, Rehearse, Wait, Yes

if TYPE_CHECKING:
    from blueprints.platform import Platform


def deploy(
    platform: PlatformName,
    rehearse: Rehearse = False,
    yes: Yes = False,
    no_input: NoInput = False,
    json: Json = False,
    progress: HowProgress = "auto",
    wait: Wait = 0,
    on_failure: OnFailure = "rollback",
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
    from blueprints.platform_file import platform_yaml

    run_platform(
        platform,
        lambda session, it, approve: deploy(
            session,
            it.name,
            it.stacks,
            approve,
            allow_replace=allow_replace or (),
            guarded=compose(it).replaces,
            on_failure=on_failure,
            platform_file=platform_yaml(it),
            cost=_cost(it),
        ),
        kind="deploy",
        verb="Deploy",
        rehearse=rehearse,
        yes=yes,
        no_input=no_input,
        json=json,
        progress=progress,
        wait=wait,
    )


def _cost(platform: Platform) -> float | None:
    """USD a month of a platform, for the ledger; None where something of it has no price."""
    from app.sizing.month import monthly_cost
    from blueprints.composition import compose
    from catalog.prices import PriceError

    try:
        return monthly_cost(compose(platform)).expected_usd
    except PriceError:
        return None
