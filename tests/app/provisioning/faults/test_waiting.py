"""A second run of a platform waits for the first, and says for whom, since when and how long."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from app.provisioning.progress.progress import Progress
from app.provisioning.session import Session
from tests.app.provisioning.faults.scene import NAME, Scene

HELD = rf"Another run works on {NAME}: .*, process {os.getpid()} on .*, since .* UTC \(destroy\)\."


@contextmanager
def held(scene: Scene) -> Iterator[None]:
    """While it lasts, somebody else works on the platform."""
    with (
        Session.open(scene.project, rehearse=True, progress=Progress()) as session,
        session.alone_with(NAME, "destroy"),
    ):
        yield


def test_it_says_who_is_waited_for_and_how_long(standing: Scene) -> None:
    with held(standing):
        plain = standing.run("deploy", "--wait", "1")
        lines = standing.run("rollback", "--wait", "1", "--progress", "json")
        at_once = standing.run("deploy")
    assert (plain.code, lines.code, at_once.code) == (1, 1, 1)
    first, *_ = plain.err.splitlines()
    assert re.fullmatch(rf"{HELD} Waiting up to 1 s for it; Ctrl-C ends that\.", first)
    told = [json.loads(line) for line in lines.err.splitlines()]
    assert [line["type"] for line in told] == ["waiting_for_run", "failed"]
    assert (told[0]["seconds"], told[0]["pid"], told[0]["doing"]) == (1, os.getpid(), "destroy")
    assert told[0]["since"].endswith("+00:00")
    assert re.fullmatch(HELD, told[0]["text"])
    assert "Waiting" not in at_once.err


def test_the_wait_ends_with_the_other_run_or_with_ctrl_c(standing: Scene) -> None:
    with ExitStack() as other:
        other.enter_context(held(standing))
        stopped = standing.start("deploy", "--wait", "600")
        Scene.until(stopped, "Waiting up to 600 s for it")
        patient = standing.start("deploy", "--wait", "600")
        Scene.until(patient, "Waiting up to 600 s for it")
        stopped.send_signal(signal.SIGINT)
        said = stopped.communicate()[1]
        assert stopped.returncode == 130
        assert "Stopped before Terraform changed anything" in said
        other.close()
        out, said = patient.communicate()
    assert patient.returncode == 0, said
    assert "nothing to change" in out
    assert standing.loose_ends() == []
