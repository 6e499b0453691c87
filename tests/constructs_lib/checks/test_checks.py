"""Every check finds what it is for, at its edge, and nothing in what is right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from constructs_lib.checks.check import Stack
from constructs_lib.checks.library import CHECKS, run_checks

TAGS = dict.fromkeys(("team", "environment", "workload", "cost_centre", "managed_by", "platform"), "x")
WORKSPACE = {
    "custom_parameters": {"no_public_ip": True},
    "public_network_access_enabled": False,
    "managed_services_cmk_key_vault_key_id": "k",
    "managed_disk_cmk_key_vault_key_id": "k",
    "tags": TAGS,
}
STORAGE = {"allow_nested_items_to_be_public": False, "public_network_access_enabled": False, "tags": TAGS}
OPEN = {**STORAGE, "public_network_access_enabled": True}
CLUSTER = {
    "autotermination_minutes": 30,
    "policy_id": "p",
    "spark_version": "17.3.x-scala2.13",
    "node_type_id": "Standard_D4ds_v5",
    "custom_tags": TAGS,
}
GPU = {
    **CLUSTER,
    "node_type_id": "Standard_NC4as_T4_v3",
    "azure_attributes": {"availability": "SPOT_WITH_FALLBACK_AZURE"},
}
POOL = {"node_type_id": "Standard_D4ds_v5", "custom_tags": TAGS}
JOB = {"job_cluster": [{"new_cluster": CLUSTER}], "task": [{"new_cluster": CLUSTER}], "tags": TAGS}
IP_LIST = {"list_type": "ALLOW", "ip_addresses": ["10.0.0.0/8", "${var.office}"]}

RIGHT = [
    ("azurerm_databricks_workspace", WORKSPACE),
    ("azurerm_databricks_workspace", {**WORKSPACE, "custom_parameters": [{"no_public_ip": True}]}),
    ("azurerm_key_vault", {"public_network_access_enabled": False, "tags": TAGS}),
    ("azurerm_key_vault_secret", {"value": "${data.azurerm_key_vault_secret.other.value}"}),
    ("azurerm_storage_account", STORAGE),
    ("azurerm_storage_account", {**OPEN, "network_rules": {"default_action": "Deny"}}),
    ("databricks_cluster", CLUSTER),
    ("databricks_cluster", GPU),
    ("databricks_cluster", {**CLUSTER, "instance_pool_id": "${databricks_instance_pool.p.id}", "custom_tags": {}}),
    ("databricks_cluster", {**CLUSTER, "autotermination_minutes": 120}),
    ("databricks_cluster", {**CLUSTER, "spark_version": "99.x-scala2.13", "node_type_id": "${var.machine}"}),
    ("databricks_instance_pool", POOL),
    ("databricks_instance_pool", {**POOL, "preloaded_spark_versions": ["17.3.x-scala2.13"]}),
    ("databricks_job", JOB),
    ("databricks_pipeline", {"tags": TAGS, "cluster": [{"node_type_id": "Standard_D4ds_v5"}]}),
    ("databricks_storage_credential", {"azure_service_principal": {"client_secret": "${var.secret}"}}),
    ("azurerm_key_vault_key", {"tags": TAGS}),
    ("azurerm_private_dns_zone_virtual_network_link", {"tags": TAGS}),
    ("databricks_ip_access_list", IP_LIST),
    ("databricks_ip_access_list", {"list_type": "BLOCK", "ip_addresses": ["0.0.0.0/0"]}),
    ("databricks_grants", {"grant": [{"principal": "account users", "privileges": ["USE_CATALOG", "SELECT"]}]}),
    ("databricks_grant", {"principal": "data-engineers", "privileges": ["ALL_PRIVILEGES"]}),
]  # fmt: skip

WRONG = [
    ("public-ip", "azurerm_databricks_workspace", {**WORKSPACE, "custom_parameters": {"no_public_ip": False}}),
    ("public-network", "azurerm_databricks_workspace", {**WORKSPACE, "public_network_access_enabled": True}),
    ("public-network", "azurerm_key_vault", {"tags": TAGS}),
    ("open-storage", "azurerm_storage_account", OPEN),
    ("open-storage", "azurerm_storage_account", {**STORAGE, "allow_nested_items_to_be_public": True}),
    ("open-ip-list", "databricks_ip_access_list", {**IP_LIST, "ip_addresses": ["0.0.0.0/0"]}),
    ("open-ip-list", "databricks_ip_access_list", {**IP_LIST, "ip_addresses": ["::/0"]}),
    ("cluster-without-policy", "databricks_cluster", {**CLUSTER, "policy_id": None}),
    ("autotermination", "databricks_cluster", {**CLUSTER, "autotermination_minutes": 121}),
    ("autotermination", "databricks_cluster", {**CLUSTER, "autotermination_minutes": 0}),
    ("retired-vm-type", "databricks_cluster", {**CLUSTER, "driver_node_type_id": "Standard_NC6s_v3"}),
    ("retired-vm-type", "databricks_instance_pool", {**POOL, "node_type_id": "Standard_NC6s_v3"}),
    ("retired-vm-type", "databricks_pipeline", {"tags": TAGS, "cluster": [{"node_type_id": "Standard_NC6s_v3"}]}),
    ("unknown-vm-type", "databricks_cluster", {**CLUSTER, "node_type_id": "Standard_D4ds_v9"}),
    ("unknown-vm-type", "databricks_instance_pool", {**POOL, "node_type_id": "Standard_F8s_v2"}),
    ("retired-runtime", "databricks_instance_pool", {**POOL, "preloaded_spark_versions": ["13.3.x-scala2.12"]}),
    ("literal-secret", "databricks_storage_credential", {"azure_service_principal": [{"client_secret": "s3cret"}]}),
    ("untagged", "azurerm_key_vault_key", {}),
    ("untagged", "azurerm_private_dns_zone_virtual_network_link", {}),
    ("untagged", "databricks_pipeline", {}),
    ("retired-runtime", "databricks_cluster", {**CLUSTER, "spark_version": "13.3.x-scala2.12"}),
    ("retired-runtime", "databricks_job", {**JOB, "task": {"new_cluster": {**CLUSTER, "spark_version": "12.2.x"}}}),
    ("gpu-on-demand", "databricks_cluster", {**GPU, "azure_attributes": {"availability": "ON_DEMAND_AZURE"}}),
    ("wide-grant", "databricks_grants", {"grant": [{"principal": "account users", "privileges": ["ALL_PRIVILEGES"]}]}),
    ("wide-grant", "databricks_grant", {"principal": "users", "privileges": ["MANAGE"]}),
    ("literal-secret", "databricks_secret", {"string_value": "hunter2"}),
    ("literal-secret", "azurerm_key_vault_secret", {"value": "hunter2"}),
    ("local-token", "databricks_token", {"comment": "ci"}),
    ("no-customer-key", "azurerm_databricks_workspace", {**WORKSPACE, "managed_disk_cmk_key_vault_key_id": None}),
    ("untagged", "databricks_cluster", {**CLUSTER, "custom_tags": {}}),
    ("untagged", "azurerm_storage_account", {**STORAGE, "tags": {k: v for k, v in TAGS.items() if k != "cost_centre"}}),
]  # fmt: skip


def stack(kind: str, body: dict[str, Any], environment: str = "dev") -> Stack:
    return Stack("x-databricks", {"resource": {kind: {"It_1": body}}}, environment, date(2026, 11, 21))


@pytest.mark.parametrize(("kind", "body"), RIGHT)
def test_what_is_right_is_left_alone(kind: str, body: dict[str, Any]) -> None:
    assert run_checks([stack(kind, body)]) == []


@pytest.mark.parametrize(("code", "kind", "body"), WRONG)
def test_what_is_wrong_is_found_by_its_check_alone(code: str, kind: str, body: dict[str, Any]) -> None:
    (finding,) = run_checks([stack(kind, body)])
    assert (finding.code, finding.address) == (code, f"{kind}.It_1")
    assert finding.fix
    assert finding.source


def test_an_unknown_type_is_said_with_its_nearest() -> None:
    (finding,) = run_checks([stack("databricks_instance_pool", {**POOL, "node_type_id": "Standard_D4ds_v9"})])
    assert finding.problem == (
        "node_type_id Standard_D4ds_v9 is unknown to the catalog; the nearest that it knows is Standard_D4ds_v5"
    )
    assert not finding.stops


def test_advice_is_a_line_of_the_platform_file() -> None:
    fixes = {check.code: check.fix for check in CHECKS}
    assert fixes["no-customer-key"].startswith("Add `customer_managed_keys: {}` to features")
    assert fixes["gpu-on-demand"].startswith("Add `spot: {}` to features")
    assert fixes["public-network"].startswith("Add `private_endpoints: {}` to features")


def test_every_check_is_held_by_an_example() -> None:
    assert {check.code for check in CHECKS} == {code for code, _, _ in WRONG}


def test_codes_are_unique_and_every_environment_has_a_severity() -> None:
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert all(check.severity.keys() == {"dev", "staging", "prod", "sandbox"} for check in CHECKS)


def test_rules_of_their_own_close_a_storage_account() -> None:
    rules = {"storage_account_id": "${azurerm_storage_account.It_1.id}", "default_action": "Deny"}
    config = {
        "resource": {
            "azurerm_storage_account": {"It_1": {**STORAGE, "public_network_access_enabled": True}},
            "azurerm_storage_account_network_rules": {"Rules": rules},
        }
    }
    assert run_checks([Stack("x", config, "prod", date(2026, 11, 21))]) == []


def test_severity_follows_the_environment_and_an_accepted_finding_stops_nothing() -> None:
    body = {**STORAGE, "public_network_access_enabled": True}
    (dev,) = run_checks([stack("azurerm_storage_account", body)])
    (prod,) = run_checks([stack("azurerm_storage_account", body, "prod")])
    assert (dev.severity, dev.stops, prod.severity, prod.stops) == ("warning", False, "error", True)
    (accepted,) = run_checks(
        [stack("azurerm_storage_account", body, "prod")], accepted={"open-storage": "a public data set"}
    )
    assert not accepted.stops
    assert accepted.accepted == "a public data set"
