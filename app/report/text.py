"""Writes a page as plain text of a fixed width: for pipes, files and logs."""

from __future__ import annotations

import textwrap

from app.report.page import Page, Section, printable

WIDTH = 100
_LABEL = 42


def as_text(page: Page) -> str:
    """The page as lines of at most 100 characters, without colours and boxes."""
    lines = [printable(page.title), "=" * min(len(page.title), WIDTH), *_wrapped(page.summary, "")]
    for section in page.filled:
        lines += ["", section.title, *_section(section)]
    return "\n".join(lines) + "\n"


def _section(section: Section) -> list[str]:
    lines = []
    width = min(max((len(printable(label)) for label, _ in section.rows), default=0), _LABEL)
    for label, text in section.rows:
        start = f"  {printable(label):<{width}}  "
        if section.verbatim:
            lines.append(start + printable(text))
            continue
        lines += textwrap.wrap(
            printable(text), WIDTH, initial_indent=start, subsequent_indent=" " * len(start), break_on_hyphens=False
        ) or [start.rstrip()]
    for note in section.notes:
        lines += _wrapped(note, "  - ")
    return lines


def _wrapped(text: str, bullet: str) -> list[str]:
    return textwrap.wrap(
        printable(text), WIDTH, initial_indent=bullet, subsequent_indent=" " * len(bullet), break_on_hyphens=False
    )
