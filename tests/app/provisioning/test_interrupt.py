"""Ctrl-C: Terraform finishes what is under way and saves its state; then the run is taken back, or kept as asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.provisioning.events import Event
from app.provisioning.terraform import Interrupted, Terraform
from rehearsal.cloud import Cloud
from rehearsal.faults import Fault
from tests.conftest import Lakemason


@pytest.mark.parametrize(
    ("number", "moment", "on_failure"),
    [
        (signal.SIGTERM, "created azurerm_resource_group", "keep"),  # between two resources
        (signal.SIGHUP, "created azurerm_resource_group", "rollback"),  # a closed terminal
        (signal.SIGINT, "still creating azurerm_databricks_workspace", "rollback"),  # in the midst of one
    ],
)
def test_an_interrupted_deployment_stops_cleanly_and_goes_on(
    samples: Path, lakemason: Lakemason, number: signal.Signals, moment: str, on_failure: str
) -> None:
    place = samples / ".lakemason" / "rehearsal"
    place.mkdir(parents=True)
    cloud = Cloud(place / "cloud.db")
    cloud.faults.add(Fault(kind="hang", operation="create", type="azurerm_databricks_workspace"))

    command = [Path(sys.executable).with_name("lakemason"), "deploy", "ml-team-ml-dev", "--rehearse", "--yes",
               "--on-failure", on_failure]  # fmt: skip
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ, start_new_session=True
    )
    assert process.stderr
    said = ""
    for line in process.stderr:
        said += line
        if moment in line:
            if number == signal.SIGTERM:
                process.send_signal(number)
            else:
                os.killpg(process.pid, number)  # as a terminal does: to everything that was started in it
            break
    rest = process.stderr.read()
    process.communicate()
    assert process.returncode == 130, said + rest
    assert "Stopping: Terraform finishes what is under way." in rest
    assert "Traceback" not in rest
    shown = lakemason("show", "ml-team-ml-dev", "--rehearse").good().out
    assert "azurerm_databricks_workspace" not in shown
    if on_failure == "keep":
        assert "Kept as it is: 1 resources stand." in rest
        assert "azurerm_resource_group" in shown, "what was made is in the state"
    else:
        assert "Rolled back: nothing of ml-team-ml-dev stands." in rest
        assert cloud.objects() == []
    assert not list(samples.rglob("*.tfplan"))
    cloud.faults.clear()
    cloud.close()
    assert "cluster_id" in lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes").good().out


def test_a_signal_in_the_midst_of_printing_waits_its_turn(tmp_path: Path) -> None:
    binary = tmp_path / "terraform"
    binary.write_text("#!/bin/sh\ntrap 'echo stopped; exit 1' INT\necho started\nwhile :; do sleep 0.1; done\n")
    binary.chmod(0o755)
    folder = tmp_path / "stack"
    folder.mkdir()
    told: list[str] = []
    printing = False

    def listen(event: Event) -> None:
        nonlocal printing
        assert not printing, "told while something else is being told"
        printing = True
        told.append(event.type if event.type != "text" else event.message)
        if event.message == "started":
            os.kill(os.getpid(), signal.SIGINT)  # its handler runs here, before the next line
        printing = False

    with pytest.raises(Interrupted):
        Terraform(binary, folder, dict(os.environ), listen, tmp_path).init()
    assert told == ["started", "stopping", "stopped"]


@pytest.mark.parametrize("verb", ["init", "plan"])
def test_what_goes_on_beside_ends_as_well(samples: Path, verb: str) -> None:
    binary = samples / "hanging-terraform"
    real = Path(sys.executable).with_name("lakemason-terraform")
    hanging = f'*-databricks\\ {verb}) trap "exit 1" INT; while :; do sleep 0.1; done ;;'
    binary.write_text(f'#!/bin/sh\ncase "$PWD $1" in {hanging} esac\nexec {real} "$@"\n')
    binary.chmod(0o755)
    command = [Path(sys.executable).with_name("lakemason"), "deploy", "ml-team-ml-dev", "--rehearse", "--yes"]
    waits = "Preparing ml-team-ml-dev-databricks" if verb == "init" else "Previewing ml-team-ml-dev-databricks"
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "TERRAFORM_BINARY_NAME": str(binary)}, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stderr
        said = ""
        for line in process.stderr:
            said += line
            if waits in line:
                process.send_signal(signal.SIGINT)
                break
        else:
            raise AssertionError(said)
        said += process.stderr.read()
    assert process.returncode == 130, said
    assert "Traceback" not in said
