"""Sections about what a request does not get: what is left to do by hand, and what nothing here builds."""

from __future__ import annotations

from collections.abc import Sequence

from app.duration import about
from app.report.page import Section
from blueprints.features.vocabulary import FEATURES


def by_hand_section(steps: Sequence[str], minutes: int) -> Section:
    """Steps by hand, numbered.

    Args:
        steps: Each on one line.
        minutes: How long they take together; 0 where nobody can say.
    """
    rows = tuple((f"{number}.", step) for number, step in enumerate(steps, start=1))
    return Section(f"Left to do by hand{f', {about(minutes)}' if minutes else ''}", rows, asks=True)


def not_built_section(names: Sequence[str]) -> Section:
    """What is asked for and not there yet. `lakemason plan` says afterwards what was written down."""
    wishes = [(name, FEATURES.get(name)) for name in names]
    rows = tuple((name, wish.description if wish else "") for name, wish in wishes)
    return Section("Asked for, not built here yet", rows)
