"""How long a step still takes, from what its resources took in earlier runs."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

PARALLELISM = 10
"""Resources that Terraform works on at once. Source: `terraform apply -help`, `-parallelism`."""

_LATE = 0.1
"""Part of its time that something is thought to need still, once it takes longer than it used to."""


@dataclass(frozen=True)
class Task:
    """One change to one resource, not done yet.

    Args:
        name: What tells it from the others.
        seconds: What it took in earlier runs; None where there were none.
        elapsed_seconds: How long it is under way; None where it has not begun.
        after: Names of those that have to be done before it; what is no task is done already.
    """

    name: str
    seconds: float | None
    elapsed_seconds: float | None = None
    after: frozenset[str] = frozenset()


def seconds_left(tasks: Iterable[Task], *, at_once: int = PARALLELISM) -> float | None:
    """Seconds until the last task is done; None where one of them was never timed.

    Tasks begin as they may, the longest first, as many at once as Terraform works on.

    Args:
        tasks: All that is not done.
        at_once: How many are worked on at a time.
    """
    by_name = {task.name: task for task in tasks}
    if any(task.seconds is None for task in by_name.values()):
        return None
    under_way = [(_still(task), task.name) for task in by_name.values() if task.elapsed_seconds is not None]
    heapq.heapify(under_way)
    waiting = {
        task.name: set(task.after & by_name.keys() - {task.name})
        for task in by_name.values()
        if task.elapsed_seconds is None
    }
    now = 0.0
    while waiting or under_way:
        ready = [name for name, before in waiting.items() if not before]
        if not ready and not under_way:  # a circle, which Terraform would not plan
            ready = list(waiting)
        ready.sort(key=lambda name: -_still(by_name[name]))
        for name in ready[: max(at_once - len(under_way), 0)]:
            del waiting[name]
            heapq.heappush(under_way, (now + _still(by_name[name]), name))
        now, done = heapq.heappop(under_way)
        for before in waiting.values():
            before.discard(done)
    return now


def _still(task: Task) -> float:
    seconds, elapsed = task.seconds or 0.0, task.elapsed_seconds or 0.0
    return max(seconds - elapsed, elapsed * _LATE if elapsed > seconds else 0.0)
