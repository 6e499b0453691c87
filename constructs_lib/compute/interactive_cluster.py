"""A cluster that people share for notebooks."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class InteractiveCluster(Construct):
    """Grows and shrinks with the load, and stops when nobody works.

    Makes: 1 databricks_cluster.

    Args:
        names: Names and tags of the platform.
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

    Raises:
        RuleError: For a number outside its limits.
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
        min_workers: int = 1,
        max_workers: int = 4,
        autotermination_minutes: int = 30,
        dedicated_to: str | None = None,
    ) -> None:
        if not 1 <= min_workers <= max_workers:
            raise RuleError("min_workers", allowed=f"1 to max_workers ({max_workers})", got=min_workers)
        if not 10 <= autotermination_minutes <= 10_000:
            raise RuleError("autotermination_minutes", allowed="10-10000 minutes", got=autotermination_minutes)
        dedicated = "-ml-" in runtime
        if dedicated_to and not dedicated:
            raise RuleError("dedicated_to", allowed="a machine learning runtime only", got=runtime)
        super().__init__(scope, id)
        cluster = databricks.Cluster(
            self,
            "Resource",
            cluster_name=names.name(Kind.CLUSTER),
            spark_version=runtime,
            driver_node_type_id=driver_type,
            node_type_id=worker_type,
            autoscale=databricks.ClusterAutoscale(min_workers=min_workers, max_workers=max_workers),
            autotermination_minutes=autotermination_minutes,
            # Unity Catalog needs an access mode. Standard access has no machine learning runtime.
            data_security_mode="SINGLE_USER" if dedicated else "USER_ISOLATION",
            single_user_name=dedicated_to,
            custom_tags={**names.tags(), "ResourceClass": "MultiNode", "ClusterType": "interactive"},
        )
        self.cluster_id: str = cluster.cluster_id
        self.permission_target = PermissionTarget("cluster_id", self.cluster_id)
