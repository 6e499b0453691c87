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

UNKNOWN = "-"
"""Stands for what a system does not tell."""


@dataclass(frozen=True)
class Process:
    """A process, told apart from a later one of the same number by when it started.

    A name alone does not make a machine: containers of one image may all have the same, and each counts its processes
    for itself.

    Args:
        person: Whose it is.
        host: The machine's name.
        pid: Its number there.
        started: When it started: which start of the machine and which container, and when, as the machine counts that;
            as `started_at` says it.
    """

    person: str
    host: str
    pid: int
    started: str

    def __str__(self) -> str:
        return f"{self.person}, process {self.pid} on {self.host}"

    @property
    def here(self) -> bool:
        """Whether it can be looked at from here: of this machine, since that was started, and of no other container.

        False of what an earlier version wrote down, too; of everybody but ourselves where the system does not tell
        which start of it this is; and of another person's process that the system hides.
        """
        if self.host != host_name() or self.started.split(" ")[:2] != [_boot(), _container()]:
            return False
        if _boot() == UNKNOWN:
            return self.pid == os.getpid() and self.started == started_at(self.pid)
        return not _hidden(self.pid)

    @property
    def alive(self) -> bool:
        """Whether it still runs; True for one that cannot be looked at from here, of which nothing can be known."""
        return not self.here or started_at(self.pid) == self.started

    @property
    def before_restart(self) -> bool:
        """Whether it is of an earlier start of this machine, if no other machine has the same name."""
        boot = self.started.split(" ")[0]
        return self.host == host_name() and UNKNOWN not in (boot, _boot()) and boot != _boot()


@cache
def this_process() -> Process:
    """The process that asks."""
    return Process(person_name(), host_name(), os.getpid(), started_at(os.getpid()))


def host_name() -> str:
    """This machine's name."""
    return socket.gethostname()


def person_name() -> str:
    """Who works here: `LAKEMASON_USER`, or the user's name on this machine; `?` for what is no text here."""
    try:
        name = os.environ.get("LAKEMASON_USER") or getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return f"uid {os.getuid()}"
    return name.encode(errors="replace").decode()


def started_at(pid: int) -> str:
    """When a process of this machine started; `gone` where there is none (a dead one that nobody waited for, too).

    Args:
        pid: Its number.
    """
    moment = _started_proc(pid) if platform.system() == "Linux" else _started_ps(pid)
    return f"{_boot()} {_container()} {moment}" if moment else "gone"


def _hidden(pid: int) -> bool:
    """Whether there is a process of which nothing is told: another person's, under `hidepid`. See proc(5), kill(2)."""
    if platform.system() != "Linux" or os.access(f"/proc/{pid}/stat", os.R_OK):
        return False
    try:
        os.kill(pid, 0)
    except OSError as error:
        return isinstance(error, PermissionError)
    return False


def _started_proc(pid: int) -> str:
    try:
        # The name, in brackets, may hold anything: count from behind it. See proc_pid_stat(5).
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


def _started_ps(pid: int) -> str:
    shown = _said_by("ps", "-o", "stat=", "-o", "lstart=", "-p", str(pid))
    state, _, moment = shown.partition(" ")
    return "" if state.startswith("Z") else moment.strip()


@cache
def _boot() -> str:
    """Which start of the machine this is: a part of a text that is another one each time."""
    if platform.system() != "Linux":
        return _said_by("sysctl", "-n", "kern.bootsessionuuid")[:8] or UNKNOWN
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text()[:8]
    except OSError:  # a sandbox that does not tell
        return UNKNOWN


@cache
def _container() -> str:
    """Which count of processes this one is in: containers of one machine have one each. See pid_namespaces(7)."""
    try:
        return os.readlink("/proc/self/ns/pid").partition("[")[2].rstrip("]") or UNKNOWN
    except OSError:
        return UNKNOWN


def _said_by(*command: str) -> str:
    """What a program says, in no zone and no language of whoever asks; nothing where it fails."""
    try:
        environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C"}
        shown = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    except OSError:
        return ""
    return shown.stdout.strip()
