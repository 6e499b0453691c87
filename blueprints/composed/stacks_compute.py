"""The constructs of resources that compute."""

from __future__ import annotations

from blueprints.composed.machines import Machines, Pool
from blueprints.composed.resources_compute import Cluster, Warehouse
from blueprints.composed.resources_policies import Policy
from blueprints.composed.site import Site
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.cluster_options import ClusterOptions
from constructs_lib.compute.cluster_policy import ClusterPolicy
from constructs_lib.compute.instance_pool import InstancePool
from constructs_lib.compute.interactive_cluster import InteractiveCluster
from constructs_lib.compute.library import Library
from constructs_lib.compute.limit import Limit
from constructs_lib.compute.single_node_cluster import SingleNodeCluster
from constructs_lib.compute.sql_warehouse import SqlWarehouse


def pool(site: Site, said: Pool) -> Construct:
    """One pool."""
    return InstancePool(
        site.scope,
        site.id,
        names=site.names,
        purpose=site.identifier,
        node_type=said.node_type,
        max_capacity=said.max_capacity,
        runtime=said.runtime,
        min_idle=said.min_idle,
        idle_minutes=said.idle_minutes,
        spot=said.spot,
    )


def policy(site: Site, said: Policy) -> Construct:
    """One policy."""
    limits = {attribute: rule.limit() for attribute, rule in said.limits.items()}
    shared = site.maybe(InstancePool, "pool", said.pool_ref)
    if shared:
        limits |= {name: Limit.fixed(shared.pool_id) for name in ("instance_pool_id", "driver_instance_pool_id")}
    return ClusterPolicy(
        site.scope,
        site.id,
        names=site.names,
        purpose=site.identifier,
        limits=limits,
        family=said.family,
        max_clusters_per_user=said.max_clusters_per_user,
    )


def options(site: Site, said: Machines, libraries: tuple[Library, ...] = ()) -> ClusterOptions:
    """What machines are told beside their types and number."""
    return ClusterOptions(
        spark_conf=said.spark_conf,
        spark_env=said.spark_env,
        libraries=libraries,
        photon=said.photon,
        spot=said.spot,
        policy=site.maybe(ClusterPolicy, "policy", said.policy_ref),
        pool=site.maybe(InstancePool, "pool", said.pool_ref),
    )


def cluster(site: Site, said: Cluster) -> Construct:
    """One cluster, of one machine or of several."""
    node_type = said.node_type or ""  # a pool's machines are its own
    told = options(site, said, tuple(one.library() for one in said.libraries))
    if not said.max_workers:
        return SingleNodeCluster(
            site.scope,
            site.id,
            names=site.names,
            purpose=site.identifier,
            runtime=said.runtime,
            node_type=node_type,
            autotermination_minutes=said.autotermination_minutes,
            dedicated_to=said.dedicated_to,
            options=told,
        )
    return InteractiveCluster(
        site.scope,
        site.id,
        names=site.names,
        purpose=site.identifier,
        runtime=said.runtime,
        driver_type=said.driver_type or node_type,
        worker_type=node_type,
        min_workers=said.min_workers,
        max_workers=said.max_workers,
        autotermination_minutes=said.autotermination_minutes,
        dedicated_to=said.dedicated_to,
        options=told,
    )


def warehouse(site: Site, said: Warehouse) -> Construct:
    """One warehouse."""
    return SqlWarehouse(
        site.scope,
        site.id,
        names=site.names,
        purpose=site.identifier,
        kind=said.kind,
        size=said.size,
        min_clusters=said.min_clusters,
        max_clusters=said.max_clusters,
        auto_stop_minutes=said.auto_stop_minutes,
        preview_channel=said.preview_channel,
        spot=said.spot,
    )
