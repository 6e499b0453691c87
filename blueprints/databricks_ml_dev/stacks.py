"""The layers of databricks-ml-dev."""

from blueprints.layers import AzureLayer, DatabricksLayer


class Azure(AzureLayer):
    """A resource group and a workspace."""


class Databricks(DatabricksLayer):
    """Inside the workspace: one interactive cluster, and what else is asked for."""
