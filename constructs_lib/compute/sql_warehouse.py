"""What answers SQL."""

from __future__ import annotations

from typing import Literal

from constructs_lib.bindings import databricks
from constructs_lib.bindings.engine import Construct
from constructs_lib.identity.permission_target import PermissionTarget
from constructs_lib.limits import between, one_of
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

WarehouseKind = Literal["serverless", "pro", "classic"]
KINDS = ("serverless", "pro", "classic")
SIZES = ("2X-Small", "X-Small", "Small", "Medium", "Large", "X-Large", "2X-Large", "3X-Large", "4X-Large")
_PROVIDER = "databricks provider, sql/resource_sql_endpoint.go"


class SqlWarehouse(Construct):
    """Runs queries, dashboards and SQL tasks, and stops when nobody asks.

    Makes: 1 databricks_sql_endpoint.

    Args:
        names: Names and tags of the platform.
        purpose: What sets it apart from the platform's other warehouses.
        kind: `serverless` (starts in seconds, machines included), `pro` or `classic` (machines in your network).
        size: Size of one of its clusters, from `2X-Small` to `4X-Large`.
        min_clusters: Clusters that run while it runs, 1 to `max_clusters`.
        max_clusters: Most clusters for many queries at once, 1-30. Source: sql/resource_sql_endpoint.go.
        auto_stop_minutes: Minutes without a query before it stops: 5 or more serverless, else 10 or more.
            Sources: Azure Databricks docs, create a SQL warehouse; SDK sql/model.go.
        preview_channel: Databricks' preview version in place of the current one.
        spot: Workers from spare machines (the provider's default, not ours: queries would break off). Not serverless.

    Raises:
        RuleError: A word or number outside its limits.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        purpose: str | None = None,
        kind: WarehouseKind = "serverless",
        size: str = "2X-Small",
        min_clusters: int = 1,
        max_clusters: int = 1,
        auto_stop_minutes: int = 10,
        preview_channel: bool = False,
        spot: bool = False,
    ) -> None:
        one_of("kind", kind, KINDS)
        one_of("size", size, SIZES, source=_PROVIDER)
        between("max_clusters", max_clusters, 1, 30, unit="clusters", source=_PROVIDER)
        between("min_clusters", min_clusters, 1, max_clusters, unit="clusters (at most max_clusters)")
        serverless = kind == "serverless"
        # 0 would mean never: a warehouse nobody uses, billed for good.
        between(
            "auto_stop_minutes",
            auto_stop_minutes,
            5 if serverless else 10,
            None,
            unit="minutes",
            source="SDK sql/model.go",
        )
        if spot and serverless:
            raise RuleError("spot", allowed="for pro and classic; serverless has no machines of yours", got=True)
        super().__init__(scope, id)
        warehouse = databricks.SqlEndpoint(
            self,
            "Resource",
            name=names.name(Kind.SQL_WAREHOUSE, purpose=purpose),
            cluster_size=size,
            min_num_clusters=min_clusters,
            max_num_clusters=max_clusters,
            auto_stop_mins=auto_stop_minutes,
            # Left out, the workspace's settings decide. Source: databricks_sql_endpoint docs.
            enable_serverless_compute=serverless,
            warehouse_type="CLASSIC" if kind == "classic" else "PRO",
            spot_instance_policy="COST_OPTIMIZED" if spot else "RELIABILITY_OPTIMIZED",
            channel=databricks.SqlEndpointChannel(
                name="CHANNEL_NAME_PREVIEW" if preview_channel else "CHANNEL_NAME_CURRENT"
            ),
            tags=databricks.SqlEndpointTags(
                custom_tags=[
                    databricks.SqlEndpointTagsCustomTags(key=key, value=value) for key, value in names.tags().items()
                ]
            ),
        )
        self.warehouse_id: str = warehouse.id
        self.permission_target = PermissionTarget("sql_endpoint_id", self.warehouse_id)
