"""What deploying and destroying have in common: get ready, synthesize, run, print how it ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType

import typer

from app.commands.approval import Approval
from app.commands.failing import Watch, told_to_programs
from app.commands.options import ProgressStyle
from app.commands.output import print_json, print_values
from app.platforms import wanted_platforms
from app.project import Place, Project
from app.provisioning.ledger.records import RunKind
from app.provisioning.progress.show import show_progress
from app.provisioning.run.adopting import adopt_quietly
from app.provisioning.run.result import DeploymentResult
from app.provisioning.run.transaction import Approve
from app.provisioning.session import Session
from app.provisioning.state import read_state, stacks_with_state
from blueprints.checking import load_platforms
from blueprints.platform import Platform

Run = Callable[[Session, Platform, Approve], DeploymentResult]
_DOING: Mapping[RunKind, str] = MappingProxyType({"adopt": "adopt-state"})
"""What others are told that a run does, where the ledger has a shorter word."""

LedgerRun = Callable[[Session, str, tuple[str, str], Approve], DeploymentResult]


def run_platform(
    name: str,
    run: Run,
    *,
    kind: RunKind,
    verb: str,
    rehearse: bool,
    yes: bool,
    no_input: bool,
    json: bool,
    progress: ProgressStyle = "auto",
    wait: int = 0,
    taking_down: bool = False,
) -> None:
    """Run one platform through Terraform, and say how it ended; exit 1 where nobody approved it.

    Args:
        name: Name or path of the platform's file.
        run: What to do with it.
        kind: What its run is called in the ledger.
        verb: What the question asks, such as `Deploy`.
        rehearse: On the simulated cloud.
        yes: Approve without asking.
        no_input: Never ask.
        json: Print the result for programs.
        progress: How to show what happens.
        wait: Seconds to wait for another run of the platform.
        taking_down: Let pass what would keep a new platform from being made.
    """
    nothing = "nothing stands" if taking_down else "nothing to change"
    watch = Watch(platform_name(name), kind, rehearse=rehearse)
    with told_to_programs(watch, json=json, progress=progress):
        project = Project.find()
        if taking_down:
            (platform,) = load_platforms(project.platform_files([name]), root=project.root, taking_down=True)
        else:
            (platform,) = wanted_platforms(project, [name])
        if taking_down and not _anything_stands(project.place(rehearse=rehearse), platform):
            result = DeploymentResult(platform.name, "unchanged")
        else:
            with (
                show_progress(progress) as told,
                Session.open(project, rehearse=rehearse, progress=told) as session,
                session.alone_with(platform.name, kind, wait_seconds=wait),
                watch.over(session),
            ):
                adopt_quietly(session, platform.name, platform.stacks)  # before cdktf.out is written anew
                told.step(f"Synthesizing {platform.name}")

                from app.synthesis import synthesize  # loads the bindings: half a second

                synthesize([platform], session.place, taking_down=taking_down)
                approval = Approval(told, yes=yes, no_input=no_input, verb=f"{verb} {platform.name}")
                result = run(session, platform, approval)
                approval.refuse_declined()
    _print(result, nothing=nothing, json=json)


def run_from_ledger(
    name: str,
    run: LedgerRun,
    *,
    kind: RunKind,
    verb: str,
    rehearse: bool,
    yes: bool,
    no_input: bool,
    wait: int,
    json: bool,
    progress: ProgressStyle,
) -> None:
    """Do something with a platform that needs the ledger and the states, not its file; exit 1 where it was declined.

    Args:
        name: Name of the platform, or path of its file.
        run: What to do with it.
        kind: What its run is called in the ledger.
        verb: What the question asks, such as `Roll back`.
        rehearse: On the simulated cloud.
        yes: Approve without asking.
        no_input: Never ask.
        wait: Seconds to wait for another run of the platform.
        json: Print the result for programs.
        progress: How to show what happens.
    """
    platform = platform_name(name)
    stacks = (f"{platform}-azure", f"{platform}-databricks")
    watch = Watch(platform, kind, rehearse=rehearse)
    with told_to_programs(watch, json=json, progress=progress):
        project = Project.find()
        if not set(stacks) & set(stacks_with_state(project.place(rehearse=rehearse))):
            project.platform_files([name])  # says so where there is no such platform at all
        with (
            show_progress(progress) as told,
            Session.open(project, rehearse=rehearse, progress=told) as session,
            session.alone_with(platform, _DOING.get(kind, kind), wait_seconds=wait),
            watch.over(session),
        ):
            approval = Approval(told, yes=yes, no_input=no_input, verb=f"{verb} {platform}")
            result = run(session, platform, stacks, approval)
            approval.refuse_declined()
    _print(result, nothing="nothing to change", json=json)


def platform_name(given: str) -> str:
    """The name of a platform that was given by name, or by the path of its file."""
    return Path(given).stem if given.endswith(".yaml") else given


def _anything_stands(place: Place, platform: Platform) -> bool:
    """Whether a layer's state holds anything: looked at before anything is got ready."""
    return any(read_state(place, stack).resources for stack in platform.stacks)


def _print(result: DeploymentResult, *, nothing: str, json: bool) -> None:
    if json:
        print_json(asdict(result))
        return
    typer.echo(f"{result.platform}: {nothing if result.status == 'unchanged' else result.status}")
    for note in result.notes:
        typer.echo(f"  {note}")
    print_values(result.outputs)
