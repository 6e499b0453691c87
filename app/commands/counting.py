"""Writes down what a plan could not give, and says so."""

from __future__ import annotations

import os

import typer

from app.capability import CapabilityPlan
from app.feature_requests.settings import counting_wanted
from app.project import REHEARSAL_VARIABLE, Project
from naming.errors import LakemasonError


def count_wishes(planned: CapabilityPlan) -> None:
    """Within a project, count what could not be had (docs/privacy.md). The plan stands, whatever happens here."""
    from app.feature_requests.counting import count

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
