"""What a page holds, whatever it is written as."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One part of a page.

    Args:
        title: Its heading.
        rows: Pairs of a label and a text, aligned.
        notes: Sentences below them.
        verbatim: Whether texts stay on one line, however long: commands to copy.
        asks: Whether it asks somebody to do something: it is never folded away.
    """

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    verbatim: bool = False
    asks: bool = False


@dataclass(frozen=True)
class Page:
    """A page: a title, a summary and sections; empty sections are left out."""

    title: str
    summary: str
    sections: tuple[Section, ...]

    @property
    def filled(self) -> tuple[Section, ...]:
        """The sections that say something."""
        return tuple(section for section in self.sections if section.rows or section.notes)


def printable(text: str) -> str:
    """A person's text on one line, with what could steer a terminal made visible."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
