"""What several features share: made once, by whoever asks first, and the same whoever that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blueprints.features.network.description import IpAccessList
from blueprints.features.security.description import CustomerManagedKeys, SecretScope, databricks_id
from constructs_lib.security.key_vault import KeyVault
from constructs_lib.workspace.workspace_settings import WorkspaceSettings

if TYPE_CHECKING:
    from blueprints.layers import AzureLayer, DatabricksLayer


def make_vault(layer: AzureLayer) -> KeyVault:
    """The platform's key vault, for all its features that need one."""
    site = layer.composition
    keys, scope = site.get(CustomerManagedKeys), site.get(SecretScope)
    reader = databricks_id(site) if scope and scope.key_vault else None
    allowed = [*(keys.allowed_ips if keys else ()), *(scope.allowed_ips if scope else ())]
    return KeyVault(
        layer,
        "Vault",
        names=layer.names,
        resource_group=layer.resource_group,
        sku="premium" if keys and keys.hardware else "standard",
        allowed_ips=list(dict.fromkeys(allowed)),
        secrets_readers={"databricks": reader} if reader else None,
    )


def make_settings(layer: DatabricksLayer) -> WorkspaceSettings:
    """The workspace's settings, of which it has one set; what no feature asks for stays as Databricks has it."""
    told = layer.composition.get(IpAccessList)
    open_else = not (told and told.strict)
    return WorkspaceSettings(
        layer,
        "Settings",
        workspace=layer.azure.workspace,
        # The longest there is. Source: learn.microsoft.com azure/databricks personal access tokens.
        token_days=730 if open_else else 90,
        results_download=open_else,
        notebook_export=open_else,
        web_terminal=open_else,
        legacy_access=open_else,
        legacy_dbfs=open_else,
    )
