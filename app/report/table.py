"""Writes tables that fit a page: the widest columns wrap."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from app.report.page import printable
from app.report.text import WIDTH

_GAP = 2


def table_lines(headings: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = WIDTH) -> list[str]:
    """A table as lines of at most a width, words permitting.

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
            textwrap.wrap(cell, letters, break_on_hyphens=False, break_long_words=False) or [""]
            for cell, letters in zip(row, widths, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = (part.ljust(letters) for part, letters in zip(parts, widths, strict=True))
            lines.append((" " * _GAP).join(padded).rstrip())
    return lines


def _widths(table: Sequence[Sequence[str]], width: int) -> list[int]:
    """Widths of the columns: as their widest cell; where that is too much, the widest wrap, but never within a word."""
    columns = list(zip(*table, strict=True))
    widths = [max(map(len, column)) for column in columns]
    least = [max(len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    spare = width - _GAP * (len(widths) - 1)
    while sum(widths) > spare and widths != least:
        widest = max(
            (number for number in range(len(widths)) if widths[number] > least[number]), key=widths.__getitem__
        )
        widths[widest] -= 1
    return widths
