"""The command `lakemason show`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import Json, PlatformName, Rehearse


def show(
    platform: PlatformName,
    kind: Annotated[
        str, typer.Option("--type", metavar="GLOB", help="Only types that match, such as 'databricks_*'.")
    ] = "*",
    rehearse: Rehearse = False,
    json: Json = False,
) -> None:
    """What stands of a platform: its resources by layer, and its outputs.

    Example: lakemason show ml-team-ml-dev --type 'azurerm_*'
    """
    from dataclasses import asdict
    from fnmatch import fnmatchcase
    from pathlib import Path

    from app.commands.output import print_json, print_table, print_values
    from app.project import Project
    from app.provisioning.state import read_state, stacks_with_state

    project = Project.find()
    place = project.place(rehearse=rehearse)
    name = Path(platform).stem if platform.endswith(".yaml") else platform
    stacks = (f"{name}-azure", f"{name}-databricks")
    if not set(stacks) & set(stacks_with_state(place)):
        project.platform_files([platform])  # says so where there is no such platform at all
    layers = [read_state(place, stack) for stack in stacks]
    found = [r for layer in layers for r in layer.resources if fnmatchcase(r.kind, kind)]
    outputs = {key: value for layer in layers for key, value in layer.outputs.items()}
    if json:
        print_json({"platform": name, "resources": [asdict(r) for r in found], "outputs": outputs})
        return
    if found:
        print_table(["TYPE", "NAME", "ID"], [[r.kind, r.name, r.id] for r in found])
    else:
        typer.echo(f"Nothing of {name} stands{f' that matches {kind}' if kind != '*' else ''}.", err=True)
    if outputs:
        typer.echo("\nOutputs")
        print_values(outputs)
