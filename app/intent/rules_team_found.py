"""Who a platform is for, as the rules found it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Team:
    """What was found.

    Args:
        name: The team as a slug; None where nobody was named, or the name is no slug.
        words: Places of the words that name it.
        refused: What stood where a team's name stands but is none.
        sure: How sure that is, 0 to 1.
    """

    name: str | None = None
    words: frozenset[int] = frozenset()
    refused: str = ""
    sure: float = 0.0
