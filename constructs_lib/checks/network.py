"""Checks of what can be reached from where."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from constructs_lib.checks.check import Check, Problem, Stack, blocks, by_environment, everywhere

_WORKSPACE = "azurerm_databricks_workspace"


def _public_ip(stack: Stack) -> Iterator[Problem]:
    for address, _, body in stack.resources(_WORKSPACE):
        for parameters in blocks(body.get("custom_parameters")):
            if parameters.get("no_public_ip") is False:
                yield address, "its nodes get public addresses (no_public_ip is false)"


def _public_network(stack: Stack) -> Iterator[Problem]:
    for address, _, body in stack.resources(_WORKSPACE, "azurerm_key_vault"):
        if body.get("public_network_access_enabled", True) is not False:
            yield address, "can be reached from the public internet (by those who may sign in)"


def _open_storage(stack: Stack) -> Iterator[Problem]:
    ruled = {
        str(body.get("storage_account_id"))
        for _, _, body in stack.resources("azurerm_storage_account_network_rules")
        if body.get("default_action") == "Deny"
    }
    for address, _, body in stack.resources("azurerm_storage_account"):
        if body.get("allow_nested_items_to_be_public", True) is not False:
            yield address, "its containers can be made public (allow_nested_items_to_be_public is not false)"
        closed = body.get("public_network_access_enabled", True) is False
        denied = any(rules.get("default_action") == "Deny" for rules in blocks(body.get("network_rules")))
        if not closed and not denied and f"${{{address}.id}}" not in ruled:
            yield address, "takes connections from everywhere (no network rule denies by default)"


def _open_ip_list(stack: Stack) -> Iterator[Problem]:
    for address, _, body in stack.resources("databricks_ip_access_list"):
        if body.get("list_type") == "BLOCK":
            continue
        for entry in body.get("ip_addresses", []):
            if _covers_everything(str(entry)):
                yield address, f"lets everybody in ({entry})"


def _covers_everything(entry: str) -> bool:
    try:
        return ipaddress.ip_network(entry, strict=False).prefixlen == 0
    except ValueError:
        return False  # an expression, or a mistake that the provider reports


NETWORK = (
    Check(
        code="public-ip",
        reason="A node with a public address can be attacked directly.",
        fix="Set no_public_ip to true, or leave it out.",
        source="Azure Databricks docs, secure cluster connectivity",
        severity=everywhere("error"),
        find=_public_ip,
    ),
    Check(
        code="public-network",
        reason="Stolen credentials work from anywhere.",
        fix="Add `private_endpoints: {}` to features, or `ip_access_list` with the addresses people come from; in"
        " constructs, WorkspacePrivateLink and IpAccessLists.",
        source="Azure security baseline for Databricks, NS-2",
        severity=by_environment(sandbox="advice", dev="advice", staging="advice", prod="warning"),
        find=_public_network,
    ),
    Check(
        code="open-storage",
        reason="Data in an open account is one wrong grant away from the world.",
        fix="Deny by default in the network rules, switch public access off, and forbid public containers.",
        source="Azure security baseline for Storage, NS-2",
        severity=by_environment(sandbox="warning", dev="warning", staging="error", prod="error"),
        find=_open_storage,
    ),
    Check(
        code="open-ip-list",
        reason="An allow list that holds every address allows everybody.",
        fix="Name the networks that people come from.",
        source="Azure Databricks docs, IP access lists",
        severity=everywhere("error"),
        find=_open_ip_list,
    ),
)
