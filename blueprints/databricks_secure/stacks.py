"""The layers of databricks-secure."""

from blueprints.layers import AzureLayer, DatabricksLayer


class Azure(AzureLayer):
    """A network, keys, a workspace behind private endpoints, and its logs."""


class Databricks(DatabricksLayer):
    """Inside the workspace: who may come in, secrets, and what else is asked for."""
