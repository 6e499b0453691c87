"""When to try again: how long to wait, how often, and when to give up."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.provisioning.errors.classify import Classified
from naming.errors import RuleError

BUDGET_VARIABLE = "LAKEMASON_RETRY_SECONDS"
BUDGET_SECONDS = 600
"""How long a step is tried again, unless `LAKEMASON_RETRY_SECONDS` says otherwise. Ours: a role takes up to 10 minutes
to count (learn.microsoft.com/azure/role-based-access-control/troubleshooting), and little else takes longer."""

_LONGEST_SECONDS = 86_400


@dataclass(frozen=True, kw_only=True)
class RetryPolicy:
    """How long to wait before a step is tried again.

    Args:
        budget_seconds: How long after the first failure the last attempt may begin; 0 never tries again.
        attempts: How often a step is tried at most, the first time included; what is certain to come in time, as a role
            that was just given, is tried until the budget is spent.
        first_seconds: The wait after the first failure.
        factor: How much longer each further wait is.
        most_seconds: The longest wait that is ours; a longer one that a service asks for is kept.
        jitter: By how much of itself a wait may be longer, so that runs which failed together do not return together.
    """

    budget_seconds: float = BUDGET_SECONDS
    attempts: int = 6
    first_seconds: float = 5
    factor: float = 2
    most_seconds: float = 120
    jitter: float = 0.2

    def wait(
        self,
        attempt: int,
        *,
        retry_after_seconds: float | None = None,
        elapsed_seconds: float = 0,
        chance: float = 0,
        surely: bool = False,
    ) -> float | None:
        """How long to wait, in seconds; None where it is not tried again.

        Args:
            attempt: Which attempt failed, counted from 1.
            retry_after_seconds: What the service asks for: never less is waited. None or 0: nothing.
            elapsed_seconds: Time since the first failure.
            chance: Where between none (0) and all (1) of the jitter this wait lies.
            surely: It comes in time: however often it has failed, and the last wait ends with the budget.
        """
        left = self.budget_seconds - elapsed_seconds
        if attempt >= self.attempts and not surely:
            return None
        # The exponent is bounded: a float overflows long before anybody waits that often.
        ours = min(self.first_seconds * self.factor ** min(attempt - 1, 64), self.most_seconds)
        wait = (retry_after_seconds or ours) * (1 + self.jitter * chance)
        if surely and not retry_after_seconds and left >= self.first_seconds:
            return min(wait, left)
        return wait if wait <= left else None


class Retries:
    """The retries of one step.

    Args:
        policy: How long to wait.
        clock: Seconds that only ever grow: a clock that is set must not matter.
        chance: A number from 0 to 1, another each time.
    """

    def __init__(
        self,
        policy: RetryPolicy,
        *,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._policy = policy
        self._clock = clock
        self._chance = chance
        self._failed_since: float | None = None
        self._crashed = False
        self.failures = 0

    def after(self, failure: Classified) -> float | None:
        """Count a failure; returns how many seconds to wait before the step is tried again, None to give up.

        A plugin that crashed is tried once more and no oftener: it would crash there again.

        Args:
            failure: What the step failed with.
        """
        now = self._clock()
        self.failures += 1
        since = self._failed_since = now if self._failed_since is None else self._failed_since
        crashed_again = failure.kind == "plugin" and self._crashed
        self._crashed = self._crashed or failure.kind == "plugin"
        if not failure.retryable or crashed_again:
            return None
        return self._policy.wait(
            self.failures,
            retry_after_seconds=failure.retry_after_seconds,
            elapsed_seconds=now - since,
            chance=self._chance(),
            surely=failure.kind == "role",
        )


def retry_policy(environment: Mapping[str, str] = os.environ) -> RetryPolicy:
    """The policy that the settings ask for.

    Args:
        environment: The variables that hold them.

    Raises:
        RuleError: `LAKEMASON_RETRY_SECONDS` is no number of seconds.
    """
    said = environment.get(BUDGET_VARIABLE, "").strip()
    if not said:
        return RetryPolicy()
    if not (said.isascii() and said.isdecimal()) or int(said[:10]) > _LONGEST_SECONDS:
        raise RuleError(BUDGET_VARIABLE, allowed=f"0-{_LONGEST_SECONDS} seconds (0: never try again)", got=said)
    return RetryPolicy(budget_seconds=int(said))
