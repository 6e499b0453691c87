"""`lakemason init`: from a few questions to a request file or a platform file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.interactive import interactive
from app.commands.options import NoInput
from app.commands.requesting import Blueprint, InEnvironment, Region, Team, Workload

if TYPE_CHECKING:
    from app.commands.wishing import Wishes
    from blueprints.request import InfrastructureRequest


def init(
    team: Team = None,
    environment: InEnvironment = None,
    workload: Workload = None,
    region: Region = None,
    blueprint: Blueprint = None,
    feature: Annotated[list[str] | None, typer.Option(help="A feature to have; give it once for each.")] = None,
    without: Annotated[list[str] | None, typer.Option(help="A feature that must not be there.")] = None,
    limit: Annotated[str | None, typer.Option(help="The most it may cost, USD a month.")] = None,
    file: Annotated[Path, typer.Option("--file", "-f", metavar="FILE", help="The request file to write.")] = Path(
        "request.yaml"
    ),
    platform: Annotated[
        bool | None, typer.Option("--platform/--request", help="Plan it and write platforms/<name>.yaml at once.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="The platform's name; only with --platform.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file that differs.")] = False,
    no_input: NoInput = False,
    no_log: Annotated[bool, typer.Option("--no-log", help="Do not count what cannot be had.")] = False,
) -> None:
    """Ask a few questions and write a request file, or the platform file. Flags answer beforehand.

    Example: lakemason init --team vision --environment dev --workload ml --feature gpu --no-input
    """
    from app.commands.wishing import Wishes
    from naming.errors import UsageError

    wishes = Wishes.read(
        team=team,
        environment=environment,
        workload=workload,
        region=region,
        blueprint=blueprint,
        features=feature,
        without=without,
        limit=limit,
    )
    if not no_input and interactive(sys.stdin, sys.stdout):
        wishes = wishes.asked()
        platform = _ask_for_platform() if platform is None else platform
    if name and not platform:
        raise UsageError("--name is a platform's: give --platform too.")
    request = _complete(wishes)
    if platform:
        _write_platform(request, name=name, replace=replace, no_log=no_log)
    else:
        _write_request(request, file, replace=replace)


def _ask_for_platform() -> bool:
    question = "Plan it and write the platform file at once? No writes a request file"
    return typer.confirm(question, default=False, err=True)


def _complete(wishes: Wishes) -> InfrastructureRequest:
    from app.intent.understanding import understood
    from naming.errors import LakemasonError

    request = wishes.request
    if request.missing:
        missing = " and ".join(f"the {field}" for field in request.missing)
        said = ", ".join(f"{word} {value}" for word, value in understood(request)) or "nothing"
        flags = " and ".join(f"--{field}" for field in request.missing)
        raise LakemasonError(f"Missing: {missing}. Understood: {said}.", fix=f"Give {flags}.")
    return request


def _write_request(request: InfrastructureRequest, file: Path, *, replace: bool) -> None:
    import shlex

    from app.commands.output import print_page
    from app.intent.understanding import understood
    from app.project import Project
    from app.report.page import Page, Section
    from app.request_file import save_request
    from naming.errors import LakemasonError

    try:
        root = Project.find().root
    except LakemasonError:
        root = None  # a request file may stand anywhere
    saved = save_request(file, request, root=root, replace=replace)
    if saved.difference:
        typer.echo(saved.difference, err=True)
    typer.echo(f"{saved.outcome}: {file}", err=True)
    said = shlex.quote(str(file))
    rows = (
        ("match it", f"lakemason match -f {said}"),
        ("plan it", f"lakemason plan -f {said}"),
        ("keep the plan", f"lakemason plan -f {said} --save"),
    )
    sections = (Section("Understood", tuple(understood(request))), Section("Next", rows, verbatim=True))
    print_page(Page(f"Request of {request.team}", "Nothing is built; the file says what is wished.", sections))


def _write_platform(request: InfrastructureRequest, *, name: str | None, replace: bool, no_log: bool) -> None:
    from app import capability
    from app.commands.counting import count_wishes
    from app.commands.output import print_page
    from app.platforms import refuse_shared_names_beside
    from app.project import Project
    from app.report.plan_page import plan_page
    from blueprints.platform_file import save_platform

    project = Project.find()
    planned = capability.plan(request, name=name, parser="questions")
    if planned.platform is not None:
        refuse_shared_names_beside(project, [planned.platform])
        saved = save_platform(project.root, planned.platform, replace=replace)
        if saved.difference:
            typer.echo(saved.difference, err=True)
        typer.echo(f"{saved.outcome}: platforms/{saved.path.name}", err=True)
    print_page(plan_page(planned, saved=True))
    if not no_log:
        count_wishes(planned)
    if planned.platform is None:
        raise typer.Exit(1)
