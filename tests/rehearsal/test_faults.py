from __future__ import annotations

import signal
import threading

import pytest

from rehearsal.faults import Fault, Kind, Moment
from rehearsal.protocol.values import Object
from rehearsal.provider.striking import strike
from tests.rehearsal.driver import Terraform
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
