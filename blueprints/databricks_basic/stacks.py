"""The layers of databricks-basic."""

from blueprints.layers import AzureLayer, DatabricksLayer


class Azure(AzureLayer):
    """A resource group and a workspace."""


class Databricks(DatabricksLayer):
    """Nothing yet: the workspace is for people to explore."""
