"""Checks of what bills and owners are found by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_lib.checks.check import Check, Problem, Stack, everywhere

STANDARD = ("team", "environment", "workload", "cost_centre", "managed_by", "platform")

TAGGABLE = {
    "azurerm_databricks_access_connector": "tags",
    "azurerm_databricks_workspace": "tags",
    "azurerm_eventhub_namespace": "tags",
    "azurerm_key_vault": "tags",
    "azurerm_key_vault_key": "tags",
    "azurerm_log_analytics_workspace": "tags",
    "azurerm_monitor_action_group": "tags",
    "azurerm_nat_gateway": "tags",
    "azurerm_network_security_group": "tags",
    "azurerm_private_dns_zone": "tags",
    "azurerm_private_dns_zone_virtual_network_link": "tags",
    "azurerm_private_endpoint": "tags",
    "azurerm_public_ip": "tags",
    "azurerm_resource_group": "tags",
    "azurerm_route_table": "tags",
    "azurerm_storage_account": "tags",
    "azurerm_user_assigned_identity": "tags",
    "azurerm_virtual_network": "tags",
    "databricks_cluster": "custom_tags",
    "databricks_instance_pool": "custom_tags",
    "databricks_job": "tags",
    "databricks_pipeline": "tags",
}
"""Types whose resources carry tags, and in which argument."""


def _untagged(stack: Stack) -> Iterator[Problem]:
    for address, kind, body in stack.resources(*TAGGABLE):
        if kind == "databricks_cluster" and body.get("instance_pool_id"):
            continue  # its machines carry the pool's tags, and Databricks refuses the same key twice
        tags = body.get(TAGGABLE[kind])
        missing = [tag for tag in STANDARD if not isinstance(tags, Mapping) or tag not in tags]
        if missing:
            yield address, f"has no tag {', '.join(missing)}"


TAGS = (
    Check(
        code="untagged",
        reason="A bill that nobody is named on is paid by everybody.",
        fix="A blueprint's resources carry the platform's tags by themselves; in constructs, pass names.tags().",
        source="Cloud Adoption Framework, resource tagging",
        severity=everywhere("error"),
        find=_untagged,
    ),
)
