"""The layers of databricks-streaming."""

from blueprints.layers import AzureLayer, DatabricksLayer


class Azure(AzureLayer):
    """A workspace in its network, beside a lake and an event hub that let that network in."""


class Databricks(DatabricksLayer):
    """Inside the workspace: Unity Catalog over the lake, the pipeline, and what else is asked for."""
