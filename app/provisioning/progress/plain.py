"""Lines on stderr, for pipes and logs."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from app.provisioning.events import Change, Event
from app.provisioning.progress.progress import NO_DEPENDENCIES, Dependencies, Progress, Typical
from app.provisioning.progress.tally import Tally
from app.provisioning.progress.words import about, describe, safe, waiting_for_run


class PlainProgress(Progress):
    """A line for each thing that happens."""

    def __init__(self) -> None:
        self._tally = Tally()

    def step(self, text: str, stack: str = "") -> None:
        self._tally.begin()
        self._say(f"{text} ...")

    def expect(self, changes: Sequence[Change], seconds: Typical, dependencies: Dependencies = NO_DEPENDENCIES) -> None:
        self._tally.expect(changes, seconds, dependencies)
        left = about(self._tally.seconds_left())
        if left:
            self._say(f"  {left}")

    def event(self, event: Event) -> None:
        self._tally.event(event)
        line = describe(event, self._tally.waiting(event.address))
        if line:
            self._say(f"  {line}")

    def retry(self, seconds: float, why: str) -> None:
        self._say(f"  {why} Trying again in {seconds:.0f} s.")

    def wait_for_run(self, text: str, seconds: float, holder: Mapping[str, object]) -> None:
        self._say(waiting_for_run(text, seconds))

    def note(self, text: str) -> None:
        self._say(text)

    def _say(self, text: str) -> None:
        write_line(safe(text))


def write_line(text: str) -> None:
    """Write a line on stderr at once, where there is one."""
    if sys.stderr is not None:  # closed before the start: nobody listens
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
