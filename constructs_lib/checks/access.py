"""Checks of who may do what, and of secrets."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.checks.check import Check, Problem, Stack, blocks, by_environment, everywhere

_EVERYBODY = ("account users", "users")
_WIDE = ("ALL_PRIVILEGES", "ALL PRIVILEGES", "MANAGE", "MODIFY", "CREATE_CATALOG", "CREATE CATALOG")
_SECRETS = {
    "databricks_secret": ("string_value",),
    "databricks_git_credential": ("personal_access_token",),
    "azurerm_key_vault_secret": ("value",),
    "databricks_storage_credential": ("azure_service_principal.client_secret",),
}
"""Arguments that hold secrets, those in a block as `block.argument`."""

_KEYED = {
    "azurerm_databricks_workspace": ("managed_services_cmk_key_vault_key_id", "managed_disk_cmk_key_vault_key_id"),
}


def _wide_grants(stack: Stack) -> Iterator[Problem]:
    for address, _, body in stack.resources("databricks_grants", "databricks_grant"):
        for grant in [*blocks(body.get("grant")), body]:
            wide = [p for p in grant.get("privileges", []) if p in _WIDE]
            if grant.get("principal") in _EVERYBODY and wide:
                yield address, f"{grant['principal']} get {', '.join(wide)}"


def _literal_secrets(stack: Stack) -> Iterator[Problem]:
    for address, kind, body in stack.resources(*_SECRETS):
        for argument in _SECRETS[kind]:
            block, _, name = argument.rpartition(".")
            for holder in blocks(body.get(block)) if block else [body]:
                value = holder.get(name)
                if isinstance(value, str) and value and "${" not in value:
                    yield address, f"{argument} stands in the file as text"


def _tokens(stack: Stack) -> Iterator[Problem]:
    for address, _, _ in stack.resources("databricks_token", "databricks_obo_token"):
        yield address, "a personal access token, kept in the state"


def _no_customer_key(stack: Stack) -> Iterator[Problem]:
    for address, kind, body in stack.resources(*_KEYED):
        missing = [argument for argument in _KEYED[kind] if not body.get(argument)]
        if missing:
            yield address, f"encrypted with Microsoft's keys ({', '.join(missing)} left out)"


ACCESS = (
    Check(
        code="wide-grant",
        reason="What everybody may change, nobody can vouch for.",
        fix="Grant it to a group of those who need it: write that group as the principal.",
        source="Azure Databricks docs, Unity Catalog best practices",
        severity=by_environment(sandbox="warning", dev="warning", staging="error", prod="error"),
        find=_wide_grants,
    ),
    Check(
        code="literal-secret",
        reason="A secret in a file is in every copy of the repository and of the state.",
        fix="Refer to it: a key vault, or a variable of the environment.",
        source="Azure security baseline for Key Vault, IM-8",
        severity=everywhere("error"),
        find=_literal_secrets,
    ),
    Check(
        code="local-token",
        reason="A token outlives the person and passes every sign-in policy.",
        fix="Sign programs in with a service principal and OAuth or federation.",
        source="Azure Databricks docs, token management",
        severity=by_environment(sandbox="advice", dev="warning", staging="error", prod="error"),
        find=_tokens,
    ),
    Check(
        code="no-customer-key",
        reason="Some rules ask for keys of one's own, which can be withdrawn.",
        fix="Add `customer_managed_keys: {}` to features; in constructs, WorkspaceKeys of constructs_lib/security.",
        source="Azure Databricks docs, customer-managed keys",
        severity=by_environment(sandbox="advice", dev="advice", staging="advice", prod="advice"),
        find=_no_customer_key,
    ),
)
