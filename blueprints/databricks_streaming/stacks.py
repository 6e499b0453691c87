"""The layers of databricks-streaming."""

from blueprints.layers import AzureLayer, DatabricksLayer


class Azure(AzureLayer):
    """A resource group, a workspace, a lake and an event hub."""


class Databricks(DatabricksLayer):
    """Inside the workspace: Unity Catalog over the lake, the pipeline, and what else is asked for."""
