"""How long something takes, in words."""

from __future__ import annotations

_IN_MINUTES = 120
"""From here on people think in hours."""


def about(minutes: int) -> str:
    """A duration as people say it: `about 40 minutes`, `about 2.5 hours`.

    Args:
        minutes: How many; from two hours on, half hours are near enough.
    """
    if minutes < _IN_MINUTES:
        return f"about {minutes} minute{'' if minutes == 1 else 's'}"
    return f"about {round(minutes / 30) / 2:g} hours"
