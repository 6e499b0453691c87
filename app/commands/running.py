"""What deploying and destroying have in common: get ready, synthesize, run, print how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import typer

from app.commands.approval import approval
from app.commands.options import ProgressStyle
from app.commands.output import print_json, print_values
from app.platforms import wanted_platforms
from app.project import Place, Project
from app.provisioning.progress.show import show_progress
from app.provisioning.run.result import DeploymentResult
from app.provisioning.run.transaction import Approve
from app.provisioning.session import Session
from app.provisioning.state import read_state
from blueprints.checking import load_platforms
from blueprints.platform import Platform

Run = Callable[[Session, Platform, Approve], DeploymentResult]


def run_platform(
    name: str,
    run: Run,
    *,
    verb: str,
    rehearse: bool,
    yes: bool,
    no_input: bool,
    json: bool,
    progress: ProgressStyle = "auto",
    taking_down: bool = False,
) -> None:
    """Run one platform through Terraform, and say how it ended; exit 1 where nobody approved it.

    Args:
        name: Name or path of the platform's file.
        run: What to do with it.
        verb: What the question asks, such as `Deploy`.
        rehearse: On the simulated cloud.
        yes: Approve without asking.
        no_input: Never ask.
        json: Print the result for programs.
        progress: How to show what happens.
        taking_down: Let pass what would keep a new platform from being made.
    """
    project = Project.find()
    if taking_down:
        (platform,) = load_platforms(project.platform_files([name]), root=project.root, taking_down=True)
    else:
        (platform,) = wanted_platforms(project, [name])
    if taking_down and not _anything_stands(project.place(rehearse=rehearse), platform):
        _print(DeploymentResult(platform.name, "unchanged"), nothing="nothing stands", json=json)
        return
    with (
        show_progress(progress) as told,
        Session.open(project, rehearse=rehearse, progress=told) as session,
        session.alone_with(platform.name),
    ):
        told.step(f"Synthesizing {platform.name}")

        from app.synthesis import synthesize  # loads the bindings: half a second

        synthesize([platform], session.place, taking_down=taking_down)
        question = f"{verb} {platform.name}"
        result = run(session, platform, approval(told, yes=yes, no_input=no_input, verb=question))
    _print(result, nothing="nothing stands" if taking_down else "nothing to change", json=json)
    if result.status == "declined":
        raise typer.Exit(1)


def _anything_stands(place: Place, platform: Platform) -> bool:
    """Whether a layer's state holds anything: looked at before anything is got ready."""
    return any(read_state(place, stack).resources for stack in platform.stacks)


def _print(result: DeploymentResult, *, nothing: str, json: bool) -> None:
    if json:
        print_json(asdict(result))
    elif result.status == "declined":
        typer.echo("Nothing was changed.", err=True)
    else:
        typer.echo(f"{result.platform}: {nothing if result.status == 'unchanged' else result.status}")
        print_values(result.outputs)
