"""Asks at a terminal until an answer can be used."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable
from typing import TypeVar

import typer

from app.report.text import WIDTH

T = TypeVar("T")


def ask(what: str, read: Callable[[str], T], *, default: str | None = None) -> T:
    """Ask on stderr until the answer is one; what is wrong with it is said.

    Args:
        what: The question.
        read: Makes a value of an answer, or raises LakemasonError.
        default: What pressing Enter answers; a question without one is asked again.
    """
    from naming.errors import LakemasonError

    *before, last = _lines(what, room=len(f" [{default}]: "))
    while True:
        for line in before:
            typer.echo(line, err=True)
        answer = typer.prompt(last, default=default, err=True, show_default=bool(default))
        try:
            return read(answer)
        except LakemasonError as error:
            for line in str(error).removeprefix("--").splitlines():  # nobody gave a flag here
                typer.echo("\n".join(_lines(line)), err=True)


def _lines(text: str, room: int = 0) -> list[str]:
    """Text in lines that the terminal has room for, with `room` left on each; words stay whole."""
    width = min(shutil.get_terminal_size().columns, WIDTH) - room
    return textwrap.wrap(text, max(width, 20), break_long_words=False, break_on_hyphens=False) or [""]
