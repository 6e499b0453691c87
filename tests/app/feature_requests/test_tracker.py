"""Counting what people ask for and do not get, in both kinds of database."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.database.database import Database
from app.database.location import DatabaseLocation
from app.feature_requests.exchange import read_exchange, write_exchange
from app.feature_requests.feature_request import FeatureRequest
from app.feature_requests.tracker import REPEAT, FeatureRequestTracker
from naming.errors import RuleError

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
_name = _text.map(str.strip).filter(bool)
_requests = st.lists(
    st.builds(
        FeatureRequest,
        feature=st.sampled_from(["gpu", "spot", "delta_sharing"]) | _name,
        requested_by=st.sampled_from(["maria", "jan"]) | _name,
        requested_at=st.integers(0, 400_000).map(
            lambda seconds: NOON - timedelta(seconds=seconds, microseconds=seconds)
        ),
        sentence=_text,
        blueprint=st.none() | _name,
    ),
    max_size=25,
)


@pytest.fixture
def tracker(location: DatabaseLocation) -> Iterator[FeatureRequestTracker]:
    with Database.open(location) as database:
        yield FeatureRequestTracker(database, threshold=3, clock=lambda: NOON)


@pytest.fixture
def memory() -> Iterator[Database]:
    with Database.open(DatabaseLocation(path=Path("/nowhere")), create=False) as database:
        yield database


def asked(by: str, *, feature: str = "gpu", hours: float = 0, sentence: str = "") -> FeatureRequest:
    return FeatureRequest(
        feature=feature, requested_by=by, requested_at=NOON + timedelta(hours=hours), sentence=sentence
    )


def test_keeps_who_asked_when_in_which_words_and_what_was_tried(tracker: FeatureRequestTracker) -> None:
    wish = FeatureRequest(
        feature="gpu",
        requested_by="maría",
        requested_at=NOON + timedelta(microseconds=7),
        sentence="GPUs, please; DROP TABLE feature_requests --",
        blueprint="databricks-basic",
    )
    assert tracker.record([wish]) == (wish,)
    assert tracker.requests("gpu") == tracker.requests() == [wish]
    assert tracker.requests("spot") == []


@pytest.mark.parametrize(
    ("hours", "counted"),
    [((0, 23.99), [0]), ((0, 24), [0, 24]), ((0, 23, 46), [0, 46]), ((23, 0), [0]), ((0, 0), [0])],
)
def test_repeats_within_a_day_count_once(
    hours: tuple[float, ...], counted: list[float], tracker: FeatureRequestTracker
) -> None:
    tracker.record([asked("maria", hours=hour) for hour in hours])
    kept = [one.requested_at for one in tracker.requests("gpu")]
    assert kept == [NOON + timedelta(hours=hour) for hour in counted]


def test_a_request_of_earlier_that_comes_later_is_a_repeat_too(tracker: FeatureRequestTracker) -> None:
    assert len(tracker.record([asked("maria")])) == 1
    assert tracker.record([asked("maria", hours=-23)]) == ()
    assert len(tracker.record([asked("maria", hours=-24), asked("jan"), asked("maria", feature="spot")])) == 3


def test_lists_what_most_people_ask_for_first(tracker: FeatureRequestTracker) -> None:
    tracker.record(
        [
            *(asked(person, feature="spot") for person in ("maria", "jan")),
            *(asked("maria", feature="gpu", hours=24 * day) for day in range(4)),
            asked("jan", feature="budget_alert"),
            asked("jan", feature="diagnostics"),
        ]
    )
    found = [(one.feature, one.people, one.requests) for one in tracker.top()]
    assert found == [("spot", 2, 2), ("gpu", 1, 4), ("budget_alert", 1, 1), ("diagnostics", 1, 1)]
    assert [one.feature for one in tracker.top(2)] == ["spot", "gpu"]
    gpu = tracker.demand("gpu")
    assert (gpu.first_asked, gpu.last_asked) == (NOON, NOON + timedelta(days=3))


def test_a_threshold_is_said_once_and_shown_ever_after(
    tracker: FeatureRequestTracker, caplog: pytest.LogCaptureFixture
) -> None:
    tracker.record([asked("a"), asked("b"), asked("b", hours=24), asked("b", hours=48)])
    assert caplog.messages == []
    assert not tracker.should_prioritize("gpu")
    tracker.record([asked("c")])
    assert caplog.messages == ["gpu should be built next: 3 people have asked for it."]
    assert caplog.records[0].levelno == logging.WARNING
    tracker.record([asked("d"), asked("e")])
    assert len(caplog.messages) == 1
    for person in "abcde":
        tracker.forget(person)
    assert tracker.should_prioritize("gpu")
    (gpu,) = tracker.top()
    assert (gpu.people, gpu.requests, gpu.reached_at, gpu.last_asked) == (0, 0, NOON, None)
    assert not tracker.should_prioritize("spot")


def test_another_threshold_is_another_one(location: DatabaseLocation, caplog: pytest.LogCaptureFixture) -> None:
    with Database.open(location) as database:
        for threshold, person, said in ((2, "a", 0), (2, "b", 1), (4, "c", 1), (4, "d", 2), (3, "e", 3), (1, "f", 4)):
            tracker = FeatureRequestTracker(database, threshold=threshold)
            tracker.record([asked(person)])
            assert (person, len(caplog.messages)) == (person, said)
        assert FeatureRequestTracker(database, threshold=4).should_prioritize("gpu")
        assert not FeatureRequestTracker(database, threshold=7).should_prioritize("gpu")


def test_the_threshold_is_a_setting(memory: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert FeatureRequestTracker(memory).threshold == 10
    monkeypatch.setenv("LAKEMASON_FEATURE_THRESHOLD", "4")
    assert FeatureRequestTracker(memory).threshold == 4
    assert FeatureRequestTracker(memory, threshold=2).threshold == 2


@pytest.mark.parametrize("said", ["0", "-1", "ten", "1.5", "9" * 5000])
def test_fails_on_a_threshold_that_is_none(said: str, memory: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAKEMASON_FEATURE_THRESHOLD", said)
    with pytest.raises(RuleError, match="LAKEMASON_FEATURE_THRESHOLD: allowed is 1-1000000 people"):
        FeatureRequestTracker(memory)
    with pytest.raises(RuleError, match="threshold: allowed is 1 or more"):
        FeatureRequestTracker(memory, threshold=0)


def test_forgets_a_person_and_leaves_no_trace(project: Path) -> None:
    path = project / "lakemason.db"
    with Database.open(DatabaseLocation(path=path)) as database:
        tracker = FeatureRequestTracker(database)
        tracker.record([asked("maria-of-finance", sentence="private words " * 100), asked("jan")])
        assert tracker.forget("maria-of-finance") == 1
        assert tracker.forget("maria-of-finance") == 0
        assert [one.requested_by for one in tracker.requests()] == ["jan"]
        left = b"".join(one.read_bytes() for one in project.glob("lakemason.db*"))
    assert b"jan" in left
    assert b"maria-of-finance" not in left
    assert b"private words" not in left


def test_keeps_text_that_no_database_takes_as_it_can(tracker: FeatureRequestTracker) -> None:
    tracker.record([asked("ma\0ria", sentence="half \ud800 and \0 nothing")])
    (kept,) = tracker.requests()
    assert (kept.requested_by, kept.sentence) == (
        "ma\N{REPLACEMENT CHARACTER}ria",
        "half ? and \N{REPLACEMENT CHARACTER} nothing",
    )


def test_twenty_processes_count_at_once(location: DatabaseLocation) -> None:
    context = multiprocessing.get_context("fork")
    together = context.Barrier(20)

    def work(number: int) -> None:
        together.wait(timeout=30)
        with Database.open(location) as database:
            tracker = FeatureRequestTracker(database, threshold=20)
            tracker.record([asked(f"person-{number}"), asked("everybody", feature="spot")])
            tracker.record([asked(f"person-{number}", feature="photon")])

    workers = [context.Process(target=work, args=(number,)) for number in range(20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert [worker.exitcode for worker in workers] == [0] * 20
    with Database.open(location) as database:
        found = FeatureRequestTracker(database, threshold=20).top()
    assert [(one.feature, one.people, one.requests, one.should_prioritize) for one in found] == [
        ("gpu", 20, 20, True),
        ("photon", 20, 20, True),
        ("spot", 1, 1, False),
    ]
    assert all(one.reached_at for one in found[:2])


@QUICK
@given(requests=_requests)
def test_no_two_counted_requests_repeat_each_other_and_none_is_lost(requests: list[FeatureRequest]) -> None:
    with Database.open(DatabaseLocation(path=Path("/nowhere")), create=False) as database:
        tracker = FeatureRequestTracker(database)
        counted = tracker.record(requests)
        assert sorted(counted, key=repr) == sorted(tracker.requests(), key=repr)
        for one in requests:
            near = [
                other
                for other in counted
                if (other.feature, other.requested_by) == (one.feature, one.requested_by)
                and abs(other.requested_at - one.requested_at) < REPEAT
            ]
            assert near == [one] if one in counted else near
        assert sum(one.requests for one in tracker.top()) == len(counted)
        assert tracker.record(requests) == ()


@QUICK
@given(requests=_requests)
def test_what_is_exported_imports_to_the_same(requests: list[FeatureRequest]) -> None:
    exported = write_exchange(requests)
    later = NOON + timedelta(days=1)
    assert sorted(read_exchange(exported, source="x", now=later), key=repr) == sorted(requests, key=repr)
