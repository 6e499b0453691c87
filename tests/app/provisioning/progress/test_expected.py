"""How long a step still takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.provisioning.progress.expected import PARALLELISM, Task, seconds_left
from app.provisioning.progress.words import about


def test_what_waits_for_each_other_takes_as_long_as_all_of_it() -> None:
    chain = [
        Task("group", 3, elapsed_seconds=1),
        Task("workspace", 180, after=frozenset({"group"})),
        Task("cluster", 300, after=frozenset({"workspace"})),
        Task("vault", 20, after=frozenset({"group"})),
    ]
    assert seconds_left(chain) == 2 + 180 + 300


def test_no_more_than_terraform_works_on_is_thought_to_go_at_once() -> None:
    many = [Task(f"policy {number}", 10) for number in range(25)]
    assert seconds_left(many) == 30
    assert seconds_left(many, at_once=25) == 10


def test_what_was_never_timed_keeps_it_silent() -> None:
    assert seconds_left([Task("known", 10), Task("unknown", None)]) is None


def test_what_is_late_is_thought_to_need_a_little_longer() -> None:
    assert seconds_left([Task("cluster", 100, elapsed_seconds=200)]) == pytest.approx(20)


def test_what_is_no_task_is_done_and_a_circle_ends() -> None:
    assert seconds_left([]) == 0
    assert seconds_left([Task("a", 5, after=frozenset({"done before"}))]) == 5
    circle = [Task("a", 5, after=frozenset({"b"})), Task("b", 5, after=frozenset({"a"}))]
    assert seconds_left(circle) == 5


@given(st.lists(st.tuples(st.floats(0, 1000), st.sets(st.integers(0, 30))), max_size=30))
def test_it_is_between_the_longest_way_and_one_after_the_other(
    drawn: list[tuple[float, set[int]]],
) -> None:
    tasks = [
        Task(str(number), seconds, after=frozenset(str(other) for other in before if other < number))
        for number, (seconds, before) in enumerate(drawn)
    ]
    longest: dict[str, float] = {}
    for task in tasks:  # those before it come before it
        longest[task.name] = (task.seconds or 0) + max((longest[name] for name in task.after), default=0)
    in_all = sum(task.seconds or 0 for task in tasks)
    left = seconds_left(tasks)
    assert left is not None
    assert max(*longest.values(), in_all / PARALLELISM, 0, 0) <= left * (1 + 1e-9) + 1e-9
    assert left <= in_all * (1 + 1e-9) + 1e-9


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (4, "a few seconds left"),
        (31, "about 40 s left"),
        (119, "about 2 min left"),
        (5400, "about 1.5 h left"),
    ],
)
def test_it_is_said_no_more_exactly_than_it_is_known(seconds: float | None, words: str) -> None:
    assert about(seconds) == words
