"""The layers of databricks-ml-prod."""

from blueprints.layers import AzureLayer, DatabricksLayer


class Azure(AzureLayer):
    """A resource group and a workspace."""


class Databricks(DatabricksLayer):
    """Inside the workspace: one instance pool, and what else is asked for."""
