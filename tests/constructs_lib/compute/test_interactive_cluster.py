"""The interactive cluster construct."""

import pytest

from constructs_lib.compute.interactive_cluster import InteractiveCluster
from naming.errors import RuleError
from tests.constructs_lib.conftest import TAGS

TYPES = {"driver_type": "Standard_D4ds_v5", "worker_type": "Standard_D8ds_v5"}


def test_a_cluster_scales_stops_and_works_with_unity_catalog(resources, names) -> None:
    made = resources(lambda s: InteractiveCluster(s, "C", names=names, runtime="17.3.x-scala2.13", **TYPES))
    assert made["databricks_cluster"] == {
        "cluster_name": "ml-team-ml-dev",
        "spark_version": "17.3.x-scala2.13",
        "driver_node_type_id": "Standard_D4ds_v5",
        "node_type_id": "Standard_D8ds_v5",
        "autoscale": {"min_workers": 1, "max_workers": 4},
        "autotermination_minutes": 30,
        "data_security_mode": "USER_ISOLATION",
        "custom_tags": {**TAGS, "ResourceClass": "MultiNode", "ClusterType": "interactive"},
    }


@pytest.mark.parametrize("runtime", ["17.3.x-cpu-ml-scala2.13", "17.3.x-gpu-ml-scala2.13"])
def test_a_machine_learning_runtime_gets_dedicated_access(resources, names, runtime: str) -> None:
    made = resources(
        lambda s: InteractiveCluster(s, "C", names=names, runtime=runtime, dedicated_to="ml-team", **TYPES)
    )
    assert made["databricks_cluster"]["data_security_mode"] == "SINGLE_USER"
    assert made["databricks_cluster"]["single_user_name"] == "ml-team"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"autotermination_minutes": 9}, "autotermination_minutes"),
        ({"autotermination_minutes": 10_001}, "autotermination_minutes"),
        ({"min_workers": 0}, "min_workers"),
        ({"min_workers": 5, "max_workers": 4}, "min_workers"),
        ({"dedicated_to": "ml-team"}, "dedicated_to"),
    ],
)
def test_fails_outside_its_limits(resources, names, wrong: dict[str, object], named: str) -> None:
    with pytest.raises(RuleError, match=named):
        resources(lambda s: InteractiveCluster(s, "C", names=names, runtime="17.3.x-scala2.13", **TYPES, **wrong))


@pytest.mark.parametrize("minutes", [10, 10_000])
def test_the_edges_of_autotermination_are_allowed(resources, names, minutes: int) -> None:
    made = resources(
        lambda s: InteractiveCluster(
            s, "C", names=names, runtime="17.3.x-scala2.13", autotermination_minutes=minutes, **TYPES
        )
    )
    assert made["databricks_cluster"]["autotermination_minutes"] == minutes
