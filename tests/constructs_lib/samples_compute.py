"""Clusters, pools, policies and warehouses, in their smallest and fullest form."""

from __future__ import annotations

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
from tests.constructs_lib.world import (
    GPU,
    ML,
    RUNTIME,
    TYPE,
    Sample,
)

SAMPLES = [
    Sample("InteractiveCluster minimal", lambda w: InteractiveCluster(
        w.scope, "It", names=w.names, runtime=RUNTIME, driver_type=TYPE, worker_type=TYPE)),
    Sample("InteractiveCluster fullest", lambda w: InteractiveCluster(
        w.scope, "It", names=w.names, runtime=ML, driver_type=TYPE, worker_type=TYPE, min_workers=2, max_workers=8,
        purpose="team", autotermination_minutes=60, dedicated_to="ml-team", options=w.options)),
    Sample("InstancePool minimal", lambda w: InstancePool(
        w.scope, "It", names=w.names, node_type=TYPE, runtime=RUNTIME, max_capacity=1)),
    Sample("InstancePool fullest", lambda w: InstancePool(
        w.scope, "It", names=w.names, node_type=TYPE, runtime=RUNTIME, max_capacity=9, min_idle=1, idle_minutes=30,
        purpose="etl", spot=True)),
    Sample("SingleNodeCluster minimal", lambda w: SingleNodeCluster(
        w.scope, "It", names=w.names, runtime=RUNTIME, node_type=TYPE)),
    Sample("SingleNodeCluster fullest", lambda w: SingleNodeCluster(
        w.scope, "It", names=w.names, runtime=ML, node_type=TYPE, purpose="own", autotermination_minutes=10_000,
        dedicated_to="ada@example.com", options=w.options)),
    Sample("SingleNodeCluster from a pool", lambda w: SingleNodeCluster(
        w.scope, "It", names=w.names, runtime=RUNTIME, node_type=TYPE, options=ClusterOptions(pool=w.pool))),
    Sample("GpuCluster minimal", lambda w: GpuCluster(
        w.scope, "It", names=w.names, runtime=GPU, node_type="Standard_NC4as_T4_v3")),
    Sample("GpuCluster fullest", lambda w: GpuCluster(
        w.scope, "It", names=w.names, runtime=GPU, node_type="Standard_NC4as_T4_v3", purpose="train", workers=2,
        autotermination_minutes=20, dedicated_to="ml-team", options=ClusterOptions(spark_conf={"a": "b"}))),
    Sample("ClusterPolicy minimal", lambda w: ClusterPolicy(w.scope, "It", names=w.names)),
    Sample("ClusterPolicy fullest", lambda w: ClusterPolicy(
        w.scope, "It", names=w.names, purpose="etl", max_clusters_per_user=2,
        libraries=(Library.pypi("requests==2.32.4"), Library.maven("com.example:own:1.0"), Library.cran("dplyr")),
        limits={
            "node_type_id": Limit.allow([TYPE, "Standard_D8ds_v5"], default=TYPE),
            "autotermination_minutes": Limit.fixed(20, hidden=True),
            "num_workers": Limit.range(maximum=8),
            "spark_version": Limit.pattern(r"17\.3\.x-.*", default=RUNTIME),
            "cluster_type": Limit.block(["dlt"]),
            "instance_pool_id": Limit.forbidden(),
            "spark_conf.spark.databricks.io.cache.enabled": Limit.optional(default="true"),
        })),
    Sample("ClusterPolicy of a family", lambda w: ClusterPolicy(
        w.scope, "It", names=w.names, family="personal-vm", limits={"dbus_per_hour": Limit.range(maximum=10)})),
    Sample("ClusterLibraries minimal", lambda w: ClusterLibraries(
        w.scope, "It", cluster=w.cluster, libraries={"Requests": Library.pypi("requests==2.32.4")})),
    Sample("ClusterLibraries fullest", lambda w: ClusterLibraries(
        w.scope, "It", cluster=w.cluster,
        libraries={f"L{number}": one for number, one in enumerate(w.options.libraries)})),
    Sample("SqlWarehouse minimal", lambda w: SqlWarehouse(w.scope, "It", names=w.names)),
    Sample("SqlWarehouse fullest", lambda w: SqlWarehouse(
        w.scope, "It", names=w.names, purpose="bi", kind="pro", size="Medium", min_clusters=2, max_clusters=30,
        auto_stop_minutes=45, preview_channel=True, spot=True)),
    Sample("SqlWarehouse classic", lambda w: SqlWarehouse(w.scope, "It", names=w.names, kind="classic")),
    Sample("VolumeScript minimal", lambda w: w.script),
]  # fmt: skip
