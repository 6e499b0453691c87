"""Times whole processes: the clock, and the operating system's own account of memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Case:
    """One thing to measure.

    Args:
        name: What it is, in words.
        command: What to run.
        environment: Variables on top of this process's.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Figures:
    """What was measured, over all runs of a case.

    Args:
        seconds: Wall time of each run.
        mebibytes: Peak memory of the largest single process of each run.
    """

    seconds: tuple[float, ...]
    mebibytes: tuple[float, ...]

    @property
    def median(self) -> float:
        """Median wall time, seconds."""
        return statistics.median(self.seconds)

    @property
    def fastest(self) -> float:
        """Shortest wall time, seconds."""
        return min(self.seconds)

    @property
    def slowest(self) -> float:
        """Longest wall time, seconds."""
        return max(self.seconds)

    @property
    def memory(self) -> float:
        """Median peak memory, MiB."""
        return statistics.median(self.mebibytes)


def side_by_side(cases: Sequence[Case], *, runs: int, folder: Path) -> dict[str, Figures]:
    """Run cases in turn (A B A B ...), so that a machine that slows down slows all of them.

    Args:
        cases: What to run.
        runs: Counted runs of each, after one that is not.
        folder: Working folder.
    """
    taken: dict[str, list[tuple[float, float]]] = {case.name: [] for case in cases}
    for turn in range(runs + 1):
        for case in cases:
            figures = _once(case, folder)
            if turn:
                taken[case.name].append(figures)
    return {
        name: Figures(tuple(seconds for seconds, _ in found), tuple(mebibytes for _, mebibytes in found))
        for name, found in taken.items()
    }


def _once(case: Case, folder: Path) -> tuple[float, float]:
    start = time.perf_counter()
    process = subprocess.Popen(
        case.command, cwd=folder, env={**os.environ, **case.environment}, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{case.name}: {' '.join(case.command)} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024
