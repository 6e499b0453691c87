"""The command `lakemason adopt-state`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import HowProgress, Json, NoInput, PlatformName, Rehearse, Wait, Yes


def adopt_state(
    platform: PlatformName,
    another_lineage: Annotated[
        bool,
        typer.Option("--another-lineage", help="Also where the state is another one than the ledger knows, or gone."),
    ] = False,
    rehearse: Rehearse = False,
    yes: Yes = False,
    no_input: NoInput = False,
    wait: Wait = 0,
    json: Json = False,
    progress: HowProgress = "auto",
) -> None:
    """Take a state that something else wrote (a plain `cdktf deploy`) for what stands, with its JSON from cdktf.out.

    Nothing is changed in the cloud. Where the JSON says something else than what stands, that is shown and asked; so
    is what --another-lineage gives up.

    Example: lakemason adopt-state ml-team-ml-dev --rehearse
    """
    from app.commands.running import run_from_ledger
    from app.provisioning.run.adopting import adopt

    run_from_ledger(
        platform,
        lambda session, name, stacks, approve: adopt(session, name, stacks, approve, another_lineage=another_lineage),
        kind="adopt",
        verb="Adopt all the same",
        rehearse=rehearse,
        yes=yes,
        no_input=no_input,
        wait=wait,
        json=json,
        progress=progress,
    )
