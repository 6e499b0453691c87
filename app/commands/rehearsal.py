"""The commands `lakemason rehearsal …`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import Json
from app.commands.rehearsal_drift import drift_app
from app.commands.rehearsal_fault import fault_app

if TYPE_CHECKING:
    from pathlib import Path

    from rehearsal.cloud import Cloud

rehearsal_app = typer.Typer(no_args_is_help=True, help="The simulated cloud: look at it, run anything in it.")
rehearsal_app.add_typer(fault_app, name="fault")
rehearsal_app.add_typer(drift_app, name="drift")


def cloud() -> Cloud:
    """The project's simulated cloud; opened here if it is there, so that all commands refuse what is none."""
    from app.project import Project
    from naming.errors import LakemasonError
    from rehearsal.cloud import Cloud, NoCloudError

    folder = Project.find().place(rehearse=True).rehearsal
    assert folder is not None
    here = Cloud(folder / "cloud.db")
    try:
        if here.exists():
            here.database  # noqa: B018  opens it
    except NoCloudError as error:
        raise LakemasonError(str(error), fix="Delete it to start anew.") from error
    return here


def states() -> list[Path]:
    """The state files of the project's rehearsal."""
    from app.project import Project

    return sorted(Project.find().place(rehearse=True).state.glob("*.tfstate"))


@rehearsal_app.command()
def show(json: Json = False) -> None:
    """Print the simulated cloud as a tree.

    Example: lakemason rehearsal show
    """
    from app.commands.output import print_json
    from rehearsal.show import render

    here = cloud()
    if json:
        print_json(here.tree())
    else:
        typer.echo(render(here))


@rehearsal_app.command()
def trace(json: Json = False) -> None:
    """Print every operation on the simulated cloud, the first one first.

    Example: lakemason rehearsal trace
    """
    from dataclasses import asdict

    from app.commands.output import print_json, print_table

    steps = cloud().trace()
    if json:
        print_json([asdict(step) for step in steps])
    else:
        rows = [[str(it.number), it.operation, it.type, it.id, it.outcome.partition("\n")[0]] for it in steps]
        print_table(["NUMBER", "OPERATION", "TYPE", "ID", "OUTCOME"], rows)


@rehearsal_app.command("exec", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
def run(command: Annotated[list[str], typer.Argument(metavar="-- COMMAND...", help="What to run.")]) -> None:
    """Run a command in the rehearsal, the plain cdktf CLI included.

    Example: lakemason rehearsal exec -- cdktf deploy 'ml-team-ml-dev-{azure,databricks}'
    """
    import os
    import shutil

    from app.project import Project
    from app.rehearsing import command_environment
    from naming.errors import UsageError

    project = Project.find()
    folder = project.place(rehearse=True).rehearsal
    assert folder is not None
    environment = command_environment(project.root, folder)
    program = shutil.which(command[0], path=environment["PATH"])
    if program is None:
        hint = "`make cdktf` installs it." if command[0] == "cdktf" else ""
        raise UsageError(f"There is no program {command[0]!r}.", fix=hint)
    os.execve(program, command, environment)
