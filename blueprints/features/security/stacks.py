"""The constructs of the features of keys, secrets and compliance."""

from __future__ import annotations

from typing import Any

from blueprints.features.part import Part
from blueprints.features.security import description
from blueprints.layers import AzureLayer, DatabricksLayer
from constructs_lib.security import secret_scope
from constructs_lib.security.lake_key import LakeKey
from constructs_lib.security.workspace_keys import WorkspaceKeys
from constructs_lib.workspace.enhanced_security import EnhancedSecurity


class CustomerManagedKeys(Part[description.CustomerManagedKeys]):
    """Keys of the company's own, before there is a workspace and a lake."""

    lake_key: LakeKey | None = None

    def workspace(self, layer: AzureLayer) -> dict[str, Any]:
        """The keys, and the vault they stand in."""
        told = self.feature
        encrypted = told.encrypted(layer.composition)
        if "lake" in encrypted:
            self.lake_key = LakeKey(
                layer,
                "LakeKey",
                names=layer.names,
                resource_group=layer.resource_group,
                vault=layer.vault,
                bits=told.bits,
                hardware=told.hardware,
            )
        if encrypted == ("lake",):
            return {}
        keys = WorkspaceKeys(
            layer,
            "Keys",
            names=layer.names,
            vault=layer.vault,
            databricks_id=description.databricks_id(layer.composition),
            services=told.services,
            disks=told.disks,
            files=told.files,
            bits=told.bits,
            hardware=told.hardware,
        )
        return {"keys": keys}


class SecretScope(Part[description.SecretScope]):
    """One scope."""

    def azure(self, layer: AzureLayer) -> None:
        """The vault that it reads from."""
        if self.feature.key_vault:
            layer.outputs(key_vault_uri=layer.vault.uri)

    def databricks(self, layer: DatabricksLayer) -> None:
        """The scope and its readers."""
        self.scope = secret_scope.SecretScope(
            layer,
            "SecretScope",
            names=layer.names,
            vault=layer.azure.vault if self.feature.key_vault else None,
            acls=dict.fromkeys(self.feature.readers, "READ"),
        )
        layer.outputs(secret_scope_name=self.scope.scope_name)


class ComplianceProfile(Part[description.ComplianceProfile]):
    """An argument of the workspace."""

    def workspace(self, layer: AzureLayer) -> dict[str, Any]:
        """The add-on, with its profile."""
        return {"enhanced_security": EnhancedSecurity(compliance_profile=True, standards=self.feature.standards)}
