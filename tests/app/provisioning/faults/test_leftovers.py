"""What a process leaves that is killed when its run has just ended: the next one that has the platform removes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.provisioning.session import PRIVATE_PREFIX
from tests.app.provisioning.faults.scene import NAME, Scene

KILLED = """
import os, signal, sys
import app.provisioning.run.transaction as transaction
from app.cli import main

transaction.remove_run_folder = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
sys.argv = ["lakemason", *sys.argv[1:]]
main()
"""


def killed_at_its_end(scene: Scene, *command: str) -> Path:
    """A command that is killed between the ledger's last word on its run and tidying up; returns the run's folder."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *command, "--rehearse"], cwd=scene.root, stdin=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(scene.temporary)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    run = scene.last()
    assert run.ended
    folder = scene.project.place(rehearse=True).state.parent / "runs" / str(run.id)
    assert folder.is_dir()
    assert len(private(scene)) == 1
    return folder


def private(scene: Scene) -> list[Path]:
    """Folders of saved plans."""
    return list(scene.temporary.glob(f"{PRIVATE_PREFIX}*"))


def test_the_next_run_removes_it(scene: Scene) -> None:
    folder = killed_at_its_end(scene, "deploy", NAME, "--yes")
    (private(scene)[0] / f"{NAME}-azure.tfplan").write_text("secret")  # as a kill some moments earlier leaves one
    assert scene.last().state == "committed"
    scene.run("deploy").good()
    assert not folder.exists()
    assert scene.loose_ends() == []


def test_a_command_that_only_asks_whether_there_is_something_to_recover_does(scene: Scene) -> None:
    folder = killed_at_its_end(scene, "deploy", NAME, "--no-input")
    assert "There is nothing to recover." in scene.lakemason("recover", "--rehearse").good().out
    assert not folder.exists()
    assert private(scene) == []


def test_what_cannot_be_removed_keeps_nothing_from_being_recovered(scene: Scene) -> None:
    folder = killed_at_its_end(scene, "deploy", NAME, "--no-input")
    lock = scene.project.place(rehearse=True).state / f"{NAME}.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()  # nobody can lock a folder, as nobody can a file of somebody else's
    assert "There is nothing to recover." in scene.lakemason("recover", "--rehearse").good().out
    assert folder.is_dir()
    lock.rmdir()
    scene.lakemason("recover", "--rehearse").good()
    assert not folder.exists()


@pytest.mark.parametrize("whose", ["another ledger's", "nobody's"])
def test_what_is_not_known_to_be_of_a_run_that_has_ended_stays(scene: Scene, whose: str) -> None:
    folder = killed_at_its_end(scene, "deploy", NAME, "--no-input")
    if whose == "nobody's":
        (folder / "run").unlink()
    else:  # a project that has changed its database: a run of the same number waits there to be recovered
        text = (folder / "run").read_text()
        (folder / "run").write_text(text.replace(text.split()[1], "2026-01-01T00:00:00+00:00"))
    there = private(scene)
    scene.run("deploy", "--no-input")
    scene.run("recover").good()
    assert folder.is_dir()
    assert private(scene) == there
