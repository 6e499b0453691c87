"""Somebody who is told what happens."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from app.provisioning.events import Change, Event

Typical = Mapping[tuple[str, str], float]
"""Seconds by (Terraform type, `create`, `update` or `delete`)."""

Dependencies = Mapping[str, Collection[str]]
"""The addresses that a resource is made from, by its address."""

NO_DEPENDENCIES: Dependencies = MappingProxyType({})


class Progress:
    """Told what happens. This one says nothing; the others say what they have something for."""

    def step(self, text: str, stack: str = "") -> None:
        """The next thing begins.

        Args:
            text: What, such as `Planning ml-team-ml-dev-azure`.
            stack: The layer's stack that it is about; about none if left out.
        """

    def expect(self, changes: Sequence[Change], seconds: Typical, dependencies: Dependencies = NO_DEPENDENCIES) -> None:
        """Say what the step under way will do; called after `step`, before its first event.

        Args:
            changes: Each change that the step makes.
            seconds: What each kind of change took in earlier runs. Where one of them is missing, nothing is said
                of the time that is left.
            dependencies: What each resource is made from; what waits for what is not known if left out.
        """

    def event(self, event: Event) -> None:
        """Terraform says something."""

    def retry(self, seconds: float, why: str) -> None:
        """Something failed and will be tried again.

        Args:
            seconds: How long is waited before.
            why: What failed.
        """

    def wait_for_run(self, text: str, seconds: float, holder: Mapping[str, object]) -> None:
        """Another run has the platform, and is waited for.

        Args:
            text: Who it is and since when, a sentence.
            seconds: For how long at most.
            holder: The same for programs: person, host, pid, doing, since; empty where it is not known.
        """

    def note(self, text: str) -> None:
        """Say a line that is worth keeping."""

    def pause(self) -> None:
        """Make room for a question."""

    def resume(self) -> None:
        """Go on after a question."""
