"""The commands there are; the one place where errors are shown."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Annotated

import typer

from app.commands.adopt_state import adopt_state
from app.commands.blueprints.app import blueprints_app
from app.commands.check import check
from app.commands.cost import cost
from app.commands.deploy import deploy
from app.commands.destroy import destroy
from app.commands.drift import drift
from app.commands.features.app import features_app
from app.commands.init import init
from app.commands.match import match
from app.commands.names.app import names_app
from app.commands.output import drop_output, said_of
from app.commands.plan import plan
from app.commands.prices.app import prices_app
from app.commands.recover import recover
from app.commands.rehearsal import rehearsal_app
from app.commands.rollback import rollback
from app.commands.runs.app import runs_app
from app.commands.schema import schema
from app.commands.show import show
from app.commands.status import status
from app.commands.synth import synth
from app.commands.unfinished import tell_unfinished
from naming.errors import LakemasonError

app = typer.Typer(
    name="lakemason",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="From a sentence to a reviewed, priced and deployed Azure Databricks platform.",
)
for command in (plan, match, init, cost, check, synth, deploy, status, show, drift, destroy, rollback, recover, schema):
    app.command()(command)
app.command("adopt-state")(adopt_state)
app.add_typer(runs_app, name="runs")
app.add_typer(rehearsal_app, name="rehearsal")
app.add_typer(names_app, name="names")
app.add_typer(features_app, name="features")
app.add_typer(blueprints_app, name="blueprints")
app.add_typer(prices_app, name="prices")


@app.callback()
def options(
    context: typer.Context,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error comes from.")] = False,
) -> None:
    """Hold what all commands share."""
    tell_unfinished(context.invoked_subcommand)


def main() -> None:
    """Run a command; errors become a message and an exit code."""
    try:
        app()
    except LakemasonError as error:
        if "--debug" in sys.argv:
            raise
        _say(f"Error: {_shown(str(error))}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        drop_output()
        sys.exit(1)
    except OSError as error:
        if "--debug" in sys.argv:
            raise
        drop_output()
        _say(f"Error: {said_of(error)}")
        sys.exit(1)
    except KeyboardInterrupt:
        _say("Stopped.")
        sys.exit(130)


def _shown(text: str) -> str:
    """A message with what could steer a terminal made visible: it may quote a stranger's file."""
    from app.report.page import printable

    return "\n".join(printable(line) for line in text.split("\n"))


def _say(text: str) -> None:
    """Write a line on stderr, where there is one."""
    with suppress(OSError):
        typer.echo(text, err=True)


if __name__ == "__main__":
    main()
