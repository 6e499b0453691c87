"""The key vault."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.network.firewall_rules import checked_addresses
from constructs_lib.security.vault_key import VaultKey
from naming.errors import RuleError
from naming.namer import Namer
from tests.constructs_lib.azure import refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import SAMPLES, group, network, vault


def test_a_vault_is_closed_and_cannot_be_purged(names: Namer) -> None:
    assert under(SAMPLES["vault-minimal"], names, "Vault") == {
        "Vault": {
            "TYPE": "azurerm_key_vault",
            "location": "westeurope",
            "name": "kv-ml-team-dev-weu-436f",
            "public_network_access_enabled": False,
            "purge_protection_enabled": True,
            "rbac_authorization_enabled": True,
            "resource_group_name": "<VaultGroup.name>",
            "sku_name": "standard",
            "soft_delete_retention_days": 90,
            "tags": TAGS,
            "tenant_id": "<Vault/Client.tenant_id>",
            "network_acls": {"bypass": "AzureServices", "default_action": "Deny"},
        },
        "Vault/Client": {"TYPE": "azurerm_client_config"},
    }


def test_a_vault_lets_in_who_is_named(names: Namer) -> None:
    assert under(SAMPLES["vault-fullest"], names, "Vault", "Key") == {
        "Vault": {
            "TYPE": "azurerm_key_vault",
            "location": "westeurope",
            "name": "kv-ml-team-dev-weu-45cf",
            "public_network_access_enabled": True,
            "purge_protection_enabled": True,
            "rbac_authorization_enabled": True,
            "resource_group_name": "<VaultGroup.name>",
            "sku_name": "premium",
            "soft_delete_retention_days": 7,
            "tags": TAGS,
            "tenant_id": "<Vault/Client.tenant_id>",
            "network_acls": {
                "bypass": "AzureServices",
                "default_action": "Deny",
                "ip_rules": ["203.0.113.7"],
                "virtual_network_subnet_ids": ["<Network/Host.id>", "<Network/Container.id>"],
            },
            "lifecycle": {"prevent_destroy": True},
        },
        "Vault/SecretsReader-databricks": {
            "TYPE": "azurerm_role_assignment",
            "principal_id": "11111111-2222-3333-4444-555555555555",
            "principal_type": "ServicePrincipal",
            "role_definition_name": "Key Vault Secrets User",
            "scope": "<Vault.id>",
        },
        "Vault/KeyMaker": {
            "TYPE": "azurerm_role_assignment",
            "principal_id": "<Vault/Client.object_id>",
            "role_definition_name": "Key Vault Crypto Officer",
            "scope": "<Vault.id>",
        },
        "Key": {
            "TYPE": "azurerm_key_vault_key",
            "key_opts": ["unwrapKey", "wrapKey"],
            "key_size": 4096,
            "key_type": "RSA-HSM",
            "key_vault_id": "<Vault.id>",
            "name": "key-ml-team-ml-dev-weu-test",
            "tags": TAGS,
            "rotation_policy": {"automatic": {"time_after_creation": "P7D"}},
            "depends_on": ["<Vault/KeyMaker>"],
        },
        "Vault/Client": {"TYPE": "azurerm_client_config"},
    }


@pytest.mark.parametrize(
    "given",
    [
        {"sku": "basic"},
        {"soft_delete_days": 6},
        {"soft_delete_days": 91},
        {"allowed_ips": ["10.0.0.4"]},
        {"allowed_ips": ["0.0.0.0/0"]},
    ],
)
def test_fails_outside_its_limits(names: Namer, given: dict[str, Any]) -> None:
    assert next(iter(given)) in refused(lambda azure, inside, names: vault(azure, names, **given), names)


@pytest.mark.parametrize("days", [7, 90])
def test_the_edges_of_soft_delete_are_allowed(names: Namer, days: int) -> None:
    made = under(lambda azure, inside, names: vault(azure, names, soft_delete_days=days), names, "Vault")
    assert made["Vault"]["soft_delete_retention_days"] == days


def test_fails_for_a_network_without_the_service_endpoint(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        vault(azure, names, allowed_networks=[network(azure, names, group(azure, names))])

    assert "Microsoft.KeyVault" in refused(make, names)


def test_addresses_take_the_form_that_azure_takes() -> None:
    given = ["203.0.113.7", "203.0.113.8/32", "198.51.100.0/31", "8.0.0.0/8"]
    assert checked_addresses(given) == given
    assert checked_addresses(given, bare_above=30) == [
        "203.0.113.7",
        "203.0.113.8",
        "198.51.100.0",
        "198.51.100.1",
        "8.0.0.0/8",
    ]


@pytest.mark.parametrize("wrong", ["8.0.0.0/7", "172.16.0.1", "192.168.0.0/16", "2001:db8::1", "x"])
def test_fails_for_addresses_that_azure_refuses(wrong: str) -> None:
    with pytest.raises(RuleError, match="allowed_ips"):
        checked_addresses([wrong])


@pytest.mark.parametrize(
    "given", [{"bits": 1024}, {"hardware": True}, {"rotate_after_days": 6}], ids=lambda given: next(iter(given))
)
def test_fails_for_keys_outside_their_limits(names: Namer, given: dict[str, Any]) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        VaultKey(azure, "Key", names=names, vault=vault(azure, names), purpose="test", **given)

    assert next(iter(given)) in refused(make, names)


def test_two_keys_of_a_vault_share_the_grant_of_whoever_deploys(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        shared = vault(azure, names)
        for purpose in ("one", "two"):
            VaultKey(azure, purpose.title(), names=names, vault=shared, purpose=purpose)

    made = under(make, names, "Vault", "One", "Two")
    assert [path for path in made if "KeyMaker" in path] == ["Vault/KeyMaker"]
    assert made["Two"]["depends_on"] == ["<Vault/KeyMaker>"]
