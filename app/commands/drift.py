"""The command `lakemason drift`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.commands.options import HowProgress, Json, Rehearse
from naming.errors import LakemasonError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from app.project import Project
    from app.provisioning.session import Session
    from app.report.drift import DriftReport


def drift(
    platform: Annotated[
        str | None, typer.Argument(metavar="[PLATFORM]", help="Name or path of a platform file; or --all.")
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="Every platform that has a file or stands.")] = False,
    rehearse: Rehearse = False,
    format: Annotated[Literal["text", "json", "sarif"], typer.Option(help="How to show what drifted.")] = "text",
    json: Json = False,
    progress: HowProgress = "auto",
) -> None:
    """What stands otherwise in the cloud than it was deployed; exit 2 where something does. Changes nothing.

    Example: lakemason drift ml-team-ml-dev --rehearse
    """
    from app.commands.failing import Watch, told_to_programs
    from app.project import Project
    from app.provisioning.progress.show import show_progress
    from app.provisioning.session import Session

    shown = "json" if json else format
    nobody = Watch(platform or "", "deploy", rehearse=rehearse)
    with told_to_programs(nobody, json=shown == "json", progress=progress, many=True):
        if (platform is None) == (not all):
            raise UsageError("What is to be looked at?", fix="Name a platform, or all of them: --all.")
        project = Project.find()
        every = _all_platforms(project, rehearse=rehearse)
        wanted = every if platform is None else _one_platform(project, platform, every)
        with (
            show_progress(progress) as told,
            Session.open(project, rehearse=rehearse, progress=told) as session,
        ):
            reports = [_look(session, name, file, goes_on=all) for name, file in wanted.items()]
    _print(reports, shown)
    if any(report.error for report in reports):
        raise typer.Exit(1)
    if any(report.found and report.found.resources for report in reports):
        raise typer.Exit(2)


def _one_platform(project: Project, platform: str, every: dict[str, Path]) -> dict[str, Path]:
    if platform in every:  # it may stand though its file is gone
        return {platform: every[platform]}
    (file,) = project.platform_files([platform])
    return {file.stem: file}


def _all_platforms(project: Project, *, rehearse: bool) -> dict[str, Path]:
    """The platforms that have a file, and those that stand without one."""
    from app.provisioning.ledger.records import LAYERS
    from app.provisioning.state import stacks_with_state

    stacks = stacks_with_state(project.place(rehearse=rehearse))
    standing = {stack.removesuffix(f"-{layer}") for stack in stacks for layer in LAYERS if stack.endswith(f"-{layer}")}
    files = {file.stem: file for file in project.platform_files()}
    return dict(sorted(({name: project.platforms / f"{name}.yaml" for name in standing} | files).items()))


def _look(session: Session, name: str, file: Path, *, goes_on: bool) -> DriftReport:
    """Look at one platform; where others are to follow, what fails is said and they do."""
    from app.provisioning.drift import drift_of
    from app.provisioning.ledger.records import LAYERS
    from app.provisioning.terraform import Interrupted
    from app.report.drift import DriftReport

    azure, databricks = (f"{name}-{layer}" for layer in LAYERS)
    shown = session.project.shown(file)
    try:
        found = drift_of(session, name, (azure, databricks), lambda: _synthesized(session, name, file))
    except Interrupted:
        raise
    except LakemasonError as error:
        if not goes_on:
            raise
        session.progress.note(f"Error: {name}: {error}")
        return DriftReport(name, shown, error=str(error))
    return DriftReport(name, shown, session.place.rehearse_flag, found)


def _synthesized(session: Session, name: str, file: Path) -> Path:
    """The folder of a platform's stacks, synthesized beside everything else."""
    from blueprints.checking import load_platforms

    (platform,) = load_platforms([file], root=session.project.root, taking_down=True)
    session.progress.step(f"Synthesizing {name}")

    from app.synthesis import build  # loads the bindings: half a second

    out = session.private / f"stacks-{name}"
    build([platform], out=out, state=session.place.state_from_stack)
    return out / "stacks"


def _print(reports: list[DriftReport], format: Literal["text", "json", "sarif"]) -> None:
    from app.commands.output import print_json
    from app.report.drift import drift_sarif
    from app.report.page import printable

    if format == "json":
        print_json([report.data() for report in reports])
    elif format == "sarif":
        print_json(drift_sarif(reports))
    else:
        for line in (line for report in reports for line in report.lines()):
            typer.echo(printable(line))
