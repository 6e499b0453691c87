"""The layers of databricks-sql-analytics."""

from blueprints.layers import AzureLayer, DatabricksLayer


class Azure(AzureLayer):
    """A workspace in its network, beside a lake."""


class Databricks(DatabricksLayer):
    """A catalog over the lake, and a warehouse to ask it with; and what else is asked for."""
