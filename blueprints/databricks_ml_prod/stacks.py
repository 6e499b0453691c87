"""The layers of databricks-ml-prod."""

from blueprints.layers import AzureLayer, DatabricksLayer
from blueprints.platform import Platform
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.instance_pool import InstancePool


class Azure(AzureLayer):
    """A resource group and a workspace."""


class Databricks(DatabricksLayer):
    """Inside the workspace: one instance pool."""

    def __init__(self, scope: Construct, id: str, platform: Platform, azure: AzureLayer) -> None:
        super().__init__(scope, id, platform, azure)
        sizes = platform.sizes
        pool = InstancePool(
            self,
            "Pool",
            names=self.names,
            node_type=sizes.text("worker_type"),
            runtime=sizes.text("runtime"),
            max_capacity=sizes.number("max_workers"),
        )
        self.outputs(instance_pool_id=pool.pool_id)
