"""Regular expressions that are compiled where a sentence needs them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class Pattern:
    """A regular expression, in capitals or not, compiled at its first use: compiling all takes longer than reading.

    Args:
        text: The expression.
        needs: A cheap look at a text, which finds nothing only where the expression is nowhere in it; without one
            every text is searched.
    """

    def __init__(self, text: str, *, needs: Callable[[str], object] | None = None) -> None:
        self._text, self._needs = text, needs

    def search(self, text: str) -> re.Match[str] | None:
        """The first place in a text."""
        return self._compiled.search(text) if self._may_stand_in(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The place that begins at `start`."""
        return self._compiled.match(text, start) if self._may_stand_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every place in a text."""
        return self._compiled.finditer(text) if self._may_stand_in(text) else iter(())

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._text, re.IGNORECASE)

    def _may_stand_in(self, text: str) -> bool:
        return self._needs is None or bool(self._needs(text))
