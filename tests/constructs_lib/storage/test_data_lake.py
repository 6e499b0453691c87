"""The data lake."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.storage.data_lake import DataLake
from constructs_lib.storage.lifecycle_rule import LifecycleRule
from constructs_lib.workspace.access_connector import AccessConnector
from naming.errors import RuleError
from naming.namer import Namer
from tests.constructs_lib.azure import Make, refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import SAMPLES, group, network


def test_a_lake_is_closed_and_has_no_keys(names: Namer) -> None:
    assert under(SAMPLES["lake-minimal"], names, "Lake") == {
        "Lake": {
            "TYPE": "azurerm_storage_account",
            "account_kind": "StorageV2",
            "account_replication_type": "ZRS",
            "account_tier": "Standard",
            "allow_nested_items_to_be_public": False,
            "cross_tenant_replication_enabled": False,
            "default_to_oauth_authentication": True,
            "https_traffic_only_enabled": True,
            "infrastructure_encryption_enabled": True,
            "is_hns_enabled": True,
            "local_user_enabled": False,
            "location": "westeurope",
            "min_tls_version": "TLS1_2",
            "name": "stmlteammldevweua1d3a6ee",
            "public_network_access_enabled": False,
            "resource_group_name": "<Group.name>",
            "shared_access_key_enabled": False,
            "tags": TAGS,
            "blob_properties": {
                "container_delete_retention_policy": {"days": 30},
                "delete_retention_policy": {"days": 30},
            },
            "network_rules": {"bypass": ["AzureServices"], "default_action": "Deny"},
        },
        "Lake/Layer-bronze": {
            "TYPE": "azurerm_storage_container",
            "container_access_type": "private",
            "name": "bronze",
            "storage_account_id": "<Lake.id>",
        },
        "Lake/Layer-silver": {
            "TYPE": "azurerm_storage_container",
            "container_access_type": "private",
            "name": "silver",
            "storage_account_id": "<Lake.id>",
        },
        "Lake/Layer-gold": {
            "TYPE": "azurerm_storage_container",
            "container_access_type": "private",
            "name": "gold",
            "storage_account_id": "<Lake.id>",
        },
    }


def test_a_lake_opens_to_who_is_named(names: Namer) -> None:
    assert under(SAMPLES["lake-fullest"], names, "Lake", "Key") == {
        "Key/Grant": {
            "TYPE": "azurerm_role_assignment",
            "principal_id": "<Key/Identity.principal_id>",
            "principal_type": "ServicePrincipal",
            "role_definition_name": "Key Vault Crypto Service Encryption User",
            "scope": "<Key.resource_versionless_id>",
        },
        "Lake/Data": {
            "TYPE": "azurerm_role_assignment",
            "principal_id": "<Connector.identity[0].principal_id>",
            "principal_type": "ServicePrincipal",
            "role_definition_name": "Storage Blob Data Contributor",
            "scope": "<Lake.id>",
        },
        "Lake/Queue": {
            "TYPE": "azurerm_role_assignment",
            "principal_id": "<Connector.identity[0].principal_id>",
            "principal_type": "ServicePrincipal",
            "role_definition_name": "Storage Queue Data Contributor",
            "scope": "<Lake.id>",
        },
        "Lake/Events": {
            "TYPE": "azurerm_role_assignment",
            "principal_id": "<Connector.identity[0].principal_id>",
            "principal_type": "ServicePrincipal",
            "role_definition_name": "EventGrid EventSubscription Contributor",
            "scope": "<Group.id>",
        },
        "Key": {
            "TYPE": "azurerm_key_vault_key",
            "key_opts": ["unwrapKey", "wrapKey"],
            "key_size": 3072,
            "key_type": "RSA",
            "key_vault_id": "<Vault.id>",
            "name": "key-ml-team-ml-dev-weu-lake",
            "tags": TAGS,
            "rotation_policy": {"automatic": {"time_after_creation": "P365D"}},
            "depends_on": ["<Vault/KeyMaker>"],
        },
        "Key/Identity": {
            "TYPE": "azurerm_user_assigned_identity",
            "location": "westeurope",
            "name": "id-ml-team-ml-dev-weu-lake",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Lake": {
            "TYPE": "azurerm_storage_account",
            "account_kind": "StorageV2",
            "account_replication_type": "GRS",
            "account_tier": "Standard",
            "allow_nested_items_to_be_public": False,
            "cross_tenant_replication_enabled": False,
            "default_to_oauth_authentication": True,
            "https_traffic_only_enabled": True,
            "infrastructure_encryption_enabled": True,
            "is_hns_enabled": True,
            "local_user_enabled": False,
            "location": "westeurope",
            "min_tls_version": "TLS1_2",
            "name": "stmlteammldevweu3df4d96a",
            "public_network_access_enabled": True,
            "resource_group_name": "<Group.name>",
            "shared_access_key_enabled": False,
            "tags": TAGS,
            "blob_properties": {
                "container_delete_retention_policy": {"days": 90},
                "delete_retention_policy": {"days": 90},
            },
            "customer_managed_key": {
                "key_vault_key_id": "<Key.versionless_id>",
                "user_assigned_identity_id": "<Key/Identity.id>",
            },
            "identity": {"identity_ids": ["<Key/Identity.id>"], "type": "UserAssigned"},
            "network_rules": {
                "bypass": ["AzureServices"],
                "default_action": "Deny",
                "ip_rules": ["203.0.113.0/24", "198.51.100.7"],
                "virtual_network_subnet_ids": ["<Network/Host.id>", "<Network/Container.id>"],
                "private_link_access": [{"endpoint_resource_id": "<Connector.id>"}],
            },
            "depends_on": ["<Key/Grant>"],
            "lifecycle": {"prevent_destroy": True},
        },
        "Lake/Layer-landing": {
            "TYPE": "azurerm_storage_container",
            "container_access_type": "private",
            "name": "landing",
            "storage_account_id": "<Lake.id>",
        },
        "Lake/Layer-bronze": {
            "TYPE": "azurerm_storage_container",
            "container_access_type": "private",
            "name": "bronze",
            "storage_account_id": "<Lake.id>",
        },
        "Lake/Lifecycle": {
            "TYPE": "azurerm_storage_management_policy",
            "storage_account_id": "<Lake.id>",
            "rule": [
                {
                    "enabled": True,
                    "name": "old-landing",
                    "actions": {
                        "base_blob": {
                            "delete_after_days_since_modification_greater_than": 365,
                            "tier_to_archive_after_days_since_modification_greater_than": 180,
                            "tier_to_cold_after_days_since_modification_greater_than": 90,
                            "tier_to_cool_after_days_since_modification_greater_than": 30,
                        }
                    },
                    "filters": {"blob_types": ["blockBlob"], "prefix_match": ["landing/"]},
                },
                {
                    "enabled": True,
                    "name": "old-logs",
                    "actions": {"base_blob": {"delete_after_days_since_modification_greater_than": 30}},
                    "filters": {"blob_types": ["blockBlob"], "prefix_match": ["landing/logs/", "bronze"]},
                },
            ],
        },
    }


def lake(**given: Any) -> Make:
    """A lake with these arguments."""
    return lambda azure, inside, names: DataLake(
        azure, "Lake", names=names, resource_group=group(azure, names), **given
    )


def rule(*prefixes: str, name: str = "old", **given: int) -> LifecycleRule:
    return LifecycleRule(name, prefixes, **(given or {"delete_after_days": 1}))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"replication": "zrs"}, "replication"),
        ({"soft_delete_days": 0}, "soft_delete_days"),
        ({"soft_delete_days": 366}, "soft_delete_days"),
        ({"file_events": True}, "with a connector only"),
        ({"layers": []}, "layers"),
        ({"layers": ["bronze", "bronze"]}, "layers"),
        ({"layers": ["bronze", "Bronze-"]}, "layers"),
        ({"layers": ["db"]}, "azurerm_storage_container"),
        ({"allowed_ips": ["192.168.0.1"]}, "allowed_ips"),
        ({"lifecycle_rules": [rule("landing/")]}, "beginning with bronze, silver, gold"),
        ({"lifecycle_rules": [rule("bronze"), rule("gold")]}, "each name once"),
        ({"lifecycle_rules": [rule("bronze", archive_after_days=9)]}, "LRS, GRS, RAGRS only"),
    ],
)
def test_fails_outside_its_limits(names: Namer, given: dict[str, Any], says: str) -> None:
    assert says in refused(lake(**given), names)


@pytest.mark.parametrize("days", [1, 365])
def test_the_edges_of_soft_delete_are_allowed(names: Namer, days: int) -> None:
    made = under(lake(soft_delete_days=days), names, "Lake")["Lake"]
    assert made["blob_properties"]["delete_retention_policy"] == {"days": days}


def test_fails_for_a_network_without_the_service_endpoint(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        here = group(azure, names)
        DataLake(azure, "L", names=names, resource_group=here, allowed_networks=[network(azure, names, here)])

    assert "Microsoft.Storage" in refused(make, names)


def test_layers_have_addresses(names: Namer) -> None:
    seen: dict[str, str] = {}

    def make(azure: Any, inside: Any, names: Namer) -> None:
        made = DataLake(azure, "Lake", names=names, resource_group=group(azure, names))
        seen["gold"] = made.url("gold")
        with pytest.raises(RuleError, match="layer: allowed is bronze, gold, silver"):
            made.url("platinum")

    under(make, names, "Lake")
    assert seen["gold"].startswith("abfss://gold@${TfToken[")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": "a b"}, "name"),
        ({"prefixes": ()}, "prefixes"),
        ({"delete_after_days": None}, "at least one of"),
        ({"delete_after_days": -1}, "0-99999 days"),
        ({"delete_after_days": 100_000}, "0-99999 days"),
        ({"cool_after_days": 30, "delete_after_days": 30}, "more than the 30 days"),
        ({"cold_after_days": 90, "archive_after_days": 60}, "archive_after_days: allowed is more than the 90"),
    ],
)
def test_fails_for_rules_that_make_no_sense(given: dict[str, Any], says: str) -> None:
    with pytest.raises(RuleError) as raised:
        LifecycleRule(**{"name": "old", "prefixes": ("bronze",), "delete_after_days": 365, **given})
    assert says in str(raised.value)


def test_the_edges_of_a_rule_are_allowed() -> None:
    assert rule("bronze", cool_after_days=0, delete_after_days=99_999).cool_after_days == 0


def test_a_connector_without_file_events_has_one_role(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        here = group(azure, names)
        connector = AccessConnector(azure, "Connector", names=names, resource_group=here)
        DataLake(azure, "Lake", names=names, resource_group=here, connector=connector)

    made = under(make, names, "Lake")
    assert [body["role_definition_name"] for body in made.values() if body["TYPE"] == "azurerm_role_assignment"] == [
        "Storage Blob Data Contributor"
    ]
    assert made["Lake"]["public_network_access_enabled"] is False
    assert made["Lake"]["network_rules"]["private_link_access"] == [{"endpoint_resource_id": "<Connector.id>"}]
