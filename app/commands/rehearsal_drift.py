"""The commands `lakemason rehearsal drift …`: change or remove things behind Terraform's back."""

from __future__ import annotations

from typing import Annotated

import typer

drift_app = typer.Typer(no_args_is_help=True, help="Change or remove things behind Terraform's back.")

What = Annotated[
    str, typer.Argument(metavar="OBJECT", help="A resource's address, or type/name: azurerm_databricks_workspace/dbw.")
]


@drift_app.command()
def change(
    what: What,
    set_: Annotated[list[str], typer.Option("--set", metavar="PATH=VALUE", help="What changes; may be repeated.")],
) -> None:
    """Change attributes of an object of the simulated cloud.

    A value is JSON, or else text; a path names blocks and maps: tags.team=other, autoscale.max_workers=9.

    Example: lakemason rehearsal drift change databricks_cluster/team --set autotermination_minutes=600
    """
    import json

    from app.commands.rehearsal import cloud, states
    from naming.errors import LakemasonError
    from rehearsal.drift import DriftError, find, parse
    from rehearsal.drift import change as drift

    here = cloud()
    try:
        for path, value in [parse(text) for text in set_]:
            found = find(here, what, states())
            before = drift(here, found, path, value)
            typer.echo(f"{found.type} {found.id}: {path} was {json.dumps(before)}, is {json.dumps(value)}")
    except DriftError as error:
        raise LakemasonError(str(error)) from error


@drift_app.command()
def remove(what: What) -> None:
    """Remove an object of the simulated cloud, with everything in it.

    Example: lakemason rehearsal drift remove databricks_instance_pool/pool-ml
    """
    from app.commands.rehearsal import cloud, states
    from naming.errors import LakemasonError
    from rehearsal.drift import DriftError, find
    from rehearsal.drift import remove as drift

    here = cloud()
    try:
        found = find(here, what, states())
    except DriftError as error:
        raise LakemasonError(str(error)) from error
    typer.echo(f"Removed {found.type} {found.id}; objects gone: {drift(here, found)}.")
