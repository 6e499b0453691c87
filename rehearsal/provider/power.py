"""A lost machine: every process of a run is gone at once."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

RUN_VARIABLE = "LAKEMASON_RUN_PROCESS"
"""The process of the run that this provider works for: what goes with it when the power fails."""

_PROCESSES = Path("/proc")


def cut_power() -> None:
    """Kill the run with everything it started, this process last; never returns.

    The run is the process that `LAKEMASON_RUN_PROCESS` names; if that did not start us, the Terraform that did.
    """
    this = os.getpid()
    parents = _parents()
    root = _run(parents, this)
    # Stopped before they are killed: what is dead no longer says who its children are, and what runs starts more.
    found: list[int] = []
    while new := [pid for pid in _family(root, _parents()) if pid not in found and pid != this]:
        for pid in new:
            _send(pid, signal.SIGSTOP)
        found += new
    for pid in [*found, this]:
        _send(pid, signal.SIGKILL)


def _run(parents: dict[int, int], this: int) -> int:
    """The topmost process to kill: the run's if it is above us, else our parent, else ourselves."""
    above = list(_ancestors(parents, this))
    asked = os.environ.get(RUN_VARIABLE, "")
    if asked.isdecimal() and int(asked) in above:
        return int(asked)
    return above[0] if above else this


def _ancestors(parents: dict[int, int], pid: int) -> Iterator[int]:
    """Who started a process, the nearest first; the first process of the machine is nobody's."""
    while (pid := parents.get(pid, 0)) > 1:
        yield pid


def _family(root: int, parents: dict[int, int]) -> list[int]:
    """A process and everything below it, each before its children."""
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _parents() -> dict[int, int]:
    """Each process of the machine with the one that started it."""
    if (_PROCESSES / "self" / "stat").is_file():
        return dict(_from_proc())
    listed = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    return {int(pid): int(parent) for pid, parent in map(str.split, listed.splitlines())}


def _from_proc() -> Iterator[tuple[int, int]]:
    for folder in _PROCESSES.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):  # it ended meanwhile
                # "4711 (a name, perhaps with brackets) S 4700 …": proc_pid_stat(5).
                yield int(folder.name), int((folder / "stat").read_text().rpartition(")")[2].split()[1])


def _send(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
