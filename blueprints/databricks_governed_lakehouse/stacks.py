"""The layers of databricks-governed-lakehouse."""

from blueprints.layers import AzureLayer, DatabricksLayer


class Azure(AzureLayer):
    """A workspace in its network, beside a lake."""


class Databricks(DatabricksLayer):
    """Who comes in, which data they may use, and a warehouse to ask it with; and what else is asked for."""
