"""Writes a page for people at a terminal, with colours unless NO_COLOR is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from app.report.page import Page, Section, printable

if TYPE_CHECKING:
    from rich.table import Table

MAX_WIDTH = 110


def write_terminal(page: Page, out: TextIO) -> None:
    """Print the page. Texts are shown as they are: nothing in them is markup.

    Args:
        page: What to show.
        out: The terminal.
    """
    from rich.console import Console, Group
    from rich.padding import Padding
    from rich.text import Text

    width = min(Console(file=out).width, MAX_WIDTH)
    console = Console(file=out, highlight=False, markup=False, emoji=False, width=width)
    console.print(Text(printable(page.title), style="bold"))
    console.print(Text(printable(page.summary)))
    for section in page.filled:
        console.print()
        console.print(Text(section.title, style="bold cyan"))
        if section.verbatim:
            for label, text in section.rows:
                console.print(
                    Text(f"  {printable(label)}  ", style="dim"), Text(printable(text)), sep="", soft_wrap=True
                )
        else:
            console.print(Padding(Group(*_parts(section)), (0, 0, 0, 2)))


def _parts(section: Section) -> list[Table]:
    from rich.table import Table
    from rich.text import Text

    parts: list[Table] = []
    if section.rows:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="dim", max_width=44)
        grid.add_column()
        for label, text in section.rows:
            grid.add_row(Text(printable(label)), Text(printable(text)))
        parts.append(grid)
    if section.notes:
        grid = Table.grid(padding=(0, 1))
        for note in section.notes:
            grid.add_row(Text("-"), Text(printable(note)))
        parts.append(grid)
    return parts
