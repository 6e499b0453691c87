"""A cluster that people share for notebooks."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.cluster_options import ClusterOptions
from constructs_lib.identity.permission_target import PermissionTarget
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class InteractiveCluster(Construct):
    """Grows and shrinks with the load, and stops when nobody works.

    Makes: 1 databricks_cluster.

    Args:
        names: Names and tags of the platform.
        purpose: What sets it apart from the platform's other clusters.
        runtime: Databricks runtime key, such as `17.3.x-cpu-ml-scala2.13`.
        driver_type: VM type of the driver.
        worker_type: VM type of the workers.
        min_workers: Fewest workers, 1 or more.
        max_workers: Most workers, at least `min_workers`.
        autotermination_minutes: Minutes without work before it stops, 10-10000.
            Source: databricks_cluster docs, `autotermination_minutes`.
        dedicated_to: User or group that may use it, where the runtime needs dedicated access (machine learning
            and GPU). Left out, that is whoever deploys it, and nobody else can attach.
            Source: Azure Databricks docs, dedicated compute overview and group access.
        options: Everything else, such as Photon and spare machines. Left out: Databricks' own defaults, and the
            machines that Azure gives.

    Raises:
        RuleError: A number outside its limits; Photon on a runtime for GPUs, where it does nothing.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        runtime: str,
        driver_type: str,
        worker_type: str,
        purpose: str | None = None,
        min_workers: int = 1,
        max_workers: int = 4,
        autotermination_minutes: int = 30,
        dedicated_to: str | None = None,
        options: ClusterOptions | None = None,
    ) -> None:
        if not 1 <= min_workers <= max_workers:
            raise RuleError("min_workers", allowed=f"1 to max_workers ({max_workers})", got=min_workers)
        if not 10 <= autotermination_minutes <= 10_000:
            raise RuleError("autotermination_minutes", allowed="10-10000 minutes", got=autotermination_minutes)
        dedicated = "-ml-" in runtime
        if dedicated_to and not dedicated:
            raise RuleError("dedicated_to", allowed="a machine learning runtime only", got=runtime)
        if options and options.photon and "-gpu-" in runtime:
            raise RuleError(
                "photon", allowed="off on GPUs", got=True, source="Azure Databricks docs, gpu-enabled compute"
            )
        given = options or ClusterOptions()
        super().__init__(scope, id)
        cluster = databricks.Cluster(
            self,
            "Resource",
            cluster_name=names.name(Kind.CLUSTER, purpose=purpose),
            spark_version=runtime,
            autoscale=databricks.ClusterAutoscale(min_workers=min_workers, max_workers=max_workers),
            autotermination_minutes=autotermination_minutes,
            # Unity Catalog needs an access mode. Standard access has no machine learning runtime.
            data_security_mode="SINGLE_USER" if dedicated else "USER_ISOLATION",
            single_user_name=dedicated_to,
            spark_conf=dict(given.spark_conf) or None,
            custom_tags=given.tags(names, ResourceClass="MultiNode", ClusterType="interactive"),
            **given.machines(worker_type, driver_type),
            # Platforms that stand without options keep the arguments they were made with.
            **(options.arguments("Cluster", alone=False) if options else {}),
        )
        self.cluster_id: str = cluster.cluster_id
        self.permission_target = PermissionTarget("cluster_id", self.cluster_id)
