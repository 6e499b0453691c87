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
from tests.conftest import ROOT

SAY = """
import sys
from app.provisioning.process import this_process
one = this_process()
print(one.host, one.pid, one.started, sep="|", flush=True)
sys.stdin.read()
"""
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
    if subprocess.run([*CONTAINER, "true"], capture_output=True, check=False).returncode:
        pytest.skip("nobody may make containers here")
    with at_work(*CONTAINER) as other:
        assert other.host == this_process().host
        assert started_at(other.pid) != other.started, "its number is another process's here"
        assert (other.here, other.alive, other.before_restart) == (False, True, False)


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
