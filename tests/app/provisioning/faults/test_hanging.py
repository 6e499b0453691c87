"""Something hangs, and somebody presses Ctrl-C: once, and the run is taken back; twice, and it can be recovered."""

from __future__ import annotations

import json
import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from rehearsal.faults import Fault
from tests.app.provisioning.faults.scene import CLUSTER, NAME, Scene, after, fault, whole


@pytest.mark.parametrize(
    ("struck", "moment"),
    [
        whole(fault("hang", CLUSTER), "still creating databricks_cluster"),
        (after("hang", CLUSTER), ""),  # it stands, and Terraform does not know it
        whole(fault("throttled", CLUSTER, retry_after=300), "Trying again in"),  # no Terraform runs then
    ],
    ids=["before the effect", "after the effect", "in the wait between two tries"],
)
def test_ctrl_c_once_takes_the_run_back(scene: Scene, struck: Fault, moment: str) -> None:
    scene.strike(struck)
    with scene.start("deploy") as process:
        if moment:
            Scene.until(process, moment)
        else:
            scene.until_there(process, CLUSTER)
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1]
    assert process.returncode == 130, said
    assert f"Rolled back: nothing of {NAME} stands." in said
    assert "Traceback" not in said
    assert scene.last().state == "rolled_back"
    assert scene.objects() == []
    assert scene.loose_ends() == []


@pytest.mark.parametrize("forward", [False, pytest.param(True, marks=pytest.mark.whole)], ids=["back", "forward"])
def test_ctrl_c_twice_leaves_a_run_that_is_recovered(scene: Scene, forward: bool) -> None:
    scene.strike(after("hang", CLUSTER))
    with scene.start("deploy", "--json") as process:
        scene.until_there(process, CLUSTER)
        process.send_signal(signal.SIGINT)
        said = Scene.until(process, "Stopping: ")
        process.send_signal(signal.SIGINT)
        out, rest = process.communicate()
        said += rest
    assert process.returncode == 130, said
    assert f"`lakemason recover {NAME} --rehearse` finds it and takes the run back" in said
    assert "Traceback" not in said
    failure = json.loads(out)
    assert (failure["status"], failure["run"]) == ("interrupted", 1)
    assert failure["fix"].startswith(f"`lakemason recover {NAME} --rehearse` finds it")
    assert scene.last().state == "interrupted"
    assert CLUSTER in scene.types()

    assert f"`lakemason recover {NAME} --rehearse`" in scene.lakemason("runs", "--rehearse").good().out
    with scene.start("recover", *(["--forward"] if forward else [])) as process:
        out, said = process.communicate()
    assert process.returncode == 0, said
    assert f"{NAME}: run 1 recovered" in out
    assert scene.last().state == "recovered"
    assert scene.types().count(CLUSTER) == forward, "found, not made a second time"
    assert len(scene.types()) == 4 * forward
    assert scene.loose_ends() == []


def test_terraform_that_is_killed_leaves_a_run_that_takes_itself_back(scene: Scene) -> None:
    """As where a machine has no memory left: nobody says why it ended."""
    scene.strike(after("hang", "azurerm_resource_group", seconds=5))
    with scene.start("deploy") as process:
        scene.until_there(process, "azurerm_resource_group")
        (terraform,) = children(process.pid)
        os.kill(terraform, signal.SIGKILL)
        said = process.communicate()[1]
    assert process.returncode == 1, said
    assert "found and recorded azurerm_resource_group." in said
    assert f"Rolled back: nothing of {NAME} stands." in said
    assert "Traceback" not in said
    assert scene.last().state == "rolled_back"
    assert scene.objects() == []
    assert scene.loose_ends() == []


def children(pid: int) -> list[int]:
    """Terraforms that a process has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == pid and b"terraform" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found
