"""The layers of databricks-ml-dev."""

from blueprints.layers import AzureLayer, DatabricksLayer
from blueprints.platform import Platform
from constructs_lib.bindings.engine import Construct
from constructs_lib.compute.interactive_cluster import InteractiveCluster


class Azure(AzureLayer):
    """A resource group and a workspace."""


class Databricks(DatabricksLayer):
    """Inside the workspace: one interactive cluster."""

    def __init__(self, scope: Construct, id: str, platform: Platform, azure: AzureLayer) -> None:
        super().__init__(scope, id, platform, azure)
        sizes = platform.sizes
        cluster = InteractiveCluster(
            self,
            "Cluster",
            names=self.names,
            runtime=sizes.text("runtime"),
            driver_type=sizes.text("driver_type"),
            worker_type=sizes.text("worker_type"),
            min_workers=sizes.number("min_workers"),
            max_workers=sizes.number("max_workers"),
            autotermination_minutes=sizes.number("autotermination_minutes"),
            dedicated_to=platform.option("interactive_compute", "dedicated_to"),
        )
        self.outputs(cluster_id=cluster.cluster_id)
