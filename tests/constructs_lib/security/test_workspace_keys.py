"""Keys for a workspace."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.security.workspace_keys import WorkspaceKeys
from constructs_lib.workspace.workspace import Workspace
from naming.namer import Namer
from tests.constructs_lib.azure import refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import AS_LONG_AS, IDENTITIES, SAMPLES, group, vault


def test_the_root_storage_takes_its_key_after_the_grant(names: Namer) -> None:
    assert under(SAMPLES["keys-minimal"], names, "Keys", "Workspace") == {
        "Workspace/Encryption/Identities": IDENTITIES,
        "Workspace/Encryption/Files": {
            "TYPE": "azurerm_role_assignment",
            "principal_id": "<Workspace/Encryption/Identities.storage_account_identity[0].principal_id>",
            "principal_type": "ServicePrincipal",
            "role_definition_name": "Key Vault Crypto Service Encryption User",
            "scope": "<Keys/Files.resource_versionless_id>",
            "lifecycle": AS_LONG_AS,
        },
        "Keys/Files": {
            "TYPE": "azurerm_key_vault_key",
            "key_opts": ["unwrapKey", "wrapKey"],
            "key_size": 3072,
            "key_type": "RSA",
            "key_vault_id": "<Vault.id>",
            "name": "key-ml-team-ml-dev-weu-files",
            "tags": TAGS,
            "depends_on": ["<Vault/KeyMaker>"],
        },
        "Workspace": {
            "TYPE": "azurerm_databricks_workspace",
            "customer_managed_key_enabled": True,
            "location": "westeurope",
            "managed_resource_group_name": "mrg-dbw-ml-team-ml-dev-weu",
            "name": "dbw-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "sku": "premium",
            "tags": TAGS,
            "custom_parameters": {"no_public_ip": True},
        },
        "Workspace/Encryption": {
            "TYPE": "azurerm_databricks_workspace_root_dbfs_customer_managed_key",
            "key_vault_key_id": "<Keys/Files.id>",
            "workspace_id": "<Workspace.id>",
            "depends_on": ["<Workspace/Encryption/Files>"],
        },
    }


def test_each_key_is_granted_before_it_is_used(names: Namer) -> None:
    assert under(SAMPLES["workspace-fullest"], names, "Keys") == {
        "Keys/Databricks": {
            "TYPE": "azurerm_role_assignment",
            "principal_id": "11111111-2222-3333-4444-555555555555",
            "principal_type": "ServicePrincipal",
            "role_definition_name": "Key Vault Crypto Service Encryption User",
            "scope": "<Keys/Services.resource_versionless_id>",
        },
        "Keys/Services": {
            "TYPE": "azurerm_key_vault_key",
            "key_opts": ["unwrapKey", "wrapKey"],
            "key_size": 3072,
            "key_type": "RSA",
            "key_vault_id": "<Vault.id>",
            "name": "key-ml-team-ml-dev-weu-services",
            "tags": TAGS,
            "rotation_policy": {"automatic": {"time_after_creation": "P365D"}},
            "depends_on": ["<Vault/KeyMaker>"],
        },
        "Keys/Disks": {
            "TYPE": "azurerm_key_vault_key",
            "key_opts": ["unwrapKey", "wrapKey"],
            "key_size": 3072,
            "key_type": "RSA",
            "key_vault_id": "<Vault.id>",
            "name": "key-ml-team-ml-dev-weu-disks",
            "tags": TAGS,
            "rotation_policy": {"automatic": {"time_after_creation": "P365D"}},
            "depends_on": ["<Vault/KeyMaker>"],
        },
        "Keys/Files": {
            "TYPE": "azurerm_key_vault_key",
            "key_opts": ["unwrapKey", "wrapKey"],
            "key_size": 3072,
            "key_type": "RSA",
            "key_vault_id": "<Vault.id>",
            "name": "key-ml-team-ml-dev-weu-files",
            "tags": TAGS,
            "rotation_policy": {"automatic": {"time_after_creation": "P365D"}},
            "depends_on": ["<Vault/KeyMaker>"],
        },
    }


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"services": False, "disks": False, "files": False}, "at least one of services, disks and files"),
        ({}, "az ad sp show --id 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"),
    ],
)
def test_fails_for_nothing_to_encrypt_or_nobody_to_grant(names: Namer, given: dict[str, Any], says: str) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        WorkspaceKeys(azure, "Keys", names=names, vault=vault(azure, names), **given)

    assert says in refused(make, names)


def test_a_key_for_disks_alone_leaves_the_root_storage_to_microsoft(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        keys = WorkspaceKeys(azure, "Keys", names=names, vault=vault(azure, names), services=False, files=False)
        Workspace(azure, "Workspace", names=names, resource_group=group(azure, names), keys=keys)

    made = under(make, names, "Workspace")
    assert made.keys() == {"Workspace", "Workspace/Encryption/Identities", "Workspace/Encryption/Disks"}
    assert "customer_managed_key_enabled" not in made["Workspace"]
    assert made["Workspace"]["managed_disk_cmk_rotation_to_latest_version_enabled"] is True
