"""`lakemason plan`: from a sentence to a platform file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.commands.interactive import interactive
from app.commands.options import Json, NoInput
from app.commands.requesting import (
    Blueprint,
    Fallback,
    InEnvironment,
    NoCache,
    Parser,
    Region,
    RequestFile,
    Sentence,
    Team,
    Workload,
)

if TYPE_CHECKING:
    from pathlib import Path

    from app.capability import CapabilityPlan
    from blueprints.platform import Platform
    from blueprints.request import InfrastructureRequest


def plan(
    sentence: Sentence = "",
    file: RequestFile = None,
    save: Annotated[bool, typer.Option("--save", help="Write platforms/<name>.yaml.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file that differs.")] = False,
    name: Annotated[str | None, typer.Option(help="Name; {team}-{workload}-{environment} if left out.")] = None,
    team: Team = None,
    environment: InEnvironment = None,
    workload: Workload = None,
    region: Region = None,
    blueprint: Blueprint = None,
    format: Annotated[Literal["text", "json", "markdown"], typer.Option(help="How to show the plan.")] = "text",
    json: Json = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Short for --format markdown.")] = False,
    parser: Parser = "rules",
    fallback: Fallback = None,
    no_cache: NoCache = False,
    no_input: NoInput = False,
    no_log: Annotated[bool, typer.Option("--no-log", help="Do not count what cannot be had.")] = False,
) -> None:
    """Plan a platform: blueprint, sizes, names and cost. Builds nothing.

    Example: lakemason plan "I need Databricks for ML team in dev environment" --save
    """
    from app import capability
    from app.commands.counting import count_wishes
    from app.commands.requesting import reader_of, request_of
    from app.intent.reading import IncompleteRequest

    as_json, as_markdown = json or format == "json", markdown or format == "markdown"
    reader = reader_of(parser, fallback, cached=not no_cache)
    request = request_of(
        sentence,
        file,
        team=team,
        environment=environment,
        workload=workload,
        region=region,
        blueprint=blueprint,
        parser=reader,
    )
    if request.missing:
        if no_input or as_json or not interactive(sys.stdin, sys.stdout):
            _show_incomplete(request, as_json=as_json)
            raise IncompleteRequest(request)
        request = _ask(request)
    planned = capability.plan(request, name=name, parser="file" if file else reader.name)
    if planned.platform is not None:
        planned = _with_names_checked(planned, planned.platform)
    if save and planned.platform is not None:
        _save(planned, replace=replace)
    _show(planned, as_json=as_json, as_markdown=as_markdown, saved=save, file=file)
    if not no_log:
        count_wishes(planned)
    if planned.platform is None:
        raise typer.Exit(1)


def _ask(request: InfrastructureRequest) -> InfrastructureRequest:
    """Ask for what is missing until it can be used."""
    from app.intent.reading import with_answer
    from naming.errors import LakemasonError

    for field, what in (("team", "Team"), ("environment", "Environment (dev, staging, prod, sandbox)")):
        while field in request.missing:
            answer = typer.prompt(what, err=True)
            try:
                request = with_answer(request, field, answer)
            except LakemasonError as error:
                typer.echo(str(error), err=True)
    return request


def _with_names_checked(planned: CapabilityPlan, platform: Platform) -> CapabilityPlan:
    """The plan with one more check where this is a project: none of the names may be another platform's."""
    from app.platforms import refuse_shared_names_beside
    from app.preflight import PreflightCheck
    from app.project import Project
    from naming.errors import LakemasonError

    try:
        project = Project.find()
    except LakemasonError:
        return planned  # planning works anywhere
    refuse_shared_names_beside(project, [platform])
    if planned.decision is None:
        return planned
    checked = PreflightCheck(of="names", level="ok", text="no other platform of this project has one of them.")
    checks = (*planned.decision.checks, checked)
    return planned.model_copy(update={"decision": planned.decision.model_copy(update={"checks": checks})})


def _save(planned: CapabilityPlan, *, replace: bool) -> None:
    from app.project import Project
    from blueprints.platform_file import save_platform

    assert planned.platform is not None
    project = Project.find()
    saved = save_platform(project.root, planned.platform, replace=replace)
    if saved.difference:
        typer.echo(saved.difference, err=True)
    typer.echo(f"{saved.outcome}: platforms/{saved.path.name}", err=True)


def _show(planned: CapabilityPlan, *, as_json: bool, as_markdown: bool, saved: bool, file: Path | None) -> None:
    if as_json:
        typer.echo(planned.model_dump_json(indent=2))
        return
    from app.commands.output import print_page
    from app.report.plan_page import plan_page

    print_page(plan_page(planned, saved=saved, file=file), markdown=as_markdown)


def _show_incomplete(request: InfrastructureRequest, *, as_json: bool) -> None:
    if as_json:
        import json

        answer = {"request": request.model_dump(mode="json"), "missing": list(request.missing)}
        typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    from app.commands.output import print_page
    from app.report.plan_page import incomplete_page

    print_page(incomplete_page(request))
