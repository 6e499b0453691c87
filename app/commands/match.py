"""`lakemason match`: which blueprint fits a request, and why."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from app.commands.options import Json
from app.commands.requesting import Blueprint, InEnvironment, Region, RequestFile, Sentence, Team, Workload


def match(
    sentence: Sentence = "",
    file: RequestFile = None,
    team: Team = None,
    environment: InEnvironment = None,
    workload: Workload = None,
    region: Region = None,
    blueprint: Blueprint = None,
    format: Annotated[Literal["text", "json"], typer.Option(help="How to show the match.")] = "text",
    json: Json = False,
) -> None:
    """Show which blueprint fits a request and what each point of its score came from. Sizes and counts nothing.

    Example: lakemason match "I need Databricks for ML team in dev environment"
    """
    from app.commands.requesting import request_of
    from blueprints.matching import matcher
    from naming.errors import UsageError

    if not (sentence or file or environment or workload or blueprint):
        raise UsageError('Nothing was asked for: give a sentence, such as "ML for team vision in dev", or -f FILE.')
    request = request_of(
        sentence,
        file,
        team=team,
        environment=environment,
        workload=workload,
        region=region,
        blueprint=blueprint,
    )
    found = matcher.match(request)
    if json or format == "json":
        from app.commands.output import print_json

        print_json({"request": request.model_dump(mode="json"), **found.as_dict()})
    else:
        from app.commands.output import print_page
        from app.report.match_page import match_page

        print_page(match_page(request, found, file=file))
    if found.blueprint is None:
        raise typer.Exit(1)
