"""Which processes can be looked at from here: those of this machine, since its start, and of no other container."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.provisioning.process import Process, started_at, this_process
from tests.conftest import ROOT, allowed

SAY = """
import sys
from app.provisioning.process import this_process
one = this_process()
print(one.host, one.pid, one.started, sep="|", flush=True)
sys.stdin.read()
"""
LOOK = """
import os, sys
from app.provisioning.process import Process, this_process
host, pid, started, person = sys.argv[1:]
this_process()
os.setgroups([])
os.setgid(int(person))  # the system's own group may see everybody
os.setuid(int(person))
other = Process("ann", host, int(pid), started)
print(other.here, other.alive, this_process().here, this_process().alive)
"""
SOMEBODY_ELSE = 65534
CONTAINER = ("unshare", "--pid", "--fork", "--mount-proc", "--kill-child")


@contextmanager
def at_work(*through: str) -> Iterator[Process]:
    """Another process, as it says that it is; it ends with the `with`.

    Args:
        through: A command that starts it.
    """
    command = [*through, sys.executable, "-c", SAY]
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        host, pid, started = process.stdout.readline().strip().split("|")
        yield Process("ann", host, int(pid), started)
        process.stdin.close()


def test_a_process_is_told_from_a_later_one_of_its_number() -> None:
    with at_work() as other:
        assert other != this_process()
        assert (other.here, other.alive) == (True, True)
        later = replace(other, started=f"{other.started}0")
        assert (later.here, later.alive) == (True, False)
    assert (other.here, other.alive) == (True, False)
    assert started_at(other.pid) == "gone"


def test_a_process_of_an_earlier_start_of_a_machine_of_this_name_is_not_looked_at() -> None:
    mine = this_process()
    before = replace(mine, started=f"0000abcd {mine.started.partition(' ')[2]}")
    assert (before.here, before.alive, before.before_restart) == (False, True, True)
    assert not mine.before_restart
    assert not replace(before, host="elsewhere").before_restart


def test_a_process_of_another_container_of_the_same_name_is_not_looked_at() -> None:
    allowed([*CONTAINER, "true"], "make containers")
    with at_work(*CONTAINER) as other:
        assert other.host == this_process().host
        assert started_at(other.pid) != other.started, "its number is another process's here"
        assert (other.here, other.alive, other.before_restart) == (False, True, False)


def seen_by(look: tuple[str, ...], other: Process, person: int) -> str:
    """What another process says of one: whether it is here and alive, and of itself.

    Args:
        look: A command that starts it.
        other: Whom it looks at.
        person: As whose it looks.
    """
    return subprocess.run(
        [*look, sys.executable, "-c", LOOK, other.host, str(other.pid), other.started, str(person)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip


def test_another_persons_process_that_the_system_hides_is_not_thought_gone() -> None:
    hidden = ("unshare", "--mount", "sh", "-c", 'mount -t proc -o hidepid=2 proc /proc && exec "$@"', "sh")
    allowed([*hidden, "true"], "hide processes")
    with at_work() as other:
        assert seen_by(hidden, other, os.getuid()) == "True True True True"
        assert seen_by(hidden, other, SOMEBODY_ELSE) == "False True True True"
    assert seen_by(hidden, other, SOMEBODY_ELSE) == "True False True True", "nobody has its number any more"


def test_where_the_system_does_not_tell_its_start_nobody_else_is_looked_at() -> None:
    """Two machines of one name would both say that they do not know."""
    sandbox = ("unshare", "--mount", "sh", "-c", 'mount -t tmpfs none /proc/sys && exec "$@"', "sh")
    allowed([*sandbox, "true"], "hide anything")
    with at_work(*sandbox) as other:
        assert other.started.startswith("- ")
        assert seen_by(sandbox, other, os.getuid()) == "False True True True"
    assert seen_by(sandbox, other, os.getuid()) == "False True True True"


def test_where_there_is_no_proc_the_same_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sysctl = tmp_path / "sysctl"
    sysctl.write_text('#!/bin/sh\n[ "$*" = "-n kern.bootsessionuuid" ] && echo 5AD0C0DE-0000-4000-8000-000000000000\n')
    sysctl.chmod(0o755)
    look = "import platform\nplatform.system = lambda: 'Darwin'\nfrom app.provisioning.process import started_at\n"
    look += f"print(started_at({os.getpid()}))\n"
    said = []
    for zone, language in (("UTC", "C"), ("Asia/Tokyo", "de_DE.UTF-8")):
        # Looked at by one who lives elsewhere and reads another language: the same moment, in the same words.
        done = subprocess.run(
            [sys.executable, "-c", look], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{tmp_path}:{os.environ['PATH']}", "TZ": zone,
                 "LC_ALL": language},
        )  # fmt: skip
        said.append(done.stdout.strip())
    assert said[0] == said[1]
    assert said[0].startswith("5AD0C0DE ")
    assert said[0].count(":") == 2
