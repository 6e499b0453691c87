"""What the features of keys, secrets and compliance make, with what is told to them, and what they say about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from blueprints.checking import load_platforms
from blueprints.composition import compose
from naming.documents import DocumentError
from tests.blueprints.features.building import AZURE_DATABRICKS, Layers, mistakes, platform

KEYS = {"databricks_id": AZURE_DATABRICKS, "allowed_ips": ["203.0.113.7"]}


def roles(made: Layers) -> list[str]:
    return sorted(one["role_definition_name"] for one in made.all("azurerm_role_assignment").values())


def notes(folder: Path, features: dict[str, Any], name: str) -> str:
    site = compose(platform(folder, features))
    return " ".join(site.features[name].notes(site))


def test_everything_of_a_workspace_has_a_key(tmp_path: Path) -> None:
    made = Layers(tmp_path, {"customer_managed_keys": KEYS})
    vault = made.one("azurerm_key_vault")
    assert (vault["sku_name"], vault["purge_protection_enabled"]) == ("standard", True)
    assert vault["network_acls"] == {"bypass": "AzureServices", "default_action": "Deny", "ip_rules": ["203.0.113.7"]}
    assert sorted(made.all("azurerm_key_vault_key")) == ["Keys_Disks", "Keys_Files", "Keys_Services"]
    assert {(one["key_type"], one["key_size"]) for one in made.all("azurerm_key_vault_key").values()} == {("RSA", 3072)}
    workspace = made.one("azurerm_databricks_workspace")
    assert workspace["customer_managed_key_enabled"] is True
    assert workspace["managed_services_cmk_key_vault_key_id"].startswith("${azurerm_key_vault_key.Keys_Services_")
    assert workspace["managed_disk_cmk_key_vault_key_id"].startswith("${azurerm_key_vault_key.Keys_Disks_")
    assert roles(made) == ["Key Vault Crypto Officer", *["Key Vault Crypto Service Encryption User"] * 3]
    assert len(made.all("azurerm_databricks_workspace_root_dbfs_customer_managed_key")) == 1
    assert "not taken back" in notes(tmp_path, {"customer_managed_keys": KEYS}, "customer_managed_keys")


def test_keys_stand_in_hardware_and_only_where_they_are_asked_for(tmp_path: Path) -> None:
    told = {"services": False, "files": False, "allowed_ips": ["203.0.113.7"], "hardware": True, "bits": 4096}
    made = Layers(tmp_path, {"customer_managed_keys": told})
    key = made.one("azurerm_key_vault_key")
    assert (key["key_type"], key["key_size"]) == ("RSA-HSM", 4096)
    assert made.one("azurerm_key_vault")["sku_name"] == "premium"
    assert "managed_services_cmk_key_vault_key_id" not in made.one("azurerm_databricks_workspace")
    used = {use.price for use in compose(platform(tmp_path, {"customer_managed_keys": told})).usage}
    assert used == {"hsm_key_month", "key_vault_10k_key_operations", "key_rotation"}


def test_a_lake_has_a_key_too_where_there_is_one(tmp_path: Path) -> None:
    made = Layers(tmp_path, {"storage": {}, "customer_managed_keys": {**KEYS, "hardware": True}})
    assert sorted(made.all("azurerm_key_vault_key")) == ["Keys_Disks", "Keys_Files", "Keys_Services", "LakeKey"]
    assert made.all("azurerm_key_vault_key")["LakeKey"]["key_type"] == "RSA-HSM"
    block = made.one("azurerm_storage_account")["customer_managed_key"]
    assert block["key_vault_key_id"].startswith("${azurerm_key_vault_key.LakeKey_")
    assert block["user_assigned_identity_id"].startswith("${azurerm_user_assigned_identity.LakeKey_Identity_")
    assert roles(made).count("Key Vault Crypto Service Encryption User") == 4
    without = Layers(tmp_path, {"storage": {}, "customer_managed_keys": {**KEYS, "lake": False}})
    assert "customer_managed_key" not in without.one("azurerm_storage_account")


def test_a_lake_may_have_the_only_key(tmp_path: Path) -> None:
    told = {"services": False, "disks": False, "files": False, "allowed_ips": ["203.0.113.7"]}
    made = Layers(tmp_path, {"storage": {}, "customer_managed_keys": told})
    assert made.one("azurerm_key_vault_key")["name"].endswith("lake")
    assert "customer_managed_key_enabled" not in made.one("azurerm_databricks_workspace")


def test_secrets_stay_in_databricks(tmp_path: Path) -> None:
    made = Layers(tmp_path, {"secret_scope": {"readers": ["data-engineers"]}})
    assert made.one("databricks_secret_scope")["name"] == "labs-sales-dev"
    assert "keyvault_metadata" not in made.one("databricks_secret_scope")
    acl = made.one("databricks_secret_acl")
    assert (acl["principal"], acl["permission"]) == ("data-engineers", "READ")
    assert made.all("azurerm_key_vault") == {}
    assert "databricks secrets put-secret" in notes(tmp_path, {"secret_scope": {}}, "secret_scope")


def test_secrets_come_from_the_vault(tmp_path: Path) -> None:
    told = {"secret_scope": {"key_vault": True, "databricks_id": AZURE_DATABRICKS}}
    made = Layers(tmp_path, told)
    role = made.one("azurerm_role_assignment")
    assert (role["role_definition_name"], role["principal_id"]) == ("Key Vault Secrets User", AZURE_DATABRICKS)
    assert made.one("azurerm_key_vault")["public_network_access_enabled"] is False
    assert "data.terraform_remote_state" in made.one("databricks_secret_scope")["keyvault_metadata"]["resource_id"]
    assert "az keyvault secret set" in notes(tmp_path, told, "secret_scope")


def test_keys_and_secrets_share_a_vault_whoever_came_first(tmp_path: Path) -> None:
    scope = {"secret_scope": {"key_vault": True, "databricks_id": AZURE_DATABRICKS, "allowed_ips": ["203.0.113.8"]}}
    alone = Layers(tmp_path, scope)
    both = Layers(tmp_path, {**scope, "customer_managed_keys": {"allowed_ips": ["203.0.113.7", "203.0.113.8"]}})
    assert alone.addresses < both.addresses
    rules = both.one("azurerm_key_vault")["network_acls"]["ip_rules"]
    assert rules == ["203.0.113.7", "203.0.113.8"]
    assert alone.one("azurerm_key_vault")["name"] == both.one("azurerm_key_vault")["name"]


def test_the_profile_hardens_and_stays(tmp_path: Path) -> None:
    told = {"compliance_profile": {"standards": ["HIPAA"]}, "custom_vnet": {}}
    block = Layers(tmp_path, told).one("azurerm_databricks_workspace")["enhanced_security_compliance"]
    assert block == {
        "automatic_cluster_update_enabled": True,
        "compliance_security_profile_enabled": True,
        "compliance_security_profile_standards": ["HIPAA"],
        "enhanced_security_monitoring_enabled": True,
    }
    said = notes(tmp_path, told, "compliance_profile")
    assert "cannot be taken back" in said
    assert "billed on top of every DBU" in said
    assert "port 2443" in said
    assert "serverless" not in said


def test_the_profile_says_what_may_not_start(tmp_path: Path) -> None:
    features = {"compliance_profile": {"standards": ["PCI_DSS"]}, "sql_warehouse": {}, "serverless_sql": {}}
    path = tmp_path / "labs-ml-prod.yaml"
    text = (
        "name: labs-ml-prod\nblueprint: databricks-ml-prod\nteam: labs\nenvironment: prod\nworkload: ml\n"
        "region: westeurope\nsizes: {{runtime: 17.3.x-cpu-ml-scala2.13, worker_type: {}, max_workers: 2,"
        " warehouse_size: Small}}\nfeatures: {}\n"
    )
    path.write_text(text.format("Standard_D4ds_v5", json.dumps(features)))
    (found,) = load_platforms([path])
    site = compose(found)
    said = " ".join(site.features["compliance_profile"].notes(site))
    assert "With PCI_DSS Databricks starts no serverless compute, in some regions at least: try serverless_sql" in said
    path.write_text(text.format("Standard_D4pds_v6", json.dumps(features)))
    with pytest.raises(DocumentError, match=r"starts no Arm machines; write another type in sizes\.worker_type"):
        load_platforms([path])


@pytest.mark.parametrize(
    ("features", "text"),
    [
        (
            {"customer_managed_keys": {"allowed_ips": ["203.0.113.7"]}},
            "databricks_id: is required: write AzureDatabricks' object id in your tenant: az ad sp show",
        ),
        (
            {"customer_managed_keys": {"databricks_id": AZURE_DATABRICKS}},
            "allowed_ips: is required: write the public addresses that Terraform runs from",
        ),
        (
            {"customer_managed_keys": {**KEYS, "services": False, "disks": False, "files": False}},
            "one of services, disks and files must be true; or leave customer_managed_keys out",
        ),
        ({"customer_managed_keys": {**KEYS, "bits": 1024}}, "must be 2048, 3072 or 4096"),
        ({"customer_managed_keys": {**KEYS, "databricks_id": "AzureDatabricks"}}, "must be an object id such as"),
        ({"customer_managed_keys": {**KEYS, "allowed_ips": ["0.0.0.0/0"]}}, "must be /8 or smaller"),
        ({"secret_scope": {"key_vault": True}}, "databricks_id: is required: write AzureDatabricks' object id"),
        ({"secret_scope": {"allowed_ips": ["203.0.113.7"]}}, "is of no use without key_vault: true"),
        ({"secret_scope": {"readers": ["a", "a"]}}, "must name each group once"),
        (
            {
                "customer_managed_keys": KEYS,
                "secret_scope": {"key_vault": True, "databricks_id": AZURE_DATABRICKS.replace("1", "2")},
            },
            f"differs from customer_managed_keys' ({AZURE_DATABRICKS}); say it once",
        ),
        ({"compliance_profile": {"standards": ["ISO"]}}, "must be 'HIPAA' or 'PCI_DSS'; got 'ISO'"),
        ({"compliance_profile": {"standards": ["HIPAA", "HIPAA"]}}, "must name each standard once"),
    ],
)
def test_fails_for_what_azure_would_refuse(tmp_path: Path, features: dict[str, Any], text: str) -> None:
    assert text in mistakes(tmp_path, features)


def test_the_id_is_asked_for_once(tmp_path: Path) -> None:
    told = mistakes(tmp_path, {"customer_managed_keys": {}, "secret_scope": {"key_vault": True}})
    assert told.count("databricks_id") == 1


@pytest.mark.parametrize("features", [{"customer_managed_keys": KEYS}, {"compliance_profile": {}}])
def test_fails_for_a_tier_that_has_none_of_it(tmp_path: Path, features: dict[str, Any]) -> None:
    assert "needs the tier premium; got 'trial' in sizes.tier" in mistakes(tmp_path, features, tier="trial")
