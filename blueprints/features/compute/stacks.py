"""The constructs of the features that compute."""

from __future__ import annotations

from collections.abc import Iterable

from blueprints.features.compute import description
from blueprints.features.identity.description import people
from blueprints.features.part import Part
from blueprints.layers import DatabricksLayer, Layer
from constructs_lib.compute import cluster_policy, instance_pool, interactive_cluster, sql_warehouse
from constructs_lib.compute.cluster_options import ClusterOptions
from constructs_lib.compute.limit import Limit
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.identity.permissions import Permissions
from constructs_lib.identity.principal import Principal
from constructs_lib.jobs.notebook import Notebook

_WELCOME = """\
# Databricks notebook source
# A first look: which catalogs there are, and a table that every workspace has.
display(spark.sql("show catalogs"))
display(spark.read.table("samples.nyctaxi.trips").limit(10))
"""


def _share(layer: Layer, id: str, target: PermissionTarget, groups: Iterable[str], level: str) -> None:
    """Lets groups use something; nobody where there are none."""
    access = {Principal.group(name): level for name in groups}
    if access:
        Permissions(layer, id, target=target, access=access)


def _options(layer: Layer) -> ClusterOptions | None:
    """What clusters are told beside their machines; None leaves Databricks' defaults."""
    photon, spot = "photon" in layer.composition, "spot" in layer.composition
    return ClusterOptions(photon=photon, spot=spot) if photon or spot else None


class InteractiveCompute(Part[description.InteractiveCompute]):
    """One cluster."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """The cluster that people share."""
        sizes = layer.platform.sizes
        self.cluster = interactive_cluster.InteractiveCluster(
            layer,
            "Cluster",
            names=layer.names,
            runtime=sizes.text("runtime"),
            driver_type=sizes.text("driver_type"),
            worker_type=sizes.text("worker_type"),
            min_workers=sizes.number("min_workers"),
            max_workers=sizes.number("max_workers"),
            autotermination_minutes=sizes.number("autotermination_minutes"),
            dedicated_to=self.feature.dedicated_to,
            options=_options(layer),
        )
        users = self.feature.users_in(layer.composition)
        _share(layer, "ClusterAccess", self.cluster.permission_target, users, "CAN_RESTART")
        layer.outputs(cluster_id=self.cluster.cluster_id)


class InstancePool(Part[description.InstancePool]):
    """One pool."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """The pool that jobs share."""
        sizes = layer.platform.sizes
        self.pool = instance_pool.InstancePool(
            layer,
            "Pool",
            names=layer.names,
            node_type=sizes.text("worker_type"),
            runtime=sizes.text("runtime"),
            max_capacity=sizes.number("max_workers"),
            spot="spot" in layer.composition,
        )
        users = people(layer.composition, "workspace")
        _share(layer, "PoolAccess", self.pool.permission_target, users, "CAN_ATTACH_TO")
        layer.outputs(instance_pool_id=self.pool.pool_id)


class JobCompute(Part[description.JobCompute]):
    """One policy."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """What clusters of jobs may be."""
        sizes = layer.platform.sizes
        pool = layer.part(InstancePool)
        # A driver comes from the pool, too.
        most = sizes.number("max_workers") - (1 if pool else 0)
        limits = {
            "cluster_type": Limit.fixed("job"),
            "spark_version": Limit.fixed(sizes.text("runtime")),
            "autoscale.max_workers": Limit.range(1, most, default=most),
            # Clusters of jobs end with the job; the policy's usual rule is for those of people.
            "autotermination_minutes": Limit.forbidden(),
        }
        if "-ml-" in sizes.text("runtime"):
            # Standard access has no machine learning runtime.
            limits["data_security_mode"] = Limit.fixed("SINGLE_USER")
        if pool:
            limits |= {name: Limit.fixed(pool.pool.pool_id) for name in ("instance_pool_id", "driver_instance_pool_id")}
        else:
            # What no rule names is free: a driver could be of any price.
            limits |= {name: Limit.fixed(sizes.text("worker_type")) for name in ("node_type_id", "driver_node_type_id")}
            if "spot" in layer.composition:
                limits["azure_attributes.availability"] = Limit.fixed("SPOT_WITH_FALLBACK_AZURE")
                limits["azure_attributes.first_on_demand"] = Limit.fixed(1)
        if "photon" in layer.composition:
            limits["runtime_engine"] = Limit.fixed("PHOTON")
        self.policy = cluster_policy.ClusterPolicy(layer, "JobPolicy", names=layer.names, purpose="jobs", limits=limits)
        users = people(layer.composition, "workspace")
        _share(layer, "JobPolicyAccess", self.policy.permission_target, users, "CAN_USE")
        layer.outputs(job_policy_id=self.policy.policy_id)


class Notebooks(Part[description.Notebooks]):
    """One notebook."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """A first notebook."""
        Notebook(layer, "Welcome", names=layer.names, purpose="welcome", content=_WELCOME)


class SqlWarehouse(Part[description.SqlWarehouse]):
    """One warehouse."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """The warehouse."""
        self.warehouse = sql_warehouse.SqlWarehouse(
            layer,
            "Warehouse",
            names=layer.names,
            kind="serverless" if "serverless_sql" in layer.composition else "pro",
            size=layer.platform.sizes.text("warehouse_size"),
        )
        users = self.feature.users_in(layer.composition)
        _share(layer, "WarehouseAccess", self.warehouse.permission_target, users, "CAN_USE")
        layer.outputs(warehouse_id=self.warehouse.warehouse_id)
