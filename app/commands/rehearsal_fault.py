"""The commands `lakemason rehearsal fault …`: let something go wrong, and see what waits to."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import Json

fault_app = typer.Typer(no_args_is_help=True, help="Let operations of the simulated cloud go wrong.")


@fault_app.command()
def add(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="crash, power, hang, unseen, fail, throttled, conflict, internal, unavailable, quota, denied, "
            "unauthenticated, policy or lost.",
        ),
    ],
    at: Annotated[int, typer.Option(min=1, help="At which operation that fits, counted from now.")] = 1,
    operation: Annotated[str, typer.Option(help="create, read, update or delete; any if left out.")] = "",
    type: Annotated[str, typer.Option(help="Terraform type; any if left out.")] = "",
    moment: Annotated[str, typer.Option(help="before or after the operation took effect.")] = "before",
    times: Annotated[int, typer.Option(min=1, help="For how many operations in a row.")] = 1,
    status: Annotated[int, typer.Option(help="HTTP status of fail.")] = 500,
    message: Annotated[str, typer.Option(help="The error's text, in place of the service's own.")] = "",
    seconds: Annotated[float, typer.Option(min=0, help="How long hang waits unless it is stopped.")] = 600,
    retry_after: Annotated[float, typer.Option(min=0, help="How many seconds throttled asks to wait.")] = 17,
) -> None:
    """Let an operation go wrong, once or some times.

    "crash" kills the provider alone; "power" kills the whole run at once, with its Terraform, as a lost machine would.
    "unseen" hides an object from its first --times reads after it was made.

    Example: lakemason rehearsal fault add quota --operation create --type azurerm_databricks_workspace
    """
    from typing import cast

    from app.commands.rehearsal import cloud
    from naming.errors import RuleError
    from rehearsal.faults import KINDS, MOMENTS, OPERATIONS, Fault, Kind, Moment, Operation
    from rehearsal.schemas.load import load_schema

    types = [name for provider in ("azurerm", "databricks") for name in load_schema(provider).resources]
    asked = (
        ("KIND", kind, KINDS),
        ("--operation", operation, ("", *OPERATIONS)),
        ("--moment", moment, MOMENTS),
        ("--type", type, ("", *types)),
    )
    for what, got, allowed in asked:
        if got not in allowed:
            raise RuleError(what, allowed=", ".join(it for it in allowed if it), got=got)
    fault = Fault(
        kind=cast("Kind", kind),
        at=at,
        operation=cast("Operation", operation) if operation else None,
        type=type or None,
        moment=cast("Moment", moment),
        times=times,
        status=status,
        message=message,
        seconds=seconds,
        retry_after=retry_after,
    )
    typer.echo(f"Fault {cloud().faults.add(fault)}: {fault.describe()}")


@fault_app.command("list")
def list_(json: Json = False) -> None:
    """List the faults, and how many operations have met each one's conditions.

    Example: lakemason rehearsal fault list
    """
    from dataclasses import asdict

    from app.commands.output import print_json, print_table
    from app.commands.rehearsal import cloud

    here = cloud()
    faults = here.faults.list() if here.exists() else []
    if json:
        print_json([{"number": number, "seen": seen, **asdict(fault)} for number, fault, seen in faults])
    elif faults:
        print_table(
            ["NUMBER", "FAULT", "SEEN"], [[str(number), it.describe(), str(seen)] for number, it, seen in faults]
        )
    else:
        typer.echo("No faults: everything works.")


@fault_app.command()
def clear() -> None:
    """Remove all faults.

    Example: lakemason rehearsal fault clear
    """
    from app.commands.rehearsal import cloud

    here = cloud()
    typer.echo(f"Removed: {here.faults.clear() if here.exists() else 0}.")
