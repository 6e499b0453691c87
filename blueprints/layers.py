"""The two layers that every blueprint builds on (ADR 0002)."""

from __future__ import annotations

from blueprints.names import namer_of
from blueprints.platform import Platform
from constructs_lib.bindings import azurerm, databricks
from constructs_lib.bindings.engine import Construct, LocalBackend, TerraformOutput, TerraformStack
from constructs_lib.workspace.resource_group import ResourceGroup
from constructs_lib.workspace.workspace import Workspace
from naming.config import NamingConfig

STATE_CONTEXT = "lakemason:state"
"""Context key: folder of the state files as a stack's folder sees it."""
DEFAULT_STATE = "../../../.lakemason/state"


class Layer(TerraformStack):
    """One Terraform stack of a platform, with its names and its state.

    Args:
        platform: The platform it is a layer of.
    """

    def __init__(self, scope: Construct, id: str, platform: Platform) -> None:
        super().__init__(scope, id)
        self.platform = platform
        self.names = namer_of(platform, NamingConfig.load())
        state = self.node.try_get_context(STATE_CONTEXT) or DEFAULT_STATE
        LocalBackend(self, path=f"{state}/{id}.tfstate")

    def outputs(self, **values: str) -> None:
        """Show values after a deployment, by name."""
        for name, value in values.items():
            TerraformOutput(self, name, value=value)


class AzureLayer(Layer):
    """First layer: the resource group and the workspace, which every blueprint has.

    Args:
        platform: The platform it is a layer of.
        features: What azurerm does differently, from `azure_features`; nothing if left out.
        storage_by_identity: azurerm signs in to storage accounts as whoever deploys: a DataLake has no keys.
            Left out: by the account's key, azurerm's default.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        platform: Platform,
        *,
        features: list[object] | None = None,
        storage_by_identity: bool = False,
    ) -> None:
        super().__init__(scope, id, platform)
        azurerm.AzurermProvider(
            self, "Provider", features=features or [{}], storage_use_azuread=storage_by_identity or None
        )
        self.resource_group = ResourceGroup(self, "ResourceGroup", names=self.names, region=platform.region)
        self.workspace = self.make_workspace()
        self.outputs(
            resource_group_name=self.resource_group.group_name,
            workspace_id=self.workspace.arm_id,
            workspace_number=self.workspace.number,
            workspace_url=self.workspace.host,
        )

    def make_workspace(self) -> Workspace:
        """The workspace; a blueprint whose workspace stands on a network, keys or the like makes those here, too."""
        return Workspace(
            self, "Workspace", names=self.names, resource_group=self.resource_group, tier=self.platform.sizes.tier
        )


class DatabricksLayer(Layer):
    """Second layer: inside the workspace of the first.

    Args:
        azure: The first layer; cdktf hands its values over through the state.
    """

    def __init__(self, scope: Construct, id: str, platform: Platform, azure: AzureLayer) -> None:
        super().__init__(scope, id, platform)
        databricks.DatabricksProvider(
            self, "Provider", host=azure.workspace.host, azure_workspace_resource_id=azure.workspace.arm_id
        )
