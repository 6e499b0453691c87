"""What happens, as JSON lines for programs; docs/progress.md says what stands in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from app.provisioning.events import Change, Event, diagnostic_of
from app.provisioning.progress.plain import write_line
from app.provisioning.progress.progress import NO_DEPENDENCIES, Dependencies, Progress, Typical
from app.provisioning.progress.tally import Tally

_RESOURCE = {
    "apply_start": "resource_started",
    "apply_complete": "resource_done",
    "apply_errored": "resource_failed",
    "apply_progress": "resource_waiting",
}
_LAYERS = ("azure", "databricks")


class JsonProgress(Progress):
    """One object a line on stderr.

    Args:
        write: Takes each line; stderr if left out.
        now: The time; the present one if left out.
    """

    def __init__(
        self, write: Callable[[str], None] = write_line, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._write = write
        self._now = now
        self._tally = Tally()
        self._about: dict[str, object] = {}

    def step(self, text: str, stack: str = "") -> None:
        self._tally.begin()
        layer = stack.rpartition("-")[2]
        self._about = {"stack": stack, "layer": layer} if layer in _LAYERS else {}
        self._say("step", text=text)

    def expect(self, changes: Sequence[Change], seconds: Typical, dependencies: Dependencies = NO_DEPENDENCIES) -> None:
        self._tally.expect(changes, seconds, dependencies)
        self._say("expected", **self._count())

    def event(self, event: Event) -> None:
        self._tally.event(event)
        found = diagnostic_of(event)
        if found:
            self._say("message", severity=found.severity, text=str(found), address=found.address or None)
        elif event.type == "stopping":
            self._say("message", severity="warning", text=event.message)
        elif event.type in _RESOURCE and not event.address.startswith("data."):
            self._say(
                _RESOURCE[event.type],
                address=event.address,
                kind=event.kind,
                action=event.action,
                seconds=None if event.type == "apply_start" else event.seconds,
                waiting=self._tally.waiting(event.address) if event.type == "apply_progress" else None,
                **self._count(),
            )

    def retry(self, seconds: float, why: str) -> None:
        self._say("retry", seconds=round(seconds, 1), text=why)

    def wait_for_run(self, text: str, seconds: float, holder: Mapping[str, object]) -> None:
        self._say("waiting_for_run", text=text, seconds=round(seconds), **holder)

    def note(self, text: str) -> None:
        self._say("message", severity="info", text=text)

    def failed(self, failure: Mapping[str, object]) -> None:
        """Say how the command failed; what says nothing is left out.

        Args:
            failure: Its fields by name.
        """
        self._say("failed", **{name: value or None for name, value in failure.items()})

    def _count(self) -> dict[str, object]:
        left = self._tally.seconds_left()
        return {
            "done": self._tally.done,
            "total": self._tally.total or None,
            "seconds_left": None if left is None else round(left),
        }

    def _say(self, type: str, **fields: object) -> None:
        time = self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        known = {name: value for name, value in fields.items() if value is not None}
        self._write(json.dumps({"time": time, "type": type, **self._about, **known}, ensure_ascii=False))
