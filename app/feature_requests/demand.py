"""How much a feature is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class FeatureDemand:
    """How much a feature is asked for.

    Args:
        feature: The feature's name.
        people: Distinct people who asked for it.
        requests: How often they asked; repeats within a day count once.
        first_asked: When it was first asked for; None where everybody was forgotten.
        last_asked: When it was last asked for.
        reached_at: When so many people had asked that it should be built; None where they have not yet.
        should_prioritize: Whether it should be built next.
    """

    feature: str
    people: int
    requests: int
    first_asked: datetime | None
    last_asked: datetime | None
    reached_at: datetime | None
    should_prioritize: bool
