"""Times as people read them in tables of runs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.report.run_text import ago, took


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.4, "0 s"), (59.4, "59 s"), (60, "1 min"), (200, "3 min 20 s"), (3600, "1 h"), (7500, "2 h 5 min")],
)
def test_how_long_something_took(seconds: float, said: str) -> None:
    assert took(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0.9, "just now"),
        (-5, "just now"),
        (1, "1 min ago"),
        (59, "59 min ago"),
        (120, "2 h ago"),
        (47 * 60, "47 h ago"),
        (48 * 60, "2 days ago"),
    ],
)
def test_how_long_ago_something_was(minutes: float, said: str) -> None:
    assert ago(timedelta(minutes=minutes)) == said
