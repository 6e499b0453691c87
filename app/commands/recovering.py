"""Recovers every run that waits for it, and says how each ended."""

from __future__ import annotations

from dataclasses import asdict

import typer

from app.commands.approval import approval
from app.commands.options import ProgressStyle
from app.commands.output import print_json
from app.project import Project
from app.provisioning.ledger.leases import Leases, PlatformBusy
from app.provisioning.ledger.records import Direction, Run
from app.provisioning.progress.show import show_progress
from app.provisioning.run.recovery import recover, unfinished_runs
from app.provisioning.run.result import DeploymentResult
from app.provisioning.run.transaction import Approve
from app.provisioning.session import Session
from naming.errors import LakemasonError


def recover_all(
    platform: str,
    *,
    direction: Direction,
    allow_data_loss: bool,
    rehearse: bool,
    yes: bool,
    no_input: bool,
    json: bool,
    progress: ProgressStyle,
) -> None:
    """Recover runs; exit 1 where one of them could not be.

    Args:
        platform: Only this one's; all if empty.
        direction: Back to what stood before, or forward.
        allow_data_loss: Also remove what may hold data.
        rehearse: On the simulated cloud.
        yes: Approve without asking.
        no_input: Never ask.
        json: Print the results for programs.
        progress: How to show what happens.
    """
    results: list[DeploymentResult] = []
    troubles: list[LakemasonError] = []
    with (
        show_progress(progress) as told,
        Session.open(Project.find(), rehearse=rehearse, progress=told) as session,
    ):
        leases = Leases(session.ledger.database, session.ledger.scope, session.place.state)
        for found in unfinished_runs(session.ledger, leases, platform):
            approve = approval(told, yes=yes, no_input=no_input, verb=f"Finish run {found.id} of {found.platform}")
            try:
                results += _recover(session, found, approve, direction, allow_data_loss=allow_data_loss)
            except LakemasonError as error:
                troubles.append(error)
    if json:
        print_json([asdict(result) for result in results])
    else:
        _say(results, platform, nothing_wrong=not troubles)
    if troubles:
        raise LakemasonError("\n".join(map(str, troubles)))
    if any(result.status == "declined" for result in results):
        raise typer.Exit(1)


def _recover(
    session: Session, found: Run, approve: Approve, direction: Direction, *, allow_data_loss: bool
) -> list[DeploymentResult]:
    try:
        with session.alone_with(found.platform, "recover"):
            run = session.ledger.run(found.id)  # as it is now: somebody may have been faster
            return [] if run.ended else [
                recover(session, run, approve, direction=direction, allow_data_loss=allow_data_loss)
            ]  # fmt: skip
    except PlatformBusy:
        return []


def _say(results: list[DeploymentResult], platform: str, *, nothing_wrong: bool) -> None:
    if not results and nothing_wrong:
        typer.echo(f"There is nothing to recover{f' of {platform}' if platform else ''}.")
    for result in results:
        typer.echo(f"{result.platform}: run {result.run} {result.status}")
        for note in result.notes:
            typer.echo(f"  {note}")
