"""The command `lakemason destroy`."""

from __future__ import annotations

from app.commands.options import HowProgress, Json, NoInput, OnFailure, PlatformName, Rehearse, Wait, Yes


def destroy(
    platform: PlatformName,
    rehearse: Rehearse = False,
    yes: Yes = False,
    no_input: NoInput = False,
    json: Json = False,
    progress: HowProgress = "auto",
    wait: Wait = 0,
    on_failure: OnFailure = "rollback",
) -> None:
    """Take a platform down: show what goes, ask, destroy its layers in reverse. Its file stays.

    Example: lakemason destroy ml-team-ml-dev --rehearse
    """
    from app.commands.running import run_platform
    from app.provisioning.deploy import destroy

    run_platform(
        platform,
        lambda session, it, approve: destroy(session, it.name, it.stacks, approve, on_failure=on_failure),
        kind="destroy",
        verb="Destroy",
        rehearse=rehearse,
        yes=yes,
        no_input=no_input,
        json=json,
        progress=progress,
        wait=wait,
        taking_down=True,
    )
