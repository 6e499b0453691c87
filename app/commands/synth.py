"""The command `lakemason synth`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import Rehearse


def synth(
    names: Annotated[list[str] | None, typer.Argument(metavar="[PLATFORM]...", help="Which; all if left out.")] = None,
    rehearse: Rehearse = False,
) -> None:
    """Write the Terraform JSON of platforms into cdktf.out/.

    Example: lakemason synth ml-team-ml-dev
    """
    from app.platforms import wanted_platforms
    from app.project import Project

    project = Project.find()
    platforms = wanted_platforms(project, names)
    typer.echo(f"Synthesizing {len(platforms)} platform{'s' if len(platforms) > 1 else ''} ...", err=True)

    from app.synthesis import synthesize  # loads the bindings: half a second

    for path in synthesize(platforms, project.place(rehearse=rehearse)):
        typer.echo(project.shown(path))
