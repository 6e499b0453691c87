"""Tries again what may pass by itself: throttling, lost connections, a service that has not caught up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from app.provisioning.errors.retry import Retries, retry_policy
from app.provisioning.session import Session
from app.provisioning.terraform import TerraformError

_T = TypeVar("_T")


class Trying:
    """The tries of one thing, within a budget of time.

    Args:
        session: The run's surroundings. A simulated cloud recovers at once, so there the waits that are ours are short;
            those that it asks for itself are kept.
    """

    def __init__(self, session: Session) -> None:
        policy = retry_policy()
        if session.place.rehearsal:
            policy = replace(policy, first_seconds=0.1, most_seconds=1)
        self._retries = Retries(policy)
        self._progress = session.progress
        self._session = session

    def until_done(self, act: Callable[[], _T]) -> _T:
        """Do something that changes nothing, again where that may help."""
        while True:
            try:
                return act()
            except TerraformError as error:
                self.wait_or_raise(error)

    def wait_or_raise(self, error: TerraformError) -> None:
        """Wait for as long as is sensible after a failure; raise it where waiting does not help, or no more."""
        seconds = self._retries.after(error.classified)
        if seconds is None:
            raise error
        self._progress.retry(seconds, error.classified.explanation or error.classified.kind)
        threading.Event().wait(seconds)  # Ctrl-C ends it
        if "ledger" in self._session.opened:  # a look at what stands needs none
            self._session.ledger.confirm_alone()
