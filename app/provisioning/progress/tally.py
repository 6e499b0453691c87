"""How far a step is: what is done, under way and still to come."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.provisioning.events import Change, Event
from app.provisioning.progress.expected import Task, seconds_left
from app.provisioning.progress.progress import Dependencies, Typical

_OPERATIONS = {"create": ("create",), "update": ("update",), "delete": ("delete",), "replace": ("delete", "create")}
"""What Terraform tells of each change: a replacement is two operations."""

Operation = tuple[str, str]
"""An address and what is done to it."""


@dataclass(frozen=True)
class UnderWay:
    """A resource that Terraform works on.

    Args:
        address: Its address.
        action: What is done to it.
        seconds: How long so far.
        waiting: How many other resources wait for it, directly or not.
    """

    address: str
    action: str
    seconds: float
    waiting: int


class Tally:
    """Counts along with Terraform's events. May be read by another thread than the one that writes.

    Args:
        clock: Seconds of a clock that only goes forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self.begin()

    def begin(self) -> None:
        """Start anew: a step begins, and nothing is known of it."""
        with self._lock:
            self._since = self._clock()
            self._started: dict[Operation, float] = {}
            self._done: set[Operation] = set()
            self._failed: set[str] = set()
            self._expected: dict[Operation, float | None] = {}
            self._after: Mapping[Operation, set[Operation]] = {}

    def expect(self, changes: Sequence[Change], seconds: Typical, dependencies: Dependencies) -> None:
        """Take what the step will do; see `Progress.expect`."""
        with self._lock:
            self._expected = {
                (change.address, action): seconds.get((change.kind, action))
                for change in changes
                for action in _OPERATIONS.get(change.action, ())
            }
            self._after = _order(set(self._expected), dependencies)

    def event(self, event: Event) -> None:
        """Count what Terraform says."""
        operation = (event.address, event.action)
        with self._lock:
            if event.type == "apply_start" and not event.address.startswith("data."):
                self._started[operation] = self._clock()
            elif event.type in ("apply_complete", "apply_errored") and operation in self._started:
                del self._started[operation]
                if event.type == "apply_complete":
                    self._done.add(operation)
                else:
                    self._failed.add(event.address)

    @property
    def seconds(self) -> float:
        """How long the step is under way."""
        return self._clock() - self._since

    @property
    def total(self) -> int:
        """How many resources the step changes; 0 where nobody said."""
        with self._lock:
            return len({address for address, _ in self._expected})

    @property
    def done(self) -> int:
        """How many resources are done."""
        with self._lock:
            return len({a for a, _ in self._done} - {a for a, _ in self._expected.keys() - self._done})

    def under_way(self) -> list[UnderWay]:
        """What Terraform works on, the longest under way first."""
        with self._lock:
            now = self._clock()
            return [
                UnderWay(address, action, now - since, self.waiting(address))
                for (address, action), since in self._started.items()
            ]

    def waiting(self, address: str) -> int:
        """How many resources wait for one, directly or not."""
        with self._lock:
            found = {operation for operation in self._expected if operation[0] == address} - self._done
            return len({other for other, _ in self._behind(found)} - {address})

    def seconds_left(self) -> float | None:
        """How long the step still takes; None where nobody knows."""
        with self._lock:
            if not self._expected:
                return None
            never = self._behind({o for o in self._expected if o[0] in self._failed})
            return seconds_left(self._tasks(never))

    def _tasks(self, never: set[Operation]) -> Iterator[Task]:
        now = self._clock()
        for operation, seconds in self._expected.items():
            if operation in self._done or operation in never or operation[0] in self._failed:
                continue
            since = self._started.get(operation)
            yield Task(
                _name(operation),
                seconds,
                None if since is None else now - since,
                frozenset(_name(before) for before in self._after[operation]),
            )

    def _behind(self, found: set[Operation]) -> set[Operation]:
        """What comes after some operations, directly or not, and has not begun."""
        behind: set[Operation] = set()
        ahead = set(found)
        while ahead:
            ahead = {
                operation
                for operation, before in self._after.items()
                if before & ahead and operation not in behind | self._done and operation not in self._started
            }
            behind |= ahead
        return behind - found


def _order(operations: set[Operation], dependencies: Dependencies) -> dict[Operation, set[Operation]]:
    """What each operation waits for: things are made after what they are made from, and taken away before it."""
    after: dict[Operation, set[Operation]] = {operation: set() for operation in operations}
    making: dict[str, list[Operation]] = {}
    for operation in operations:
        if operation[1] != "delete":
            making.setdefault(_base(operation[0]), []).append(operation)
    taking: dict[str, list[Operation]] = {}
    for operation in operations:
        if operation[1] == "delete":
            taking.setdefault(_base(operation[0]), []).append(operation)
    for address, action in operations:
        for other in dependencies.get(_base(address), ()):
            if action != "delete":
                after[address, action].update(making.get(other, ()))
            for there in taking.get(other, ()) if action == "delete" else ():
                after[there].add((address, action))
        if action == "create" and (address, "delete") in operations:
            after[address, action].add((address, "delete"))
    return after


def _base(address: str) -> str:
    """An address without the key of one of several instances, as the configuration has it."""
    return address.partition("[")[0]


def _name(operation: Operation) -> str:
    return " ".join(operation)
