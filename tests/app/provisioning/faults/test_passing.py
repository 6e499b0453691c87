"""What passes by itself is tried again, once for each time it happens, and nothing is made twice."""

from __future__ import annotations

import pytest

from rehearsal.faults import Fault
from tests.app.provisioning.faults.scene import ALL, CLUSTER, WORKSPACE, Scene, after, fault, whole

FOUND = ["found and recorded azurerm_databricks_workspace.", "found and recorded databricks_cluster."]


@pytest.mark.parametrize(
    ("faults", "attempts", "said"),
    [
        (
            # One after the other, at the making of a thing in each layer.
            [
                fault(kind, made, at=at)
                for made in (WORKSPACE, CLUSTER)
                for at, kind in enumerate(("throttled", "conflict", "internal", "lost"), start=1)
            ],
            5,
            ["Trying again in", "had a fault of its own", "connection to the service"],
        ),
        ([fault("crash", WORKSPACE), fault("hang", CLUSTER, seconds=1)], 2, ["A provider crashed.", "took longer"]),
        whole([fault("hang", WORKSPACE, seconds=1), fault("unavailable", CLUSTER)], 2, ["took longer"]),
        ([after("internal", WORKSPACE), after("lost", CLUSTER)], 2, FOUND),
        whole([after("crash", WORKSPACE), after("hang", CLUSTER, seconds=1)], 2, FOUND),
        whole([after("hang", WORKSPACE, seconds=1), after("internal", CLUSTER)], 2, FOUND),
    ],
    ids=["429 409 500 lost", "crash, hang", "hang, 503", "500, lost after", "crash, hang after", "hang, 500 after"],
)  # fmt: skip
def test_it_is_tried_again_as_often_as_it_fails(
    scene: Scene, faults: list[Fault], attempts: int, said: list[str]
) -> None:
    scene.strike(*faults)
    done = scene.run("deploy").good()
    assert scene.last().state == "committed"
    assert scene.ran() == [f"{layer} apply forward: done in {attempts}" for layer in ("azure", "databricks")]
    assert scene.types() == ALL
    for words in said:
        assert words in done.err
    assert scene.loose_ends() == []


def test_a_role_that_was_just_given_is_waited_for_oftener_than_a_fault(scene: Scene) -> None:
    said = "Managed Identity does not have READ permissions on url abfss://a@b.dfs.core.windows.net/"
    scene.strike(fault("fail", CLUSTER, times=7, status=403, message=said))
    done = scene.run("deploy").good()
    assert scene.ran() == ["azure apply forward: done in 1", "databricks apply forward: done in 8"]
    assert "a role that was just given takes up to 10 minutes to count" in done.err
    assert scene.loose_ends() == []
