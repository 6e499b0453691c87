"""A bar chart for terminals."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

from app.feature_requests.demand import FeatureDemand
from app.report.page import printable

_LEAST, _MOST = 10, 60
"""Columns of the longest bar."""


def bars(demands: Sequence[FeatureDemand], *, threshold: int, width: int | None = None) -> list[str]:
    """A line a feature, as long as people asked for it; those to build next are marked.

    Args:
        demands: What to draw, in this order; at least one.
        threshold: People from whom on a feature should be built.
        width: Columns there are; the terminal's if left out.
    """
    width = width or shutil.get_terminal_size().columns
    names = [printable(one.feature) for one in demands]
    most = max(1, *(one.people for one in demands))
    label, number = max(map(len, names)), len(str(most))
    longest = max(_LEAST, min(_MOST, width - label - number - 6))
    block = _block()
    lines = [
        f"{name:<{label}}  {one.people:>{number}}  {block * _columns(one.people, most, longest)}"
        f"{' *' if one.should_prioritize else ''}".rstrip()
        for name, one in zip(names, demands, strict=True)
    ]
    if any(one.should_prioritize for one in demands):
        lines += ["", f"* should be built next: {threshold} people or more have asked for it."]
    return lines


def _columns(people: int, most: int, longest: int) -> int:
    """Never none for somebody."""
    return max(1, round(people / most * longest)) if people else 0


def _block() -> str:
    try:
        "█".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return "#"
    return "█"
