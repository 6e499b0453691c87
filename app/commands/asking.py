"""Asks at a terminal until an answer can be used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import typer

T = TypeVar("T")


def ask(what: str, read: Callable[[str], T], *, default: str | None = None) -> T:
    """Ask on stderr until the answer is one; what is wrong with it is said.

    Args:
        what: The question.
        read: Makes a value of an answer, or raises LakemasonError.
        default: What pressing Enter answers; a question without one is asked again.
    """
    from naming.errors import LakemasonError

    while True:
        answer = typer.prompt(what, default=default, err=True, show_default=bool(default))
        try:
            return read(answer)
        except LakemasonError as error:
            typer.echo(str(error), err=True)
