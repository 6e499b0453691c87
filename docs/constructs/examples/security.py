"""Vaults, keys, roles and secrets."""

from __future__ import annotations

from constructs_lib.bindings.engine import TerraformStack
from constructs_lib.security.azure_role import AzureRole
from constructs_lib.security.key_vault import KeyVault
from constructs_lib.security.lake_key import LakeKey
from constructs_lib.security.managed_identity import ManagedIdentity
from constructs_lib.security.role import Role
from constructs_lib.security.secret_scope import SecretScope
from constructs_lib.security.vault_key import VaultKey
from constructs_lib.security.workspace_keys import WorkspaceKeys
from constructs_lib.storage.data_lake import DataLake
from constructs_lib.workspace.resource_group import ResourceGroup
from constructs_lib.workspace.workspace import Workspace
from naming.namer import Namer

DATABRICKS = "11111111-2222-3333-4444-555555555555"
"""Object id of the enterprise application AzureDatabricks in your directory."""


def key_vault(stack: TerraformStack, names: Namer, resource_group: ResourceGroup) -> KeyVault:
    return KeyVault(
        stack,
        "Vault",
        names=names,
        resource_group=resource_group,
        allowed_ips=["203.0.113.7"],
        secrets_readers={"databricks": DATABRICKS},
        protected=True,
    )


def vault_key(stack: TerraformStack, names: Namer, key_vault: KeyVault) -> VaultKey:
    return VaultKey(stack, "Key", names=names, vault=key_vault, purpose="backup", rotate_after_days=180)


def lake_key(stack: TerraformStack, names: Namer, resource_group: ResourceGroup, key_vault: KeyVault) -> LakeKey:
    return LakeKey(stack, "LakeKey", names=names, resource_group=resource_group, vault=key_vault)


def workspace_keys(stack: TerraformStack, names: Namer, key_vault: KeyVault) -> WorkspaceKeys:
    return WorkspaceKeys(stack, "WorkspaceKeys", names=names, vault=key_vault, databricks_id=DATABRICKS)


def workspace_encryption(
    stack: TerraformStack, names: Namer, resource_group: ResourceGroup, workspace_keys: WorkspaceKeys
) -> Workspace:
    # Workspace makes its WorkspaceEncryption, where it has keys.
    return Workspace(stack, "Encrypted", names=names, resource_group=resource_group, keys=workspace_keys)


def managed_identity(stack: TerraformStack, names: Namer, resource_group: ResourceGroup) -> ManagedIdentity:
    return ManagedIdentity(stack, "Reader", names=names, resource_group=resource_group, purpose="reader")


def azure_role(stack: TerraformStack, data_lake: DataLake, managed_identity: ManagedIdentity) -> AzureRole:
    return AzureRole(
        stack, "MayRead", role=Role.BLOB_READER, on=data_lake.arm_id, principal_id=managed_identity.principal_id
    )


def secret_scope(stack: TerraformStack, names: Namer, key_vault: KeyVault) -> SecretScope:
    return SecretScope(stack, "Secrets", names=names, vault=key_vault, acls={"ml-team": "READ"})
