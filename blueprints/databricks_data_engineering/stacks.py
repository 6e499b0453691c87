"""The layers of databricks-data-engineering."""

from blueprints.layers import AzureLayer, DatabricksLayer


class Azure(AzureLayer):
    """A workspace in its network, beside a lake."""


class Databricks(DatabricksLayer):
    """A catalog over the lake, a schema a layer, and machines for jobs; and what else is asked for."""
