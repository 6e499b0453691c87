"""What computes: policies, pools, clusters, a warehouse."""

from __future__ import annotations

from benchmarks.everything.people import People
from blueprints.platform import Sizes
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.cluster_libraries import ClusterLibraries
from constructs_lib.compute.cluster_options import ClusterOptions
from constructs_lib.compute.cluster_policy import ClusterPolicy
from constructs_lib.compute.gpu_cluster import GpuCluster
from constructs_lib.compute.instance_pool import InstancePool
from constructs_lib.compute.library import Library
from constructs_lib.compute.limit import Limit
from constructs_lib.compute.single_node_cluster import SingleNodeCluster
from constructs_lib.compute.sql_warehouse import SqlWarehouse
from constructs_lib.identity.permissions import Permissions
from naming.namer import Namer

GPU = "Standard_NC4as_T4_v3"


class Machines(Construct):
    """Machines for people and for jobs, and who may use them.

    Args:
        names: Names of the platform.
        sizes: How large.
        people: Who uses them.
    """

    def __init__(self, scope: Construct, id: str, *, names: Namer, sizes: Sizes, people: People) -> None:
        super().__init__(scope, id)
        runtime, node_type = sizes.text("runtime"), sizes.text("worker_type")
        limits = {"node_type_id": Limit.allow([node_type, GPU], default=node_type)}
        self.policy = ClusterPolicy(self, "Policy", names=names, purpose="people", limits=limits)
        self.job_policy = ClusterPolicy(self, "JobPolicy", names=names, purpose="jobs", family="job-cluster")
        self.pool = InstancePool(
            self,
            "Pool",
            names=names,
            purpose="work",
            node_type=node_type,
            runtime=runtime,
            max_capacity=sizes.number("max_workers"),
        )
        cluster = SingleNodeCluster(
            self,
            "Cluster",
            names=names,
            purpose="people",
            runtime=runtime,
            node_type=node_type,
            options=ClusterOptions(policy=self.policy, photon=True),
        )
        training = GpuCluster(
            self,
            "Training",
            names=names,
            purpose="training",
            runtime=runtime.replace("scala", "gpu-ml-scala"),
            node_type=GPU,
            dedicated_to=people.engineers.principal.name,
            options=ClusterOptions(policy=self.policy, spot=True),
        )
        ClusterLibraries(self, "Libraries", cluster=cluster, libraries={"Requests": Library.pypi("requests==2.32.4")})
        self.warehouse = SqlWarehouse(self, "Warehouse", names=names)
        engineers, analysts = people.engineers.principal, people.analysts.principal
        for id, target, access in (
            ("Policy", self.policy.permission_target, {engineers: "CAN_USE"}),
            ("Pool", self.pool.permission_target, {people.robot.principal: "CAN_ATTACH_TO"}),
            ("Cluster", cluster.permission_target, {engineers: "CAN_RESTART", analysts: "CAN_ATTACH_TO"}),
            ("Training", training.permission_target, {engineers: "CAN_RESTART"}),
            ("Warehouse", self.warehouse.permission_target, {engineers: "CAN_MONITOR", analysts: "CAN_USE"}),
        ):
            Permissions(self, f"{id}Permissions", target=target, access=access)
