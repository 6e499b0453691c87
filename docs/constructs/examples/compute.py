"""Clusters, what they may be, and warehouses."""

from __future__ import annotations

from constructs_lib.bindings.engine import TerraformStack
from constructs_lib.compute.cluster_libraries import ClusterLibraries
from constructs_lib.compute.cluster_options import ClusterOptions
from constructs_lib.compute.cluster_policy import ClusterPolicy
from constructs_lib.compute.gpu_cluster import GpuCluster
from constructs_lib.compute.instance_pool import InstancePool
from constructs_lib.compute.interactive_cluster import InteractiveCluster
from constructs_lib.compute.library import Library
from constructs_lib.compute.limit import Limit
from constructs_lib.compute.single_node_cluster import SingleNodeCluster
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.compute.volume_script import VolumeScript
from constructs_lib.unity_catalog.volume import Volume
from naming.namer import Namer


def cluster_policy(stack: TerraformStack, names: Namer) -> ClusterPolicy:
    return ClusterPolicy(
        stack,
        "Policy",
        names=names,
        limits={
            "node_type_id": Limit.allow(["Standard_D4ds_v5", "Standard_D8ds_v5"], default="Standard_D4ds_v5"),
            "autotermination_minutes": Limit.range(10, 30, default=20),
        },
        max_clusters_per_user=2,
    )


def instance_pool(stack: TerraformStack, names: Namer) -> InstancePool:
    return InstancePool(
        stack,
        "Pool",
        names=names,
        node_type="Standard_D4ds_v5",
        runtime="17.3.x-scala2.13",
        max_capacity=8,
    )


def interactive_cluster(stack: TerraformStack, names: Namer) -> InteractiveCluster:
    return InteractiveCluster(
        stack,
        "Team",
        names=names,
        runtime="17.3.x-cpu-ml-scala2.13",
        driver_type="Standard_D4ds_v5",
        worker_type="Standard_D4ds_v5",
        max_workers=4,
        dedicated_to="ml-team",
    )


def single_node_cluster(
    stack: TerraformStack,
    names: Namer,
    cluster_policy: ClusterPolicy,
    volume_script: VolumeScript,
) -> SingleNodeCluster:
    return SingleNodeCluster(
        stack,
        "Single",
        names=names,
        runtime="17.3.x-scala2.13",
        node_type="Standard_D4ds_v5",
        options=ClusterOptions(policy=cluster_policy, init_scripts=(volume_script,)),
    )


def gpu_cluster(stack: TerraformStack, names: Namer) -> GpuCluster:
    return GpuCluster(
        stack,
        "Training",
        names=names,
        runtime="17.3.x-gpu-ml-scala2.13",
        node_type="Standard_NC4as_T4_v3",
        autotermination_minutes=20,
        options=ClusterOptions(spot=True),
    )


def cluster_libraries(stack: TerraformStack, single_node_cluster: SingleNodeCluster) -> ClusterLibraries:
    return ClusterLibraries(
        stack,
        "Packages",
        cluster=single_node_cluster,
        libraries={
            "Requests": Library.pypi("requests==2.32.4"),
            "Own": Library.whl("/Volumes/main/ops/libs/own-1.0-py3-none-any.whl"),
        },
    )


def volume_script(stack: TerraformStack, volume: Volume) -> VolumeScript:
    return VolumeScript(
        stack, "Script", volume=volume, file_name="setup.sh", content="#!/bin/bash\napt-get install --yes graphviz\n"
    )


def sql_warehouse(stack: TerraformStack, names: Namer) -> SqlWarehouse:
    return SqlWarehouse(stack, "Warehouse", names=names, size="Small", max_clusters=3, auto_stop_minutes=5)
