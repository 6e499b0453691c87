"""The interactive cluster construct."""

import pytest

from constructs_lib.compute.cluster_options import ClusterOptions
from constructs_lib.compute.instance_pool import InstancePool
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


def test_photon_spare_workers_and_settings_are_added_to_what_it_has(resources, names) -> None:
    made = resources(
        lambda s: InteractiveCluster(
            s, "C", names=names, runtime="17.3.x-scala2.13", purpose="bi", **TYPES,
            options=ClusterOptions(photon=True, spot=True, spark_conf={"spark.sql.shuffle.partitions": "auto"}),
        )
    )  # fmt: skip
    assert made["databricks_cluster"] == {
        "cluster_name": "ml-team-ml-dev-bi",
        "spark_version": "17.3.x-scala2.13",
        "runtime_engine": "PHOTON",
        "driver_node_type_id": "Standard_D4ds_v5",
        "node_type_id": "Standard_D8ds_v5",
        "autoscale": {"min_workers": 1, "max_workers": 4},
        "autotermination_minutes": 30,
        "data_security_mode": "USER_ISOLATION",
        "azure_attributes": {"availability": "SPOT_WITH_FALLBACK_AZURE", "first_on_demand": 1},
        "spark_conf": {"spark.sql.shuffle.partitions": "auto"},
        "custom_tags": {**TAGS, "ResourceClass": "MultiNode", "ClusterType": "interactive"},
    }


def test_a_pool_gives_the_machines(resources, names) -> None:
    def build(s) -> None:
        pool = InstancePool(s, "P", names=names, node_type="Standard_D4ds_v5", max_capacity=8)
        InteractiveCluster(s, "C", names=names, runtime="17.3.x-scala2.13", options=ClusterOptions(pool=pool), **TYPES)

    cluster = resources(build)["databricks_cluster"]
    assert cluster["instance_pool_id"] == cluster["driver_instance_pool_id"] == "<P.id>"
    assert not {"node_type_id", "driver_node_type_id", "azure_attributes"} & set(cluster)
    assert cluster["custom_tags"] == {"ResourceClass": "MultiNode", "ClusterType": "interactive"}


def test_fails_with_photon_on_gpus(resources, names) -> None:
    with pytest.raises(RuleError, match="photon"):
        resources(
            lambda s: InteractiveCluster(
                s, "C", names=names, runtime="17.3.x-gpu-ml-scala2.13", options=ClusterOptions(photon=True), **TYPES
            )
        )


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
