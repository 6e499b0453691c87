"""Processes of this machine: which one we are, and whether another one is still there."""

from __future__ import annotations

import getpass
import os
import platform
import socket
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """A process, told apart from a later one of the same number by when it started.

    Args:
        person: Whose it is.
        host: The machine's name.
        pid: Its number there.
        started: When it started, as the machine counts that; empty where it cannot be known.
    """

    person: str
    host: str
    pid: int
    started: str

    def __str__(self) -> str:
        return f"{self.person}, process {self.pid} on {self.host}"

    @property
    def here(self) -> bool:
        """Whether it is, or was, a process of this machine."""
        return self.host == host_name()

    @property
    def alive(self) -> bool:
        """Whether it still runs; True for another machine's, of which nothing can be known from here."""
        return not self.here or started_at(self.pid) == self.started


@cache
def this_process() -> Process:
    """The process that asks."""
    return Process(person_name(), host_name(), os.getpid(), started_at(os.getpid()))


def host_name() -> str:
    """This machine's name."""
    return socket.gethostname()


def person_name() -> str:
    """Who works here: `LAKEMASON_USER`, or the user's name on this machine."""
    try:
        return os.environ.get("LAKEMASON_USER") or getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return f"uid {os.getuid()}"


def started_at(pid: int) -> str:
    """When a process of this machine started; `gone` where there is none (a dead one that nobody waited for, too).

    Args:
        pid: Its number.
    """
    if platform.system() != "Linux":
        shown = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return shown.stdout.strip() or "gone"
    try:
        # The name, in brackets, may hold anything: count from behind it. See proc_pid_stat(5).
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return "gone"
    return "gone" if fields[0] in "ZX" else f"{boot[:8]} {fields[19]}"
