"""A cluster of one machine, for one person's or a small team's notebooks."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.cluster_options import (
    ClusterOptions,
    access_mode,
    check_runtime,
    single_node_conf,
)
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.limits import between
from naming.kinds import Kind
from naming.namer import Namer


class SingleNodeCluster(Construct):
    """Driver and no workers: the cheapest cluster there is, and it stops when nobody works.

    Makes: 1 databricks_cluster.

    Args:
        names: Names and tags of the platform.
        purpose: What sets it apart from the platform's other clusters.
        runtime: Databricks runtime key, such as `17.3.x-scala2.13`.
        node_type: VM type of the machine.
        autotermination_minutes: Minutes without work before it stops, 10-10000.
            Source: databricks_cluster docs, `autotermination_minutes`.
        dedicated_to: User or group that may use it; left out: everybody with permission, each apart from the others,
            or whoever deploys it where the runtime is for machine learning.
        options: Everything else; nothing by default.

    Raises:
        RuleError: A number outside its limits; a runtime key that is none.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        runtime: str,
        node_type: str,
        purpose: str | None = None,
        autotermination_minutes: int = 30,
        dedicated_to: str | None = None,
        options: ClusterOptions | None = None,
    ) -> None:
        check_runtime(runtime)
        between(
            "autotermination_minutes", autotermination_minutes, 10, 10_000, unit="minutes",
            source="databricks_cluster docs",
        )  # fmt: skip
        options = options or ClusterOptions()
        super().__init__(scope, id)
        cluster = databricks.Cluster(
            self,
            "Resource",
            cluster_name=names.name(Kind.CLUSTER, purpose=purpose),
            spark_version=runtime,
            num_workers=0,
            autotermination_minutes=autotermination_minutes,
            data_security_mode=access_mode(runtime, dedicated_to),
            single_user_name=dedicated_to,
            # The provider wants settings and tag alike: without them it takes 0 workers for a mistake.
            spark_conf=single_node_conf(options.spark_conf),
            custom_tags=options.tags(names, ResourceClass="SingleNode", ClusterType="interactive"),
            **options.machines(node_type, node_type),
            **options.arguments("Cluster", alone=True),
        )
        self.cluster_id: str = cluster.cluster_id
        self.permission_target = PermissionTarget("cluster_id", self.cluster_id)
