"""The command `lakemason status`."""

from __future__ import annotations

import typer

from app.commands.options import Json, Rehearse


def status(rehearse: Rehearse = False, json: Json = False) -> None:
    """What stands: each platform, its layers and how many resources they have.

    Example: lakemason status --rehearse
    """
    from app.commands.output import print_json, print_table
    from app.project import Project
    from app.provisioning.overview import overview

    project = Project.find()
    rows = overview(project, project.place(rehearse=rehearse))
    if json:
        print_json([row.as_dict() for row in rows])
    elif rows:
        table = [[row.platform, row.status, str(row.azure), str(row.databricks), row.note] for row in rows]
        print_table(["PLATFORM", "STATUS", "AZURE", "DATABRICKS", "NOTE"], table)
    else:
        typer.echo('There is no platform yet: lakemason plan "…" --save writes one.', err=True)
