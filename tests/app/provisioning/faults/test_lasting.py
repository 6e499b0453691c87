"""What does not pass by itself is not tried again: the run is taken back, and its words are kept."""

from __future__ import annotations

import pytest

from rehearsal.faults import Fault
from tests.app.provisioning.faults.scene import CLUSTER, NAME, WORKSPACE, Scene, fault, whole

FIRST = ["azure apply forward: failed in 1", "azure destroy back: done in 1"]
SECOND = [
    "azure apply forward: done in 1",
    "databricks apply forward: failed in 1",  # nothing of it was made, so nothing is destroyed there
    "azure destroy back: done in 1",
]


@pytest.mark.parametrize(
    ("struck", "steps", "original", "advice"),
    [
        (fault("quota", WORKSPACE), FIRST, "exceeding approved Total Regional Cores quota", "quota"),
        whole(fault("denied", WORKSPACE), FIRST, "does not have authorization to perform action", "role"),
        whole(fault("quota", CLUSTER), SECOND, "QUOTA_EXCEEDED: the workspace has reached its limit", "limit"),
        (fault("denied", CLUSTER), SECOND, "PERMISSION_DENIED: User does not have permission", "admin"),
    ],
    ids=["quota in azure", "denied in azure", "quota in databricks", "denied in databricks"],
)
def test_one_attempt_and_everything_is_taken_back(
    scene: Scene, struck: Fault, steps: list[str], original: str, advice: str
) -> None:
    # What passes beside it changes nothing: trying again would not help.
    scene.strike(struck, fault("throttled", "databricks_notebook"))
    done = scene.run("deploy")
    assert done.code == 1
    assert original in done.err
    assert advice in done.err.rpartition("Rolled back")[2], "what to do stands at the end"
    assert f"Rolled back: nothing of {NAME} stands." in done.err
    assert "Traceback" not in done.err
    run = scene.last()
    assert (run.state, run.advice) == ("rolled_back", f"Rolled back: nothing of {NAME} stands.")
    assert original in run.error
    assert [original in step.error for step in run.steps] == [step.state == "failed" for step in run.steps]
    assert scene.ran() == steps
    assert scene.objects() == []
    assert scene.loose_ends() == []
    shown = scene.lakemason("runs", "show", str(run.id), "--rehearse").good().out
    assert original in shown
    assert "give the same command with the same flags again" in shown
