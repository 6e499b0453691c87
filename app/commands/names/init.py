"""The command `lakemason names init`."""

from __future__ import annotations

from typing import Annotated

import typer


def init(
    user: Annotated[bool, typer.Option("--user", help="In your config folder in place of the project's.")] = False,
) -> None:
    """Write commented starter files, naming-values.yaml and naming-patterns.yaml.

    Example: lakemason names init
    """
    from naming.errors import LakemasonError
    from naming.locate import project_folder, user_folder
    from naming.starter import write_starters

    folder = user_folder() if user else project_folder()
    if folder is None:
        raise LakemasonError("This is no project: no folder from here upward has a cdktf.json.", fix="Or use --user.")
    folder.mkdir(parents=True, exist_ok=True)
    for path in write_starters(folder):
        typer.echo(path)
