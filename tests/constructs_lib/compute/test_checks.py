"""What clusters, policies and warehouses refuse, at the edge of each limit."""

from collections.abc import Callable
from typing import Any

import pytest

from catalog.vm_types import VmTypeError
from constructs_lib.compute.cluster_libraries import ClusterLibraries
from constructs_lib.compute.cluster_options import ClusterOptions
from constructs_lib.compute.cluster_policy import ClusterPolicy
from constructs_lib.compute.gpu_cluster import GpuCluster
from constructs_lib.compute.init_script import InitScript
from constructs_lib.compute.job_cluster import JobCluster
from constructs_lib.compute.library import Library
from constructs_lib.compute.limit import Limit
from constructs_lib.compute.single_node_cluster import SingleNodeCluster
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.compute.volume_script import VolumeScript
from naming.errors import RuleError
from tests.constructs_lib.synthesis import it, made
from tests.constructs_lib.world import GPU, ML, RUNTIME, TYPE, World

SCRIPT = InitScript("/Volumes/main/ops/scripts/a.sh")


def single(w: World, **given: Any) -> SingleNodeCluster:
    return SingleNodeCluster(w.scope, "It", names=w.names, **{"runtime": RUNTIME, "node_type": TYPE, **given})


def gpu(w: World, **given: Any) -> GpuCluster:
    return GpuCluster(w.scope, "It", names=w.names, **{"runtime": GPU, "node_type": "Standard_NC4as_T4_v3", **given})


def warehouse(w: World, **given: Any) -> SqlWarehouse:
    return SqlWarehouse(w.scope, "It", names=w.names, **given)


def policy(w: World, **given: Any) -> ClusterPolicy:
    return ClusterPolicy(w.scope, "It", names=w.names, **given)


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda w: single(w, autotermination_minutes=9), "10-10000 minutes .*; got 9"),
        (lambda w: single(w, autotermination_minutes=10_001), "got 10001"),
        (lambda w: single(w, autotermination_minutes=0), "got 0"),
        (lambda w: single(w, runtime="17.3.x-photon-scala2.13"), "set photon"),
        (lambda w: single(w, runtime="latest"), "runtime"),
        (lambda w: gpu(w, runtime=ML), "-gpu-ml-"),
        (lambda w: gpu(w, node_type=TYPE), "Standard_NC4as_T4_v3"),
        (lambda w: gpu(w, workers=-1), "0 or more machines"),
        (lambda w: gpu(w, autotermination_minutes=9), "got 9"),
        (lambda w: gpu(w, options=ClusterOptions(photon=True)), "photon"),
        (lambda w: ClusterOptions(init_scripts=(SCRIPT,) * 11), "0-10 scripts .*; got 11"),
        (lambda w: ClusterOptions(spot=True, pool=w.pool), "without a pool"),
        (lambda w: ClusterOptions(spark_conf={"spark.master": "local"}), "spark_conf"),
        (lambda w: ClusterOptions(spark_conf={"a": '${file("/etc/passwd")}'}), "Terraform would evaluate"),
        (lambda w: ClusterOptions(spark_env={"A": "%{if}"}), "Terraform would evaluate"),
        (lambda w: ClusterOptions(log_volume="dbfs:/logs"), "/Volumes/"),
        (lambda w: InitScript("dbfs:/scripts/a.sh"), "Upload it with VolumeScript"),
        (lambda w: InitScript("/Volumes/main/ops/scripts/a.py"), ".sh"),
        (lambda w: VolumeScript(w.scope, "S", volume=w.volume, file_name="a.py", content="#!/bin/bash"), "file_name"),
        (
            lambda w: VolumeScript(w.scope, "S", volume=w.volume, file_name="../a.sh", content="#!/bin/bash"),
            "file_name",
        ),
        (lambda w: VolumeScript(w.scope, "S", volume=w.volume, file_name="a.sh", content="echo"), "#!"),
        (lambda w: Library.pypi("requests"), "Pin it with =="),
        (lambda w: Library.pypi("requests==${x}"), "Terraform would evaluate"),
        (lambda w: Library.whl("dbfs:/libs/a.whl"), "Put it in a volume"),
        (lambda w: Library.jar("/Volumes/main/ops/libs/a.whl"), "jar"),
        (lambda w: Library.maven("com.example:own"), "group:artifact:version"),
        (lambda w: ClusterLibraries(w.scope, "L", cluster=w.cluster, libraries={}), "at least one package"),
        (lambda w: policy(w, limits={"node_typ_id": Limit.forbidden()}), "Did you mean node_type_id"),
        (lambda w: policy(w, limits={"Node": Limit.forbidden()}), "an attribute"),
        (lambda w: policy(w, family="personal"), "personal-vm"),
        (lambda w: policy(w, max_clusters_per_user=0), "1 or more clusters"),
        (lambda w: Limit.range(), "a minimum, a maximum or both"),
        (lambda w: Limit.range(5, 4), "at most 4"),
        (lambda w: Limit.range(1, 4, default=5), "1 to 4"),
        (lambda w: Limit.range(1, 4, default=0), "1 to 4"),
        (lambda w: Limit.allow([]), "at least one value"),
        (lambda w: Limit.allow(["a"], default="b"), "allowed is a"),
        (lambda w: Limit.block([]), "at least one value"),
        (lambda w: Limit.pattern("${x}"), "Terraform would evaluate"),
        (lambda w: warehouse(w, kind="serverles"), "Did you mean serverless"),
        (lambda w: warehouse(w, size="small"), "Did you mean Small"),
        (lambda w: warehouse(w, max_clusters=31), "1-30 clusters"),
        (lambda w: warehouse(w, max_clusters=0), "1-30 clusters"),
        (lambda w: warehouse(w, min_clusters=2), "min_clusters"),
        (lambda w: warehouse(w, min_clusters=0), "min_clusters"),
        (lambda w: warehouse(w, auto_stop_minutes=4), "5 or more minutes"),
        (lambda w: warehouse(w, kind="pro", auto_stop_minutes=9), "10 or more minutes"),
        (lambda w: warehouse(w, auto_stop_minutes=0), "got 0"),
        (lambda w: warehouse(w, spot=True), "serverless has no machines"),
        (lambda w: JobCluster("a b", RUNTIME, TYPE), "key"),
        (lambda w: JobCluster("a" * 101, RUNTIME, TYPE), "1-100"),
        (lambda w: JobCluster("a", RUNTIME, TYPE, min_workers=2, max_workers=1), "min_workers"),
        (lambda w: JobCluster("a", RUNTIME, TYPE, max_workers=-1), "max_workers"),
        (lambda w: JobCluster("a", "17.3", TYPE), "runtime"),
        (
            lambda w: JobCluster("a", RUNTIME, TYPE, options=ClusterOptions(libraries=(Library.cran("dplyr"),))),
            "on tasks",
        ),
    ],
)
def test_fails_with_the_rule_and_what_came(make: Callable[[World], object], named: str) -> None:
    with pytest.raises(RuleError, match=named):
        made(make)


def test_fails_for_a_retired_vm_type_with_its_replacement() -> None:
    with pytest.raises(VmTypeError, match="retired by Azure"):
        made(lambda w: gpu(w, node_type="Standard_NC6s_v3"))


@pytest.mark.parametrize("minutes", [10, 10_000])
def test_the_edges_of_autotermination_are_allowed(minutes: int) -> None:
    assert it(lambda w: single(w, autotermination_minutes=minutes))["autotermination_minutes"] == minutes


@pytest.mark.parametrize(("kind", "minutes"), [("serverless", 5), ("pro", 10), ("classic", 10)])
def test_the_shortest_auto_stop_is_allowed(kind: str, minutes: int) -> None:
    assert it(lambda w: warehouse(w, kind=kind, auto_stop_minutes=minutes))["auto_stop_mins"] == minutes


def test_a_warehouse_of_thirty_clusters_is_allowed() -> None:
    assert it(lambda w: warehouse(w, max_clusters=30))["max_num_clusters"] == 30


@pytest.mark.parametrize("runtime", ["18.x-scala2.13", "16.4.x-scala2.12", "18.x-cpu-ml-scala2.13"])
def test_a_runtime_may_have_no_minor_version(runtime: str) -> None:
    assert it(lambda w: single(w, runtime=runtime))["spark_version"] == runtime


def test_ten_init_scripts_run_in_their_order() -> None:
    scripts = tuple(InitScript(f"/Volumes/main/ops/scripts/{number}.sh") for number in range(10))
    cluster = it(lambda w: single(w, options=ClusterOptions(init_scripts=scripts)))
    assert [one["volumes"]["destination"] for one in cluster["init_scripts"]] == [one.path for one in scripts]


@pytest.mark.parametrize(("workers", "first"), [(0, 0), (1, 1)])
def test_only_a_driver_alone_is_a_spare_machine(workers: int, first: int) -> None:
    cluster = it(lambda w: gpu(w, workers=workers))
    assert cluster["azure_attributes"] == {"availability": "SPOT_WITH_FALLBACK_AZURE", "first_on_demand": first}


def test_a_policys_own_rule_replaces_the_default_one() -> None:
    rules = it(lambda w: policy(w, limits={"data_security_mode": Limit.fixed("SINGLE_USER")}))["definition"]
    assert rules["data_security_mode"] == {"type": "fixed", "value": "SINGLE_USER"}


@pytest.mark.parametrize(
    ("limit", "fixed"),
    [
        (Limit.fixed("pool-1"), False),
        (Limit.allow(["pool-1", "pool-2"], default="pool-1"), False),
        (Limit.forbidden(), True),
        (Limit.optional(), True),
    ],
)
def test_a_policy_fixes_tags_unless_a_pool_gives_them(limit: Limit, fixed: bool) -> None:
    definition = it(lambda w: policy(w, limits={"instance_pool_id": limit}))["definition"]
    assert ("custom_tags.team" in definition) is fixed
