from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rehearsal.faults import Fault, Kind, Moment, Operation
from rehearsal.protocol.values import Object
from rehearsal.provider.power import RUN_VARIABLE
from rehearsal.provider.striking import strike
from tests.rehearsal.driver import TERRAFORM, Terraform
from tests.rehearsal.platforms import group, workspace


def test_a_crash_before_it_took_effect_is_mended_by_applying_again(terraform: Terraform) -> None:
    terraform.write(workspace())
    terraform.cloud.faults.add(Fault(kind="crash", at=2, operation="create"))

    assert "The plugin" in terraform.apply(code=1)
    assert [it.type for it in terraform.cloud.objects()] == ["azurerm_resource_group"]

    terraform.apply()
    terraform.unchanged()


def test_a_crash_after_it_took_effect_leaves_an_object_to_import(terraform: Terraform) -> None:
    terraform.write(workspace())
    terraform.cloud.faults.add(Fault(kind="crash", type="azurerm_databricks_workspace", moment="after"))

    terraform.apply(code=1)
    assert [step.outcome for step in terraform.cloud.trace()] == ["ok", "crashed after"]
    made = next(it for it in terraform.cloud.objects() if it.type == "azurerm_databricks_workspace")

    assert "needs to be imported into the State" in terraform.apply(code=1)
    terraform.run("import", "azurerm_databricks_workspace.this", made.id)
    terraform.unchanged()


def test_operations_are_counted_over_processes(terraform: Terraform) -> None:
    terraform.write(group())
    terraform.cloud.faults.add(Fault(kind="fail", at=3, operation="read", status=429, message="TooManyRequests"))
    terraform.apply()
    terraform.run("plan")
    terraform.run("plan")
    assert "unexpected status 429 with error: TooManyRequests" in terraform.run("plan", code=1)
    [(_number, fault, seen)] = terraform.cloud.faults.list()
    assert (fault.status, seen) == (429, 3)
    assert terraform.cloud.faults.clear() == 1
    terraform.unchanged()


@pytest.mark.parametrize(("moment", "left"), [("before", 1), ("after", 3)])
def test_what_hangs_ends_when_terraform_is_asked_to_stop(terraform: Terraform, moment: Moment, left: int) -> None:
    terraform.write(workspace())
    terraform.cloud.faults.add(Fault(kind="hang", type="azurerm_databricks_workspace", moment=moment))
    process = terraform.start("apply", "-auto-approve")
    assert process.stdout is not None
    next(line for line in process.stdout if "azurerm_databricks_workspace.this: Creating" in line)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1, said
    assert "create azurerm_databricks_workspace: context canceled" in said
    assert terraform.cloud.trace()[-1].outcome == f"hung {moment}"
    assert len(terraform.cloud.objects()) == left
    # The state was written, and the lock is gone.
    assert "azurerm_resource_group.this" in terraform.state()
    terraform.run("plan")


@pytest.mark.parametrize(
    ("kind", "azure", "databricks"),
    [
        ("throttled", "status 429 (429 Too Many Requests)", "cannot create cluster: REQUEST_LIMIT_EXCEEDED"),
        ("conflict", "409 (409 Conflict) with error: AnotherOperationInProgress", "RESOURCE_CONFLICT"),
        ("internal", "InternalServerError: Encountered internal server error", "INTERNAL_ERROR"),
        ("unavailable", "status 503", "TEMPORARILY_UNAVAILABLE"),
        ("quota", "exceeding approved Total Regional Cores quota", "QUOTA_EXCEEDED"),
        ("denied", "does not have authorization to perform action", "PERMISSION_DENIED"),
        ("unauthenticated", "status 401", "AADSTS7000222"),
        ("policy", "RequestDisallowedByPolicy", "not allowed by the policy"),
        ("lost", "connection reset by peer", "connection reset by peer"),
        ("fail", "unexpected status 500 with error: InternalServerError", "unexpected status 500"),
    ],
)
def test_errors_are_told_in_the_services_own_words(kind: Kind, azure: str, databricks: str) -> None:
    for type_name, wanted in (("azurerm_key_vault", azure), ("databricks_cluster", databricks)):
        values: Object = {"name": "kv", "subscription_id": "0-1", "host": "adb-1", "id": None}
        said = str(strike(Fault(kind=kind), "create", type_name, values, threading.Event()))
        assert wanted in said
        assert "{doing}" not in said
    own = strike(Fault(kind=kind, message="because"), "create", "azurerm_key_vault", {"name": "kv"}, threading.Event())
    assert str(own).endswith(": because")


def test_an_object_is_not_found_for_its_first_reads(terraform: Terraform) -> None:
    terraform.write(group())
    terraform.cloud.faults.add(Fault(kind="unseen", times=2))
    terraform.apply()
    assert "Plan: 1 to add" in terraform.run("plan", "-refresh-only=false")
    assert "already exists" in terraform.apply(code=1)
    assert len(terraform.cloud.objects()) == 1
    assert "Cannot import" not in terraform.run(
        "import", "azurerm_resource_group.this", terraform.cloud.objects()[0].id
    )
    terraform.unchanged()


def test_what_hangs_ends_at_its_limit(terraform: Terraform) -> None:
    terraform.write(group())
    terraform.cloud.faults.add(Fault(kind="hang", seconds=0.01))
    assert "create azurerm_resource_group: context deadline exceeded" in terraform.apply(code=1)
    terraform.apply()


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("operation", ["create", "update", "delete"])
def test_every_operation_can_go_wrong_before_and_after_it_took_effect(
    terraform: Terraform, operation: Operation, moment: Moment
) -> None:
    if operation != "create":
        terraform.write(group())
        terraform.apply()
    terraform.cloud.faults.add(Fault(kind="conflict", operation=operation, moment=moment))
    terraform.write(group(tags={"team": "ml"}))
    said = terraform.apply("-destroy", code=1) if operation == "delete" else terraform.apply(code=1)
    assert "409 (409 Conflict) with error: AnotherOperationInProgress" in said
    assert terraform.cloud.trace()[-1].outcome == f"failed {moment}"
    stands = [it.state.get("tags") for it in terraform.cloud.objects()]
    done = {"create": [{"team": "ml"}], "update": [{"team": "ml"}], "delete": []}
    undone = {"create": [], "update": [None], "delete": [None]}
    assert stands == (done if moment == "after" else undone)[operation]


def test_two_processes_count_one_fault(terraform: Terraform, tmp_path: Path) -> None:
    other = Terraform(tmp_path / "other stack", terraform.cloud.path.parent)
    other.use_init_of(terraform.folder)
    terraform.write(group("rg-a"))
    other.write(group("rg-b"))
    terraform.cloud.faults.add(Fault(kind="quota", at=2, operation="create"))
    started = [it.start("apply", "-auto-approve") for it in (terraform, other)]
    said = [process.communicate(timeout=60)[0] for process in started]
    assert sorted(process.returncode for process in started) == [0, 1], said
    assert [step.outcome for step in terraform.cloud.trace()] == ["ok", "failed before"]
    [(_number, _fault, seen)] = terraform.cloud.faults.list()
    assert seen == 2


@pytest.mark.parametrize("type_name", ["azurerm_key_vault", "databricks_cluster"])
def test_throttling_asks_to_wait_as_long_as_the_fault_says(type_name: str) -> None:
    def said(fault: Fault) -> str:
        return str(strike(fault, "create", type_name, {"subscription_id": "0-1"}, threading.Event()))

    asked = {"azurerm_key_vault": "Please try again after '{}' seconds.", "databricks_cluster": "Retry-After: {}"}
    assert said(Fault(kind="throttled")).endswith(asked[type_name].format(17))
    assert said(Fault(kind="throttled", retry_after=0.5)).endswith(asked[type_name].format(0.5))


@pytest.fixture
def gone() -> Iterator[tuple[int, int]]:
    """A pipe: who inherits its second end holds it open for as long as he lives."""
    read, write = os.pipe()
    yield read, write
    os.close(read)


RUN = """\
import os, subprocess, sys
os.environ["LAKEMASON_RUN_PROCESS"] = str(os.getpid())
bystander = subprocess.Popen(["sleep", "600"], close_fds=False)
subprocess.run([sys.argv[1], "apply", "-auto-approve", "-no-color"], close_fds=False)
"""


@pytest.mark.parametrize(("moment", "left"), [("before", 1), ("after", 3)])
def test_a_power_failure_ends_the_whole_run_at_once(
    terraform: Terraform, moment: Moment, left: int, gone: tuple[int, int]
) -> None:
    terraform.write(workspace())
    terraform.cloud.faults.add(Fault(kind="power", at=2, operation="create", moment=moment))
    assert _run_until_nobody_lives(terraform, [sys.executable, "-c", RUN, str(TERRAFORM)], gone) == -signal.SIGKILL
    assert [step.outcome for step in terraform.cloud.trace()] == ["ok", f"power {moment}"]
    assert len(terraform.cloud.objects()) == left
    terraform.run("plan")  # the lock went with who held it


def test_without_a_run_the_power_of_terraform_alone_fails(terraform: Terraform, gone: tuple[int, int]) -> None:
    terraform.write(workspace())
    terraform.cloud.faults.add(Fault(kind="power", operation="create"))
    command = [str(TERRAFORM), "apply", "-auto-approve", "-no-color"]
    assert _run_until_nobody_lives(terraform, command, gone) == -signal.SIGKILL
    assert [step.outcome for step in terraform.cloud.trace()] == ["power before"]


def test_a_power_failure_spares_strangers(
    terraform: Terraform, gone: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    terraform.write(group())
    terraform.cloud.faults.add(Fault(kind="power"))
    with subprocess.Popen(["sleep", "600"]) as stranger:
        # A number that was left in somebody's shell, and is another process's by now.
        monkeypatch.setenv(RUN_VARIABLE, str(stranger.pid))
        command = [str(TERRAFORM), "apply", "-auto-approve", "-no-color"]
        assert _run_until_nobody_lives(terraform, command, gone) == -signal.SIGKILL
        assert stranger.poll() is None
        stranger.kill()


def _run_until_nobody_lives(terraform: Terraform, command: list[str], gone: tuple[int, int]) -> int:
    """Start a command and wait until it and everything it started is gone; returns its exit code."""
    read, write = gone
    process = subprocess.Popen(
        command,
        cwd=terraform.folder,
        env=terraform.environment.apply(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(write,),
    )
    os.close(write)
    code = process.wait(timeout=60)
    ended, _, _ = select.select([read], [], [], 60)
    assert ended, "somebody lives"
    assert os.read(read, 1) == b""  # the end: nobody is left to write
    return code


def test_nothing_else_gets_through_when_the_power_fails(terraform: Terraform) -> None:
    several = {f"g{number}": {"name": f"rg-{number}", "location": "westeurope"} for number in range(10)}
    terraform.write({"azurerm_resource_group": several})
    terraform.cloud.faults.add(Fault(kind="power", at=2))
    terraform.run("apply", "-auto-approve", code=-signal.SIGKILL)
    assert [step.outcome for step in terraform.cloud.trace()] == ["ok", "power before"]
