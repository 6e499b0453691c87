"""The workspace construct."""

from __future__ import annotations

import re
from typing import Any

import pytest

from constructs_lib.security.workspace_keys import WorkspaceKeys
from constructs_lib.workspace.access_connector import AccessConnector
from constructs_lib.workspace.enhanced_security import EnhancedSecurity
from constructs_lib.workspace.resource_group import ResourceGroup
from constructs_lib.workspace.workspace import Workspace
from naming.errors import RuleError
from naming.namer import Namer
from tests.constructs_lib.azure import Make, refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import AS_LONG_AS, IDENTITIES, SAMPLES, group, network, vault

NAMES = Namer.for_platform(
    team="ml-team", workload="ml", environment="dev", region="westeurope", platform="ml-team-ml-dev"
)


def test_a_workspace_has_no_public_addresses_and_a_named_managed_group(resources, names) -> None:
    made = resources(
        lambda s: Workspace(s, "W", names=names, resource_group=ResourceGroup(s, "G", names=names, region="westeurope"))
    )
    assert made["azurerm_databricks_workspace"] == {
        "name": "dbw-ml-team-ml-dev-weu",
        "resource_group_name": "<G.name>",
        "location": "westeurope",
        "sku": "premium",
        "managed_resource_group_name": "mrg-dbw-ml-team-ml-dev-weu",
        "custom_parameters": {"no_public_ip": True},
        "tags": TAGS,
    }


def test_a_resource_group_is_named_and_tagged(resources, names) -> None:
    made = resources(lambda s: ResourceGroup(s, "G", names=names, region="westeurope"))
    assert made["azurerm_resource_group"] == {"name": "rg-ml-team-ml-dev-weu", "location": "westeurope", "tags": TAGS}


def test_trial_is_a_tier(resources, names) -> None:
    made = resources(
        lambda s: Workspace(
            s, "W", names=names, tier="trial", resource_group=ResourceGroup(s, "G", names=names, region="westeurope")
        )
    )
    assert made["azurerm_databricks_workspace"]["sku"] == "trial"


@pytest.mark.parametrize(("tier", "why"), [("standard", "retired on 2026-10-01"), ("gold", "no such tier")])
def test_fails_for_other_tiers_with_the_reason(resources, names, tier: str, why: str) -> None:
    with pytest.raises(RuleError, match=why):
        resources(
            lambda s: Workspace(
                s, "W", names=names, tier=tier, resource_group=ResourceGroup(s, "G", names=names, region="westeurope")
            )
        )


def test_a_workspace_is_closed_and_has_keys_of_its_own(names: Namer) -> None:
    assert under(SAMPLES["workspace-fullest"], names, "Workspace") == {
        "Workspace/Encryption/Identities": IDENTITIES,
        "Workspace/Encryption/Disks": {
            "TYPE": "azurerm_role_assignment",
            "principal_id": "<Workspace/Encryption/Identities.managed_disk_identity[0].principal_id>",
            "principal_type": "ServicePrincipal",
            "role_definition_name": "Key Vault Crypto Service Encryption User",
            "scope": "<Keys/Disks.resource_versionless_id>",
            "lifecycle": AS_LONG_AS,
        },
        "Workspace/Encryption/Files": {
            "TYPE": "azurerm_role_assignment",
            "principal_id": "<Workspace/Encryption/Identities.storage_account_identity[0].principal_id>",
            "principal_type": "ServicePrincipal",
            "role_definition_name": "Key Vault Crypto Service Encryption User",
            "scope": "<Keys/Files.resource_versionless_id>",
            "lifecycle": AS_LONG_AS,
        },
        "Workspace": {
            "TYPE": "azurerm_databricks_workspace",
            "access_connector_id": "<Connector.id>",
            "customer_managed_key_enabled": True,
            "default_storage_firewall_enabled": True,
            "infrastructure_encryption_enabled": True,
            "location": "westeurope",
            "managed_disk_cmk_key_vault_key_id": "<Keys/Disks.id>",
            "managed_disk_cmk_rotation_to_latest_version_enabled": True,
            "managed_resource_group_name": "mrg-dbw-ml-team-ml-dev-weu",
            "managed_services_cmk_key_vault_key_id": "<Keys/Services.id>",
            "name": "dbw-ml-team-ml-dev-weu",
            "network_security_group_rules_required": "NoAzureServiceRules",
            "public_network_access_enabled": False,
            "resource_group_name": "<Group.name>",
            "sku": "premium",
            "tags": TAGS,
            "custom_parameters": {
                "no_public_ip": True,
                "private_subnet_name": "<Network/Container.name>",
                "private_subnet_network_security_group_association_id": "<Network/ContainerSecurityGroup.id>",
                "public_subnet_name": "<Network/Host.name>",
                "public_subnet_network_security_group_association_id": "<Network/HostSecurityGroup.id>",
                "storage_account_name": "stmlteammldevweu9490c11e",
                "storage_account_sku_name": "Standard_ZRS",
                "virtual_network_id": "<Network.id>",
            },
            "enhanced_security_compliance": {
                "automatic_cluster_update_enabled": True,
                "compliance_security_profile_enabled": True,
                "compliance_security_profile_standards": ["HIPAA", "PCI_DSS"],
                "enhanced_security_monitoring_enabled": True,
            },
            "depends_on": ["<Keys/Databricks>"],
            "lifecycle": {"prevent_destroy": True},
        },
        "Workspace/Encryption": {
            "TYPE": "azurerm_databricks_workspace_root_dbfs_customer_managed_key",
            "key_vault_key_id": "<Keys/Files.id>",
            "workspace_id": "<Workspace.id>",
            "depends_on": ["<Workspace/Encryption/Files>"],
        },
    }


def workspace(names: Namer, **given: Any) -> Make:
    """A workspace, each argument given as it is or made from the layer and its group."""

    def make(azure: Any, inside: Any, names: Namer) -> None:
        here = group(azure, names)
        values = {key: value(azure, here) if callable(value) else value for key, value in given.items()}
        Workspace(azure, "Workspace", names=names, resource_group=here, **values)

    return make


PREMIUM_ONLY: list[dict[str, Any]] = [
    {"enhanced_security": EnhancedSecurity()},
    {"infrastructure_encryption": True},
    {"connector": lambda azure, here: AccessConnector(azure, "C", names=NAMES, resource_group=here)},
    {
        "keys": lambda azure, here: WorkspaceKeys(
            azure, "K", names=NAMES, vault=vault(azure, NAMES), services=False, disks=False
        )
    },
]


@pytest.mark.parametrize("option", PREMIUM_ONLY, ids=lambda option: next(iter(option)))
def test_fails_for_what_a_trial_cannot_have(names: Namer, option: dict[str, Any]) -> None:
    assert f"premium with {next(iter(option))}" in refused(workspace(names, tier="trial", **option), names)
    assert under(workspace(names, **option), names, "Workspace")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"public_access": False}, "public_access: allowed is with a network of your own only"),
        ({"nsg_rules": "NoAzureDatabricksRules"}, "nsg_rules: allowed is with a network of your own only"),
        ({"nsg_rules": "NoRules"}, "nsg_rules: allowed is AllRules, NoAzureDatabricksRules"),
        ({"public_access": False, "nsg_rules": "AllRules"}, "NoAzureDatabricksRules, NoAzureServiceRules"),
        ({"storage_sku": "Standard_XRS"}, "storage_sku"),
    ],
)
def test_fails_for_what_azure_refuses(names: Namer, given: dict[str, Any], says: str) -> None:
    assert says in refused(workspace(names, **given), names)


@pytest.mark.parametrize(
    ("given", "access", "rules"),
    [
        ({}, None, None),
        ({"public_access": False}, False, "NoAzureDatabricksRules"),
        ({"nsg_rules": "AllRules"}, None, "AllRules"),
        ({"nsg_rules": "NoAzureDatabricksRules"}, None, "NoAzureDatabricksRules"),
    ],
)
def test_rules_of_the_security_group_follow_public_access(
    names: Namer, given: dict[str, Any], access: bool | None, rules: str | None
) -> None:
    inside = workspace(names, network=lambda azure, here: network(azure, NAMES, here), **given)
    made = under(inside, names, "Workspace")["Workspace"]
    assert (made.get("public_network_access_enabled"), made.get("network_security_group_rules_required")) == (
        access,
        rules,
    )


def test_fails_for_a_second_workspace_in_a_network(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        here = group(azure, names)
        shared = network(azure, names, here)
        Workspace(azure, "First", names=names, resource_group=here, network=shared)
        Workspace(azure, "Second", names=names, resource_group=here, network=shared)

    assert "one workspace a network" in refused(make, names)


def test_fails_for_a_network_in_another_region(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        elsewhere = ResourceGroup(azure, "Elsewhere", names=names, region="northeurope", purpose="elsewhere")
        here = group(azure, names)
        Workspace(azure, "W", names=names, resource_group=elsewhere, network=network(azure, names, here))

    assert "in the workspace's region (northeurope)" in refused(make, names)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"compliance_profile": True, "monitoring": False}, "together with cluster_updates and monitoring"),
        ({"compliance_profile": True, "cluster_updates": False}, "together with cluster_updates and monitoring"),
        ({"standards": ("HIPAA",)}, "with compliance_profile only"),
        ({"compliance_profile": True, "standards": ("SOC2",)}, "HIPAA, PCI_DSS"),
    ],
)
def test_fails_for_compliance_that_azurerm_refuses(given: dict[str, Any], says: str) -> None:
    with pytest.raises(RuleError, match=re.escape(says)):
        EnhancedSecurity(**given)


def test_a_group_with_a_purpose_has_it_in_its_name(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        ResourceGroup(azure, "G", names=names, region="westeurope", purpose="vault")

    assert under(make, names, "G")["G"]["name"] == "rg-ml-team-ml-dev-weu-vault"
