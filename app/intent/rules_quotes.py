"""Finds names of several words in quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from app.intent.rules_tokens import Word

_QUOTED = re.compile(r"[\"'“‘](?P<name>[\w &/-]{3,40})[\"'”’]")  # noqa: RUF001 - quotes that people type
_MOST_WORDS = 5


def in_quotes(sentence: str, words: list[Word]) -> Iterator[tuple[int, int, list[int]]]:
    """Two to five words in quotes: where the quotes stand, and the places of the words."""
    starts = [word.start for word in words]
    for found in _QUOTED.finditer(sentence):
        run = list(range(bisect_left(starts, found.start()), bisect_left(starts, found.end())))
        if 1 < len(run) <= _MOST_WORDS:
            yield found.start(), found.end(), run
