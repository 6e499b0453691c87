"""Options and output that the commands about names share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from naming.config import NamingConfig

Table = Literal["table", "csv", "json"]

ValuesConfig = Annotated[
    Path | None, typer.Option("--values-config", help="A naming-values.yaml in place of the project's.")
]
PatternsConfig = Annotated[
    Path | None, typer.Option("--patterns-config", help="A naming-patterns.yaml in place of the project's.")
]
Scope = Annotated[list[str] | None, typer.Option("--scope", help="Only kinds that match, such as 'databricks_*'.")]
Exclude = Annotated[list[str] | None, typer.Option("--exclude", help="Not kinds that match; wins over --scope.")]
Override = Annotated[
    list[str] | None, typer.Option("--override", metavar="KEY=VALUE", help="A value, stronger than all others.")
]
Format = Annotated[Table, typer.Option("--format", help="How to print it.")]


def load_config(values: Path | None, patterns: Path | None) -> NamingConfig:
    """The convention in force; says on stderr which files it is made of.

    Args:
        values: `--values-config`.
        patterns: `--patterns-config`.
    """
    from naming.config import NamingConfig

    config = NamingConfig.load(values=values, patterns=patterns)
    used = ", ".join(
        found.shown if found.where == "packaged" else f"{found.shown} ({found.where})" for found in config.sources
    )
    typer.echo(f"Naming by {used}.", err=True)
    return config


def overrides_of(given: list[str] | None) -> dict[str, str]:
    """`--override key=value` as a mapping. Raises UsageError on anything else."""
    from naming.errors import UsageError

    found: dict[str, str] = {}
    for text in given or []:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise UsageError(f"--override {text!r}: write KEY=VALUE, such as project=oncology.")
        found[key.strip()] = value
    return found


def warn(lines: Sequence[str]) -> None:
    """Warnings on stderr, a line each."""
    for line in lines:
        typer.echo(f"Warning: {line}", err=True)


def print_rows(headings: Sequence[str], rows: Sequence[Sequence[str]], format: Table) -> None:
    """Rows on stdout, aligned or as CSV."""
    if format == "csv":
        import csv
        import sys

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow([heading.lower().replace(" ", "_") for heading in headings])
        writer.writerows(rows)
        return
    from app.commands.output import print_table

    print_table(headings, rows)
