"""The layers of databricks-team-workspaces."""

from blueprints.layers import AzureLayer, DatabricksLayer


class Azure(AzureLayer):
    """A resource group, a workspace and the teams' budgets."""


class Databricks(DatabricksLayer):
    """Inside the workspace: policies and pools of the teams, and what else is asked for."""
