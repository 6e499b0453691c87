"""How long something takes, in words."""

import pytest

from app.duration import about


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "about 1 minute"),
        (40, "about 40 minutes"),
        (119, "about 119 minutes"),
        (120, "about 2 hours"),
        (150, "about 2.5 hours"),
        (475, "about 8 hours"),
    ],
)
def test_long_ones_are_said_in_hours(minutes: int, said: str) -> None:
    assert about(minutes) == said
