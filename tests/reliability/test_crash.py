"""A run is killed at every eighth operation of the cloud, and recovered: everything is as it was, or as it was to be.

`make crash-matrix` does it at all of them. A point that fails is run alone by its name:
`make crash-matrix ARGS="--crash-point update-7-after-back"`.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from rehearsal.faults import MOMENTS
from tests.reliability.crash import Outcome
from tests.reliability.crew import crew
from tests.reliability.points import DIRECTIONS, EVERY, OPERATIONS, Point, all_points, point_named, sample


@pytest.fixture(scope="module")
def outcomes(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[dict[Point, Future[Outcome]]]:
    """What becomes of the points that were asked for: all are begun at once, two at a time."""
    asked = [getattr(item, "callspec", None) for item in request.session.items]
    points = [each.params.get("point") for each in asked if each]
    wanted = [point for point in points if isinstance(point, Point)]
    with crew(tmp_path_factory.mktemp("crash")) as sites:
        yield {point: sites.crash(point) for point in wanted}


@pytest.mark.parametrize("point", sample(), ids=str)
def test_a_killed_run_is_recovered(outcomes: dict[Point, Future[Outcome]], point: Point) -> None:
    outcome = outcomes[point].result()
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
