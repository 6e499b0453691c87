"""A cluster with graphics processors, for training."""

from __future__ import annotations

from datetime import date

from catalog.vm_types import usable_vm_type
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
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class GpuCluster(Construct):
    """Machines with graphics processors, from Azure's spare ones where they are, and they stop when nobody works.

    Makes: 1 databricks_cluster.

    Args:
        names: Names and tags of the platform.
        purpose: What sets it apart from the platform's other clusters.
        runtime: A key for machine learning on GPUs, such as `17.3.x-gpu-ml-scala2.13`.
        node_type: VM type of every machine, one with GPUs that Azure still has.
        workers: Machines beside the driver, 0 or more; 0: one machine alone.
        autotermination_minutes: Minutes without work before it stops, 10-10000.
            Source: databricks_cluster docs, `autotermination_minutes`.
        dedicated_to: User or group that may use it; left out: whoever deploys it.
        options: Everything else. Left out: spare machines (`spot`), as they cost a fraction.

    Raises:
        RuleError: Another runtime or VM type; Photon, which does nothing on GPUs; a number outside its limits.
        VmTypeError: The VM type is unknown or retired.
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
        workers: int = 0,
        autotermination_minutes: int = 30,
        dedicated_to: str | None = None,
        options: ClusterOptions | None = None,
    ) -> None:
        options = options or ClusterOptions(spot=True)
        if "-gpu-ml-" not in check_runtime(runtime):
            raise RuleError(
                "runtime", allowed="a key with -gpu-ml-", got=runtime, fix="Such as 17.3.x-gpu-ml-scala2.13."
            )
        if usable_vm_type(node_type, today=date.today()).family != "gpu":
            raise RuleError("node_type", allowed="a VM type with GPUs", got=node_type, fix="Use Standard_NC4as_T4_v3.")
        if options.photon:
            raise RuleError(
                "photon", allowed="off on GPUs", got=True, source="Azure Databricks docs, gpu-enabled compute"
            )
        between("workers", workers, 0, None, unit="machines")
        between(
            "autotermination_minutes", autotermination_minutes, 10, 10_000, unit="minutes",
            source="databricks_cluster docs",
        )  # fmt: skip
        super().__init__(scope, id)
        cluster = databricks.Cluster(
            self,
            "Resource",
            cluster_name=names.name(Kind.CLUSTER, purpose=purpose or "gpu"),
            spark_version=runtime,
            num_workers=workers,
            autotermination_minutes=autotermination_minutes,
            data_security_mode=access_mode(runtime, dedicated_to),
            single_user_name=dedicated_to,
            spark_conf=dict(options.spark_conf) if workers else single_node_conf(options.spark_conf),
            custom_tags=options.tags(names, ResourceClass="MultiNode" if workers else "SingleNode", ClusterType="gpu"),
            **options.machines(node_type, node_type),
            **options.arguments("Cluster", alone=workers == 0),
        )
        self.cluster_id: str = cluster.cluster_id
        self.permission_target = PermissionTarget("cluster_id", self.cluster_id)
