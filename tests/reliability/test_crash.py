"""A run is killed at every eighth operation of the cloud, and recovered: everything is as it was, or as it was to be.

In a few, recovering is killed as well, more than once.

`make crash-matrix` does it at all of them. A point that fails is run alone by its name:
`make crash-matrix ARGS="--crash-point update-7-after-back"`.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from rehearsal.faults import MOMENTS, Moment
from tests.reliability.crash import Outcome
from tests.reliability.crew import crew
from tests.reliability.points import DIRECTIONS, EVERY, OPERATIONS, Point, all_points, point_named, sample

Kills = tuple[tuple[int, Moment], ...]

KILLED_AGAIN: dict[str, Kills] = {
    "create-14-after-back": ((3, "after"), (4, "before")),
    "update-40-after-forward": ((12, "after"), (26, "after")),
    "update-53-after-back": ((2, "before"), (30, "after")),
    "destroy-25-after-back": ((5, "after"), (9, "after"), (1, "before")),
}
"""Points, and at which operations recovering from them is killed, too, before it may end."""

Outcomes = dict[tuple[Point, Kills], Future[Outcome]]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Outcomes]:
    """What becomes of the points that were asked for: all are begun at once, two at a time."""
    asked = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    wanted = [(params["point"], params["again"]) for params in asked if isinstance(params.get("point"), Point)]
    with crew(tmp_path_factory.mktemp("crash")) as sites:
        yield {(point, again): sites.crash(point, *again) for point, again in wanted}


@pytest.mark.parametrize(
    ("point", "again"),
    [
        *(pytest.param(point, (), id=str(point)) for point in sample()),
        # The last thing that was to go has gone, and no state says so: there is nothing to do but to write that down.
        pytest.param(point_named("update-55-after-forward"), (), id="update-55-after-forward"),
        *(pytest.param(point_named(name), kills, id=f"{name}, again") for name, kills in KILLED_AGAIN.items()),
    ],
)
def test_a_killed_run_is_recovered(outcomes: Outcomes, point: Point, again: Kills) -> None:
    outcome = outcomes[point, again].result()
    assert not outcome.problems, f"killed at {outcome.operation}\n{outcome.said}"


def test_the_sample_has_every_kind_of_point() -> None:
    points = sample()
    assert len(points) == sum(-(-4 * count // EVERY) for count in OPERATIONS.values())
    assert len(set(points)) == len(points)
    kinds = {(point.scenario, point.moment, point.direction) for point in points}
    assert kinds == {(scenario, m, d) for scenario in OPERATIONS for m in MOMENTS for d in DIRECTIONS}


def test_points_are_found_by_their_names() -> None:
    assert [point_named(str(point)) for point in all_points()] == all_points()
    with pytest.raises(LookupError, match="create 1-16, update 1-55, destroy 1-30"):
        point_named("create-17-before-back")
