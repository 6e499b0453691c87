"""Machines that jobs take their clusters from."""

from __future__ import annotations

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class InstancePool(Construct):
    """Keeps machines for a while after a job, so that the next one starts fast; none stand idle for good.

    Makes: 1 databricks_instance_pool.

    Args:
        names: Names and tags of the platform.
        purpose: What sets it apart from the platform's other pools.
        node_type: VM type of every machine; changing it replaces the pool.
        runtime: Runtime key that machines hold ready; changing it replaces the pool. Left out: none, and each
            cluster brings its own, which makes its start slower.
        max_capacity: Most machines, idle and used, 1 or more.
        min_idle: Machines kept waiting at all times; 0: none, and no cost without work.
        idle_minutes: Minutes an unused machine is kept; 10 balances a warm start against its price.
        spot: Spare machines, which are cheaper and which Azure may take back, the driver's too; when there are
            none, clusters wait. Default: off. Changing it replaces the pool.
            Source: databricks_instance_pool docs and schema (`availability` is one for all machines).

    Raises:
        RuleError: For a number outside its limits.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        node_type: str,
        max_capacity: int,
        runtime: str | None = None,
        purpose: str | None = None,
        min_idle: int = 0,
        idle_minutes: int = 10,
        spot: bool = False,
    ) -> None:
        if not 0 <= min_idle <= max_capacity:
            raise RuleError("min_idle", allowed=f"0 to max_capacity ({max_capacity})", got=min_idle)
        if max_capacity < 1:
            raise RuleError("max_capacity", allowed="1 or more machines", got=max_capacity)
        if not 0 <= idle_minutes <= 10_000:
            raise RuleError("idle_minutes", allowed="0-10000 minutes", got=idle_minutes)
        super().__init__(scope, id)
        pool = databricks.InstancePool(
            self,
            "Resource",
            instance_pool_name=names.name(Kind.INSTANCE_POOL, purpose=purpose),
            node_type_id=node_type,
            min_idle_instances=min_idle,
            max_capacity=max_capacity,
            idle_instance_autotermination_minutes=idle_minutes,
            preloaded_spark_versions=[runtime] if runtime else None,
            # Never left to a default: production jobs would lose spare machines mid-run.
            azure_attributes=databricks.InstancePoolAzureAttributes(
                availability="SPOT_AZURE" if spot else "ON_DEMAND_AZURE"
            ),
            custom_tags=names.tags(),
        )
        self.pool_id: str = pool.id
        self.permission_target = PermissionTarget("instance_pool_id", self.pool_id)
