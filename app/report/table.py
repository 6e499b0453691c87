"""Writes tables that fit a page: the widest columns wrap."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from app.report.page import printable
from app.report.text import WIDTH

_GAP = 2
_NARROWEST = 8


def table_lines(headings: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = WIDTH) -> list[str]:
    """A table as lines of at most a width.

    Args:
        headings: Of the columns.
        rows: Cells; a person's text is made printable.
        width: Letters in a line; as pages have if left out.
    """
    table = [[printable(cell) for cell in row] for row in (headings, *rows)]
    widths = _widths(table, width)
    lines = []
    for row in table:
        cells = [
            textwrap.wrap(cell, letters, break_on_hyphens=False) or [""]
            for cell, letters in zip(row, widths, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = (part.ljust(letters) for part, letters in zip(parts, widths, strict=True))
            lines.append((" " * _GAP).join(padded).rstrip())
    return lines


def _widths(table: Sequence[Sequence[str]], width: int) -> list[int]:
    """Widths of the columns: as their widest cell, the widest of them narrower until all fit."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    spare = width - _GAP * (len(widths) - 1)
    while sum(widths) > spare and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths
