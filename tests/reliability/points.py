"""The points of the crash matrix: where a run is killed, and which way it is recovered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.provisioning.ledger.records import Direction
from rehearsal.faults import MOMENTS, Moment

Scenario = Literal["create", "update", "destroy"]

OPERATIONS: dict[Scenario, int] = {"create": 16, "update": 55, "destroy": 30}
"""How many operations the cloud's trace has after each was run without a crash; preparing one compares them."""

DIRECTIONS: tuple[Direction, ...] = ("back", "forward")
EVERY = 8
"""One point in so many is in the sample."""


@dataclass(frozen=True)
class Point:
    """Where a run is killed, and which way it is recovered.

    Args:
        scenario: What is done.
        at: At which operation of the cloud, counted from 1.
        moment: Just before it took effect, or just after.
        direction: Which way it is recovered.
    """

    scenario: Scenario
    at: int
    moment: Moment
    direction: Direction

    def __str__(self) -> str:
        return f"{self.scenario}-{self.at}-{self.moment}-{self.direction}"


def all_points() -> list[Point]:
    """Every point of every scenario, those of one moment and one direction together."""
    return [point for scenario in OPERATIONS for point in _points(scenario)]


def sample() -> list[Point]:
    """Every eighth point of each scenario: each moment and each direction, at other operations of each."""
    return [point for scenario in OPERATIONS for point in _points(scenario, shift=2)[::EVERY]]


def _points(scenario: Scenario, *, shift: int = 0) -> list[Point]:
    """The points of a scenario, each moment and direction beginning so many operations after the one before."""
    count = OPERATIONS[scenario]
    ways = [(moment, direction) for moment in MOMENTS for direction in DIRECTIONS]
    return [
        Point(scenario, (at + shift * number) % count + 1, moment, direction)
        for number, (moment, direction) in enumerate(ways)
        for at in range(count)
    ]


def point_named(name: str) -> Point:
    """A point by its name, such as `update-7-after-back`.

    Raises:
        LookupError: There is none of that name.
    """
    found = next((point for point in all_points() if str(point) == name), None)
    if found is None:
        counted = ", ".join(f"{scenario} 1-{count}" for scenario, count in OPERATIONS.items())
        raise LookupError(f"No point {name!r}: SCENARIO-NUMBER-before|after-back|forward, with {counted}.")
    return found
