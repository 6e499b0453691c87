"""`lakemason plan`: from a sentence to a platform file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.commands.interactive import interactive
from app.commands.options import Json, NoInput

if TYPE_CHECKING:
    from app.capability import CapabilityPlan
    from blueprints.platform import Platform
    from blueprints.request import InfrastructureRequest


def plan(
    sentence: Annotated[str, typer.Argument(help="What is wished, in your words.")] = "",
    save: Annotated[bool, typer.Option("--save", help="Write platforms/<name>.yaml.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file that differs.")] = False,
    name: Annotated[str | None, typer.Option(help="Name; {team}-{workload}-{environment} if left out.")] = None,
    team: Annotated[str | None, typer.Option(help="Who it is for; wins over the sentence.")] = None,
    environment: Annotated[str | None, typer.Option(help="dev, staging, prod or sandbox; wins too.")] = None,
    workload: Annotated[str | None, typer.Option(help="What it is for, such as ml; wins too.")] = None,
    region: Annotated[str | None, typer.Option(help="Azure region; westeurope if nobody says.")] = None,
    format: Annotated[Literal["text", "json"], typer.Option(help="How to show the plan.")] = "text",
    json: Json = False,
    no_input: NoInput = False,
    no_log: Annotated[bool, typer.Option("--no-log", help="Do not count what cannot be had.")] = False,
) -> None:
    """Plan a platform: blueprint, sizes, names and cost. Builds nothing.

    Example: lakemason plan "I need Databricks for ML team in dev environment" --save
    """
    from app import capability
    from app.intent.reading import IncompleteRequest, read_request

    as_json = json or format == "json"
    request = read_request(
        sentence, team=team, environment=environment, workload=workload, region=region, requested_by=_user()
    )
    if request.missing:
        if no_input or as_json or not interactive(sys.stdin, sys.stdout):
            _show_incomplete(request, as_json=as_json)
            raise IncompleteRequest(request)
        request = _ask(request)
    planned = capability.plan(request, name=name)
    if planned.platform is not None:
        _refuse_taken_names(planned.platform)
    if save and planned.platform is not None:
        _save(planned, replace=replace)
    _show(planned, as_json=as_json, saved=save)
    if not no_log:
        _count(planned)
    if planned.platform is None:
        raise typer.Exit(1)


def _ask(request: InfrastructureRequest) -> InfrastructureRequest:
    """Ask for what is missing until it can be used."""
    from app.intent.reading import read_request
    from naming.errors import LakemasonError

    for field, what in (("team", "Team"), ("environment", "Environment (dev, staging, prod, sandbox)")):
        while field in request.missing:
            answer = typer.prompt(what, err=True)
            try:
                given = read_request(**{field: answer})
            except LakemasonError as error:
                typer.echo(str(error), err=True)
                continue
            request = request.model_copy(update={field: getattr(given, field)})
    return request


def _refuse_taken_names(platform: Platform) -> None:
    """Where this is a project: none of the names may be another platform's."""
    from app.platforms import refuse_shared_names_beside
    from app.project import Project
    from naming.errors import LakemasonError

    try:
        project = Project.find()
    except LakemasonError:
        return  # planning works anywhere
    refuse_shared_names_beside(project, [platform])


def _save(planned: CapabilityPlan, *, replace: bool) -> None:
    from app.platform_file import save_platform
    from app.project import Project

    assert planned.platform is not None
    project = Project.find()
    saved = save_platform(project.root, planned.platform, replace=replace)
    if saved.difference:
        typer.echo(saved.difference, err=True)
    typer.echo(f"{saved.outcome}: platforms/{saved.path.name}", err=True)


def _show(planned: CapabilityPlan, *, as_json: bool, saved: bool) -> None:
    if as_json:
        typer.echo(planned.model_dump_json(indent=2))
        return
    from app.commands.output import print_page
    from app.report.plan_page import plan_page

    print_page(plan_page(planned, saved=saved))


def _count(planned: CapabilityPlan) -> None:
    """Within a project, count what could not be had (docs/privacy.md). The plan stands, whatever happens here."""
    from app.feature_requests.counting import count
    from app.feature_requests.settings import counting_wanted
    from app.project import REHEARSAL_VARIABLE, Project
    from naming.errors import LakemasonError

    if not planned.feature_requests_to_log or os.environ.get(REHEARSAL_VARIABLE):
        return
    try:
        project = Project.find()
    except LakemasonError:
        return  # nowhere to count
    try:
        if not counting_wanted():
            return
        counted = count(planned, project)
    except LakemasonError as error:
        typer.echo(f"Warning: not counted: {error}", err=True)
        return
    asked = ", ".join(f"{one.feature} ({one.people} {'person' if one.people == 1 else 'people'})" for one in counted)
    typer.echo(f"Counted as asked for: {asked}. --no-log leaves it out; docs/privacy.md says what is kept.", err=True)


def _show_incomplete(request: InfrastructureRequest, *, as_json: bool) -> None:
    if as_json:
        import json

        answer = {"request": request.model_dump(mode="json"), "missing": list(request.missing)}
        typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    from app.commands.output import print_page
    from app.report.plan_page import incomplete_page

    print_page(incomplete_page(request))


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
