"""Tells people what happens while Terraform works: live on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from app.provisioning.events import Event, diagnostic_of

if TYPE_CHECKING:
    from rich.progress import TaskID

_DONE = {"create": "created", "update": "updated", "delete": "destroyed", "read": "read", "replace": "replaced"}
_DOING = {"create": "creating", "update": "updating", "delete": "destroying", "read": "reading"}


class Progress(Protocol):
    """Somebody who is told what happens."""

    def step(self, text: str) -> None:
        """The next thing begins."""

    def event(self, event: Event) -> None:
        """Terraform says something."""

    def pause(self) -> None:
        """Make room for a question."""

    def resume(self) -> None:
        """Go on after a question."""


class PlainProgress:
    """Lines on stderr, for pipes and logs."""

    def step(self, text: str) -> None:
        self._say(f"{text} ...")

    def event(self, event: Event) -> None:
        line = describe(event)
        if line:
            self._say(f"  {line}")

    def pause(self) -> None:
        """Nothing to stop."""

    def resume(self) -> None:
        """Nothing to start."""

    def _say(self, text: str) -> None:
        if sys.stderr is not None:  # closed before the start: nobody listens
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()


class LiveProgress:
    """A spinner for the step and for each resource under way; what is done stays above."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import Progress as Bars
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

        self._bars = Bars(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
            console=Console(stderr=True, highlight=False, markup=False), transient=True,
        )  # fmt: skip
        self._step = self._bars.add_task("", total=None)
        self._under_way: dict[str, TaskID] = {}

    def __enter__(self) -> LiveProgress:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def step(self, text: str) -> None:
        self._bars.reset(self._step, description=text)

    def event(self, event: Event) -> None:
        if event.type == "apply_start":
            action = event.data["hook"]["action"]
            text = f"  {_DOING.get(action, action)} {event.address}"
            self._under_way[event.address] = self._bars.add_task(text, total=None)
        elif event.type in ("apply_complete", "apply_errored") and event.address in self._under_way:
            self._bars.remove_task(self._under_way.pop(event.address))
        line = describe(event)
        if line and event.type != "apply_start":
            self._bars.console.print(f"  {line}")

    def pause(self) -> None:
        self._bars.stop()

    def resume(self) -> None:
        self._bars.start()


def describe(event: Event) -> str:
    """An event in a line; empty where it is not worth one."""
    if event.address.startswith("data."):
        return ""
    if event.type == "apply_complete":
        action = event.data["hook"]["action"]
        return f"{_DONE.get(action, action)} {event.address} ({event.seconds} s)"
    if event.type == "apply_errored":
        return f"failed: {event.address} after {event.seconds} s"
    if event.type == "apply_progress":
        return f"still {_DOING.get(event.data['hook']['action'], 'working on')} {event.address} ({event.seconds} s)"
    if event.type == "stopping":
        return event.message
    found = diagnostic_of(event)
    return f"warning: {found}" if found and found.severity == "warning" else ""


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Progress that suits where stderr goes."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield PlainProgress()
        return
    with LiveProgress() as live:
        yield live
