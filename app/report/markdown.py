"""Writes a page as GitHub's markdown: for a comment on a pull request, where texts of strangers stand."""

from __future__ import annotations

import re

from app.report.page import Page, Section, printable

_STEERING = re.compile(
    r"[&<>|`*\[\]#~@\\$^={}]|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=\bwww)\.|^(?:[-+]|\d+(?=[.)](?:\s|$)))"
)
"""What markdown, or GitHub on top of it, would take as more than text: tags, tables, links, mentions, references."""


def as_markdown(page: Page) -> str:
    """The page as markdown; texts are escaped, so that nothing in them is markup, a link or a mention."""
    lines = [f"## {escaped(page.title)}", "", escaped(page.summary)]
    for section in page.filled:
        lines += ["", *_section(section)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A person's text so that markdown shows it as it stands, on one line."""
    return _STEERING.sub(lambda found: "".join(f"&#{ord(c)};" for c in found[0]), printable(text))


def _section(section: Section) -> list[str]:
    body = _commands(section) if section.verbatim else _table(section)
    body += [f"- {escaped(note)}" for note in section.notes]
    if section.asks:
        return [f"### {escaped(section.title)}", "", *body]
    return ["<details>", f"<summary>{escaped(section.title)}</summary>", "", *body, "", "</details>"]


def _table(section: Section) -> list[str]:
    if not section.rows:
        return []
    rows = [f"| {escaped(label)} | {escaped(text)} |" for label, text in section.rows]
    return ["| | |", "| --- | --- |", *rows, ""]


def _commands(section: Section) -> list[str]:
    lines = [f"{printable(text)}  # {printable(label)}" for label, text in section.rows]
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}console", *lines, fence, ""] if lines else []
