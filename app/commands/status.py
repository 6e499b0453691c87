"""The command `lakemason status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from app.commands.options import Json, Rehearse

if TYPE_CHECKING:
    from datetime import datetime

    from app.project import Place, Project
    from app.provisioning.known import Known
    from app.provisioning.overview import Overview


def status(rehearse: Rehearse = False, json: Json = False) -> None:
    """What stands: each platform, its resources by layer, its last run, cost and drift, and what to do about it.

    Example: lakemason status --rehearse
    """
    from datetime import UTC, datetime

    from app.commands.output import print_json, print_table
    from app.project import Project
    from app.provisioning.overview import overview

    project = Project.find()
    place = project.place(rehearse=rehearse)
    rows = overview(project, place, _known(project, place))
    if json:
        print_json([row.as_dict() for row in rows])
    elif rows:
        now = datetime.now(UTC)
        headings = ["PLATFORM", "STATUS", "AZURE", "DATABRICKS", "LAST RUN", "AGE", "A MONTH", "DRIFT", "NOTE"]
        print_table(headings, [_cells(row, now) for row in rows])
    else:
        typer.echo('There is no platform yet: lakemason plan "…" --save writes one.', err=True)


def _known(project: Project, place: Place) -> Known | None:
    """What the ledger knows; None, and a line, where it cannot be read."""
    from app.provisioning.known import read_known
    from naming.errors import LakemasonError

    try:
        return read_known(project, place)
    except LakemasonError as error:
        typer.echo(f"The ledger was not read, so only the states are shown. {error}", err=True)
        return None


def _cells(row: Overview, now: datetime) -> list[str]:
    from app.report.run_text import ago

    run = age = cost = ""
    if row.last_run and row.run_state:
        run = f"{row.last_run.id} {row.last_run.kind} {row.run_state.replace('_', ' ')}"
        age = ago(now - (row.last_run.ended_at or row.last_run.started_at))
    if row.monthly_cost_usd:
        from app.sizing.limits import money

        cost = money(row.monthly_cost_usd)
    return [row.platform, row.status, str(row.azure), str(row.databricks), run, age, cost, _drift(row, now), row.note]


def _drift(row: Overview, now: datetime) -> str:
    from app.report.run_text import ago

    if row.drifted is None or row.drift_seen_at is None:
        return ""
    count = f"{row.drifted} resource{'' if row.drifted == 1 else 's'}" if row.drifted else "none"
    return f"{count}, {ago(now - row.drift_seen_at)}"
