"""A size that is wished: what would be best, what would do too, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)


@dataclass(frozen=True)
class Wish(Generic[T]):
    """A size that is wished.

    Args:
        steps: The wished value, then smaller ones that would do, each smaller than the one before.
        why: Why that value, one sentence without its end.
        weighed: What was held against it, one sentence; empty where there was nothing to choose.
    """

    steps: tuple[T, ...]
    why: str
    weighed: str = ""

    @property
    def best(self) -> T:
        """What is taken where the limit allows it."""
        return self.steps[0]
