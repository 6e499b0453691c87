"""What happens, live on a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.console import Console, Group
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from app.provisioning.events import Change, Event
from app.provisioning.progress.progress import NO_DEPENDENCIES, Dependencies, Progress, Typical
from app.provisioning.progress.tally import Tally
from app.provisioning.progress.words import DOING, about, describe, safe, waited_for, waiting_for_run


class LiveProgress(Progress):
    """A heading for the step and a line for each resource under way; what is done stays above.

    Args:
        console: Where to; stderr if left out.
        clock: Seconds of a clock that only goes forward.
    """

    def __init__(self, console: Console | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console or Console(stderr=True, highlight=False, markup=False)
        self._clock = clock
        self._tally = Tally(clock)
        self._text = ""
        self._again: tuple[float, str] | None = None
        self._spinner = Spinner("dots")
        self._live = Live(
            console=self._console, transient=True, refresh_per_second=8, get_renderable=self._shown,
            redirect_stdout=False,
        )  # fmt: skip

    def __enter__(self) -> LiveProgress:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def step(self, text: str, stack: str = "") -> None:
        self._tally.begin()
        self._text, self._again = text, None
        self._live.refresh()

    def expect(self, changes: Sequence[Change], seconds: Typical, dependencies: Dependencies = NO_DEPENDENCIES) -> None:
        self._tally.expect(changes, seconds, dependencies)
        self._live.refresh()

    def event(self, event: Event) -> None:
        self._again = None
        self._tally.event(event)
        line = describe(event)
        if line and event.type != "apply_progress":  # a clock runs for it already
            self.note(f"  {line}")
        if event.type in ("apply_start", "apply_complete", "apply_errored"):
            self._live.refresh()

    def retry(self, seconds: float, why: str) -> None:
        self.note(f"  {why}")
        self._again = (self._clock() + seconds, why)

    def wait_for_run(self, text: str, seconds: float, holder: Mapping[str, object]) -> None:
        self.note(waiting_for_run(text, seconds))
        self.step("Waiting for the other run")

    def note(self, text: str) -> None:
        self._console.print(Text(safe(text)), soft_wrap=True)

    def pause(self) -> None:
        self._live.stop()

    def resume(self) -> None:
        self._live.start()

    def _shown(self) -> Group:
        if not self._text:
            return Group()
        frame = self._spinner.render(self._console.get_time())
        heading = Text.assemble(frame if isinstance(frame, Text) else "", " ", "  ".join(self._heading()))
        lines = [heading, *(Text(line) for line in self._under_way())]
        for line in lines:
            line.no_wrap, line.overflow = True, "ellipsis"
        return Group(*lines)

    def _heading(self) -> Iterator[str]:
        yield self._text
        if self._tally.total:
            yield f"{self._tally.done}/{self._tally.total}"
        again = self._again
        if again:
            yield f"trying again in {max(again[0] - self._clock(), 0):.0f} s"
            return
        yield _clock(self._tally.seconds)
        left = about(self._tally.seconds_left())
        if left:
            yield left

    def _under_way(self) -> Iterator[str]:
        for one in self._tally.under_way():
            doing = DOING.get(one.action, one.action)
            yield f"    {doing} {one.address}  {_clock(one.seconds)}{waited_for(one.waiting)}"


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
