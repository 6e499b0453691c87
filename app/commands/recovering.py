"""Recovers every run that waits for it, and says how each ended."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict

import typer

from app.commands.approval import Approval
from app.commands.failing import Failure, Watch, print_ending, raise_told, tell_failures, told_to_programs
from app.commands.options import ProgressStyle
from app.commands.output import print_json, said_of
from app.project import Project
from app.provisioning.ledger.leases import Leases, PlatformBusy
from app.provisioning.ledger.records import Direction, Run
from app.provisioning.progress.show import show_progress
from app.provisioning.run.recovery import recover, remove_left, unfinished_runs
from app.provisioning.run.result import DeploymentResult
from app.provisioning.run.transaction import Approve
from app.provisioning.session import Session
from app.provisioning.terraform import Interrupted
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
    outcomes: list[DeploymentResult | Failure] = []
    troubles: list[LakemasonError | OSError] = []
    nobody = Watch(platform, "deploy", rehearse=rehearse)
    with (
        told_to_programs(nobody, json=json, progress=progress, many=True),
        show_progress(progress) as told,
        Session.open(Project.find(), rehearse=rehearse, progress=told) as session,
    ):
        ledger = session.ledger
        if platform and not ledger.runs(platform=platform, limit=1):
            session.project.platform_files([platform])  # says so where there is no such platform at all
        leases = Leases(ledger.database, ledger.scope, session.place.state)
        remove_left(session, platform)
        _tell_at_work(session, leases, platform)
        for found in unfinished_runs(ledger, leases, platform):
            approval = Approval(told, yes=yes, no_input=no_input, verb=f"Finish run {found.id} of {found.platform}")
            try:
                recovered = _recover(session, found, approval, direction, allow_data_loss=allow_data_loss)
                approval.refuse_declined(f"run {found.id} of {found.platform} stays as it is")
                outcomes += recovered
            except BrokenPipeError:
                raise
            except (LakemasonError, OSError) as error:
                troubles.append(error)
                outcomes.append(_failure(session, found, error, rehearse=rehearse))
                if isinstance(error, Interrupted) or isinstance(error.__cause__, Interrupted):
                    break
    _end(outcomes, troubles, platform, json=json, progress=progress)


def _tell_at_work(session: Session, leases: Leases, platform: str) -> None:
    """Say which runs are at work, or may be: one of another machine that has just fallen silent."""
    for run in session.ledger.under_way(platform):
        lease = leases.find(run.platform)
        if lease and not lease.stale:
            session.progress.note(f"Run {run.id} of {run.platform} is at work: {lease}.{lease.heard_of}")


def _end(
    outcomes: list[DeploymentResult | Failure],
    troubles: list[LakemasonError | OSError],
    platform: str,
    *,
    json: bool,
    progress: ProgressStyle,
) -> None:
    """Say how each run ended; exit 1 where one was not recovered."""
    if json:
        (print_ending if troubles else print_json)([asdict(outcome) for outcome in outcomes])
    else:
        _say([it for it in outcomes if isinstance(it, DeploymentResult)], platform, nothing_wrong=not troubles)
    tell_failures((it for it in outcomes if isinstance(it, Failure)), progress)
    if not troubles:
        return
    if len(troubles) == 1:
        raise_told(troubles[0], progress)
    together = LakemasonError("\n".join(said_of(it) if isinstance(it, OSError) else str(it) for it in troubles))
    together.exit_code = getattr(troubles[-1], "exit_code", 1)
    raise_told(together, progress)


def _failure(session: Session, found: Run, error: LakemasonError | OSError, *, rehearse: bool) -> Failure:
    """How a run is left, as the ledger has it now."""
    run = found
    with suppress(LakemasonError, OSError):  # the ledger itself went away
        run = session.ledger.run(found.id)
    return Failure.of(error, found.platform, run, rehearse=rehearse)


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
