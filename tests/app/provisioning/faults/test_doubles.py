"""What may have been made, cannot be looked up, and would be there twice: it is not made again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.provisioning.run.rollback import RunFailed
from tests.app.provisioning.faults.meanwhile import deployed
from tests.app.provisioning.faults.scene import CLUSTER, NAME, Scene, after, fault
from tests.conftest import PLATFORM

LIST = "databricks_ip_access_list"
LISTED = PLATFORM.replace("notebooks: {}", "notebooks: {}\n  ip_access_list: {allowed: [203.0.113.0/24]}")


def test_fails_where_a_second_cluster_would_be_made(scene: Scene) -> None:
    """The one that was made cannot be told from another of its name, and names need not be unique."""

    def another_of_its_name() -> None:
        with scene.cloud() as cloud, cloud.transaction():
            (ours,) = cloud.of_type(CLUSTER)
            state = {**ours.state, "id": "1121-120000-theirs01", "cluster_id": "1121-120000-theirs01"}
            cloud.insert(replace(ours, id="1121-120000-theirs01", state=state), None)

    scene.strike(after("internal", CLUSTER))
    with pytest.raises(RunFailed) as failed:
        deployed(scene, another_of_its_name, on_failure="keep")
    said = str(failed.value)
    assert "INTERNAL_ERROR" in said, "what it failed with"
    assert f"Not tried again, as it could make a second one: {CLUSTER}." in said
    assert f" may be there; see Compute > All-purpose compute > {NAME}" in said
    assert "Kept as it is: " in said
    assert scene.types().count(CLUSTER) == 2, "ours and theirs"
    run = scene.last()
    assert (run.state, run.error.count("INTERNAL_ERROR")) == ("kept", 1)
    assert [step.error.count("INTERNAL_ERROR") for step in run.steps] == [0, 1]


def test_fails_where_nobody_can_say_whether_a_list_is_there(standing: Scene) -> None:
    """It is tried again while it was refused, and no more once it may have been made."""
    standing.change(LISTED)
    standing.strike(fault("throttled", LIST), after("lost", LIST, at=2))
    failed = standing.run("deploy")
    assert failed.code == 1
    assert "connection reset by peer" in failed.err
    assert f"Not tried again, as it could make a second one: {LIST}." in failed.err
    by_hand = failed.err.partition("To be looked at by hand:\n")[2]
    assert by_hand.startswith(f"  {LIST}.")
    assert " may be there and cannot be looked up; see Settings > Security > IP access list > " in by_hand
    assert standing.types().count(LIST) == 1
    assert standing.ran()[:1] == ["databricks apply forward: failed in 2"]
    run = standing.last()
    assert run.state == "rolled_back"
    assert "To be looked at by hand:" in run.advice
