"""The two layers that every blueprint builds on (ADR 0002)."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeVar

from blueprints.composition import compose
from blueprints.features.part import Part, part_of
from blueprints.features.shared import make_settings, make_vault
from blueprints.names import namer_of
from blueprints.platform import Platform
from constructs_lib.bindings import azurerm, databricks
from constructs_lib.bindings.engine import Construct, LocalBackend, TerraformOutput, TerraformStack
from constructs_lib.security.key_vault import KeyVault
from constructs_lib.workspace.azure_features import azure_features
from constructs_lib.workspace.resource_group import ResourceGroup
from constructs_lib.workspace.workspace import Workspace
from constructs_lib.workspace.workspace_settings import WorkspaceSettings
from naming.config import NamingConfig

STATE_CONTEXT = "lakemason:state"
"""Context key: folder of the state files as a stack's folder sees it."""
DEFAULT_STATE = "../../../.lakemason/state"

P = TypeVar("P", bound=Part[Any])


class Layer(TerraformStack):
    """One Terraform stack of a platform, with its names, its features and its state.

    Args:
        platform: The platform it is a layer of.
    """

    def __init__(self, scope: Construct, id: str, platform: Platform) -> None:
        super().__init__(scope, id)
        self.platform = platform
        self.composition = compose(platform)
        self.parts: list[Part[Any]] = []
        self.names = namer_of(platform, NamingConfig.load())
        state = self.node.try_get_context(STATE_CONTEXT) or DEFAULT_STATE
        LocalBackend(self, path=f"{state}/{id}.tfstate")

    def part(self, kind: type[P]) -> P | None:
        """A feature's part by its class; None where the platform does not have that feature."""
        return next((part for part in self.parts if isinstance(part, kind)), None)

    def outputs(self, **values: str) -> None:
        """Show values after a deployment, by name."""
        for name, value in values.items():
            TerraformOutput(self, name, value=value)


class AzureLayer(Layer):
    """First layer: the resource group, the workspace, and what features add to them.

    Args:
        platform: The platform it is a layer of.
        features: What azurerm does differently, from `azure_features`. Left out: what its features ask for.
        storage_by_identity: azurerm signs in to storage accounts as whoever deploys: a DataLake has no keys.
            Left out: where the platform has storage.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        platform: Platform,
        *,
        features: list[object] | None = None,
        storage_by_identity: bool | None = None,
    ) -> None:
        super().__init__(scope, id, platform)
        self.parts = [part_of(feature) for feature in self.composition.features.values()]
        storage = "storage" in self.composition
        if features is None:
            features = azure_features(storage_data_plane=False) if storage else [{}]
        by_identity = storage if storage_by_identity is None else storage_by_identity
        azurerm.AzurermProvider(self, "Provider", features=features, storage_use_azuread=by_identity or None)
        self.resource_group = ResourceGroup(self, "ResourceGroup", names=self.names, region=platform.region)
        self.workspace = self.make_workspace()
        self.outputs(
            resource_group_name=self.resource_group.group_name,
            workspace_id=self.workspace.arm_id,
            workspace_number=self.workspace.number,
            workspace_url=self.workspace.host,
        )
        for part in self.parts:
            part.azure(self)

    @cached_property
    def vault(self) -> KeyVault:
        """The key vault that its features share; made when the first of them asks."""
        return make_vault(self)

    def make_workspace(self) -> Workspace:
        """The workspace, as its features want it; a platform of another kind makes its own."""
        arguments: dict[str, Any] = {}
        for part in self.parts:
            arguments |= part.workspace(self)
        return Workspace(
            self,
            "Workspace",
            names=self.names,
            resource_group=self.resource_group,
            tier=self.platform.sizes.tier,
            **arguments,
        )


class DatabricksLayer(Layer):
    """Second layer: inside the workspace of the first.

    Args:
        azure: The first layer; cdktf hands its values over through the state.
    """

    def __init__(self, scope: Construct, id: str, platform: Platform, azure: AzureLayer) -> None:
        super().__init__(scope, id, platform)
        self.azure = azure
        self.parts = azure.parts
        databricks.DatabricksProvider(
            self, "Provider", host=azure.workspace.host, azure_workspace_resource_id=azure.workspace.arm_id
        )
        for part in self.parts:
            part.databricks(self)
        self.settle()

    def settle(self) -> None:
        """Put what stands in order; a layer that makes more than its features do calls it again."""
        for part in self.parts:
            part.settle(self)

    @cached_property
    def settings(self) -> WorkspaceSettings:
        """The workspace's settings, which its features share; made when the first of them asks."""
        return make_settings(self)
