"""How commands print data: JSON for programs, aligned lines for people."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from app.commands.interactive import interactive

if TYPE_CHECKING:
    from app.report.page import Page


def print_json(data: object) -> None:
    """One JSON document on stdout."""
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as what they hold, on stdout."""
    widths = [max(len(row[i]) for row in [headings, *rows]) for i in range(len(headings))]
    for row in [headings, *rows]:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def print_values(values: Mapping[str, object], indent: str = "  ") -> None:
    """Names and values, a line each, on stdout."""
    width = max((len(name) for name in values), default=0)
    for name, value in values.items():
        typer.echo(f"{indent}{name.ljust(width)}  {value}")


def print_page(page: Page, *, markdown: bool = False) -> None:
    """A page on stdout: with colours on a terminal, as plain text into a pipe.

    Args:
        page: What to print.
        markdown: As markdown instead, for a pull request.
    """
    if markdown:
        from app.report.markdown import as_markdown

        typer.echo(as_markdown(page), nl=False)
    elif interactive(sys.stdout):
        from app.report.terminal import write_terminal

        write_terminal(page, sys.stdout)
    else:
        from app.report.text import as_text

        typer.echo(as_text(page), nl=False)


def said_of(error: OSError) -> str:
    """What the machine refused, and where, in a line."""
    where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
    return f"{where}{error.strerror or error}"


def drop_output() -> None:
    """Where stdout takes no more: let what is left go nowhere, or Python complains of it when it ends."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
