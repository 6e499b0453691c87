from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.provisioning.errors.classify import Classified, classify
from app.provisioning.errors.retry import BUDGET_VARIABLE, Retries, RetryPolicy, retry_policy
from naming.errors import RuleError

THROTTLED = Classified("throttled", retryable=True)
CRASHED = Classified("plugin", retryable=True)
ROLE = classify("cannot create external location: Managed Identity does not have READ permissions on url abfss://a@b.")
DENIED = Classified("permission", retryable=False)


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


def waits(
    policy: RetryPolicy, failure: Classified = THROTTLED, *, takes: float = 0, chance: float = 0
) -> Iterator[float]:
    """The waits of a step that always fails, each attempt taking some seconds."""
    clock = Clock()
    retries = Retries(policy, clock=clock, chance=lambda: chance)
    while (wait := retries.after(failure)) is not None:
        yield wait
        clock.seconds += wait + takes


def test_waits_grow_up_to_the_longest_and_end_with_the_attempts() -> None:
    assert list(waits(RetryPolicy())) == [5, 10, 20, 40, 80]
    assert list(waits(RetryPolicy(attempts=9, budget_seconds=10_000))) == [5, 10, 20, 40, 80, 120, 120, 120]
    assert list(waits(RetryPolicy(attempts=1))) == []


def test_what_never_passes_is_given_up_after_about_three_minutes_of_waiting() -> None:
    """As for a role given to an identity that there is not, or a 409 that says no more."""
    for said in (
        "unexpected status 400 (400 Bad Request) with error: PrincipalNotFound: Principal 1 does not exist",
        "unexpected status 409 (409 Conflict) with error: Conflict: not in this state",
    ):
        failure = classify(said)
        assert failure.retryable
        assert 120 < sum(waits(RetryPolicy(), failure, chance=1)) < 190


def test_a_role_that_was_just_given_is_waited_for_as_long_as_it_may_take() -> None:
    """Up to ten minutes: learn.microsoft.com/azure/role-based-access-control/troubleshooting."""
    assert list(waits(RetryPolicy(), ROLE)) == [5, 10, 20, 40, 80, 120, 120, 120, 85]
    assert list(waits(RetryPolicy(), ROLE, takes=20)) == [5, 10, 20, 40, 80, 120, 120, 65]
    assert sum(waits(RetryPolicy(), ROLE, chance=1)) == pytest.approx(600)
    assert list(waits(RetryPolicy(budget_seconds=38), ROLE)) == [5, 10, 20]  # three seconds are not worth a try
    assert list(waits(RetryPolicy(budget_seconds=0), ROLE)) == []
    asked = Classified("role", retryable=True, retry_after_seconds=400)
    assert list(waits(RetryPolicy(), asked)) == [400]  # what is asked for is never cut short


def test_nothing_begins_after_the_budget() -> None:
    assert list(waits(RetryPolicy(budget_seconds=35))) == [5, 10, 20]
    assert list(waits(RetryPolicy(budget_seconds=34))) == [5, 10]
    assert list(waits(RetryPolicy(budget_seconds=100), takes=60)) == [5, 10]
    assert list(waits(RetryPolicy(budget_seconds=0))) == []


def test_what_a_service_asks_for_is_kept() -> None:
    asked = Classified("throttled", retryable=True, retry_after_seconds=17)
    assert list(waits(RetryPolicy(attempts=3), asked)) == [17, 17]
    longer = Classified("throttled", retryable=True, retry_after_seconds=300)
    assert list(waits(RetryPolicy(), longer)) == [300, 300]  # more than our own longest wait, within the budget
    assert list(waits(RetryPolicy(), Classified("throttled", retryable=True, retry_after_seconds=601))) == []
    assert next(waits(RetryPolicy(), Classified("throttled", retryable=True, retry_after_seconds=0))) == 5


@pytest.mark.parametrize("chance", [0, 0.5, 1])
def test_jitter_only_adds(chance: float) -> None:
    policy = RetryPolicy(jitter=0.2)
    wait = policy.wait(1, chance=chance)
    assert wait == pytest.approx(5 * (1 + 0.2 * chance))
    asked = policy.wait(1, retry_after_seconds=17, chance=chance)
    assert asked is not None
    assert 17 <= asked <= 17 * 1.2
    assert policy.wait(1, retry_after_seconds=600, chance=chance) == (600 if chance == 0 else None)


def test_a_crashed_plugin_is_tried_once_more() -> None:
    assert list(waits(RetryPolicy(), CRASHED)) == [5]
    clock = Clock()
    retries = Retries(RetryPolicy(), clock=clock, chance=lambda: 0)
    assert [retries.after(it) for it in (CRASHED, THROTTLED, CRASHED)] == [5, 10, None]
    assert retries.failures == 3


def test_what_does_not_pass_is_not_tried_again() -> None:
    retries = Retries(RetryPolicy(), clock=Clock(), chance=lambda: 0)
    assert retries.after(DENIED) is None
    assert retries.after(THROTTLED) == 10  # the second failure


def test_a_clock_that_is_set_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    retries = Retries(RetryPolicy(budget_seconds=60))
    assert retries.after(THROTTLED) is not None
    monkeypatch.setattr("time.time", lambda: 4e9)
    monkeypatch.setattr("time.time_ns", lambda: int(4e18))
    assert retries.after(THROTTLED) is not None


def test_very_many_attempts_overflow_nothing() -> None:
    assert RetryPolicy(attempts=10**9).wait(10**8) == 120


@pytest.mark.parametrize(("said", "seconds"), [("", 600), ("0", 0), (" 90 ", 90), ("86400", 86_400)])
def test_the_budget_is_a_setting(said: str, seconds: float) -> None:
    assert retry_policy({BUDGET_VARIABLE: said}).budget_seconds == seconds
    assert retry_policy({}) == RetryPolicy()


@pytest.mark.parametrize("said", ["ten", "-1", "1.5", "86401", "9" * 50, "٣", "1e3", "0x10"])
def test_fails_for_a_budget_that_is_no_number_of_seconds(said: str) -> None:
    with pytest.raises(RuleError) as error:
        retry_policy({BUDGET_VARIABLE: said})
    assert str(error.value).startswith("LAKEMASON_RETRY_SECONDS: allowed is 0-86400 seconds (0: never try again); got ")
