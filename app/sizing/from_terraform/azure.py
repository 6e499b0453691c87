"""Parts of Azure: gateways, addresses, endpoints, storage, logs, events, keys."""

from __future__ import annotations

from collections.abc import Iterator

from app.sizing.from_terraform.reader import Case, NotPriced
from app.sizing.from_terraform.resource import block, number, text
from blueprints.features.data.description import STORED_GB
from blueprints.features.network.description import PRIVATE_GB, SENT_GB
from blueprints.features.operations.description import FREE_DAYS, LOGS_GB
from blueprints.features.security.description import OPERATIONS
from blueprints.features.streaming.description import MILLION_EVENTS
from blueprints.usage import HOURS_A_MONTH, Amount, Metered, Usage

_ALWAYS = Amount.of(HOURS_A_MONTH)
_HUBS = "azurerm_eventhub"
_KEY = "azurerm_key_vault_key"
_SCOPE = "databricks_secret_scope"


def _varies(amount: Amount, told: bool) -> str:
    if told:
        return ", as told"
    return "" if amount.low == amount.high else f"; low is {amount.low:g}, high is {amount.high:g}"


def nat_gateway(case: Case) -> Iterator[Usage | NotPriced]:
    """A NAT gateway and what passes it."""
    yield Metered("NAT gateway", "nat_gateway_hour", _ALWAYS)
    if amount := case.shared("sent_gb", SENT_GB):
        said = f"{amount.expected:g} GB pass the NAT gateway a month{_varies(amount, 'sent_gb' in case.told)}."
        yield Metered(f"data through the NAT gateway, {amount.expected:g} GB", "nat_gateway_gb", amount, said)


def public_ip(case: Case) -> Iterator[Usage | NotPriced]:
    """A public address that stays."""
    if case.body.get("sku", "Standard") == "Basic":  # azurerm's default is Standard
        yield NotPriced("addresses of the Basic kind were retired; the catalog has no price of them")
        return
    yield Metered("public address", "public_ip_hour", _ALWAYS)


def private_endpoint(case: Case) -> Iterator[Usage | NotPriced]:
    """A private endpoint and what passes it, or all of them."""
    yield Metered("private endpoint", "private_endpoint_hour", _ALWAYS)
    if amount := case.shared("private_gb", PRIVATE_GB):
        told = "private_gb" in case.told
        which = "the private endpoint" if told else "the private endpoints, all together"
        said = f"{amount.expected:g} GB pass {which}, a month, either way{_varies(amount, told)}."
        what = f"data through {'the' if told else 'all'} private endpoint{'' if told else 's'}, {amount.expected:g} GB"
        yield Metered(what, "private_endpoint_gb", amount, said)


def storage_account(case: Case) -> Iterator[Usage | NotPriced]:
    """What lies in a storage account, as hot data."""
    kind = text(case.body.get("account_replication_type"))
    tier = str(case.body.get("access_tier") or "Hot")
    if case.body.get("account_tier") == "Premium" or tier != "Hot" or kind is None:
        yield NotPriced("the catalog has prices of hot standard storage only")
        return
    amount = case.told.amount("stored_gb", STORED_GB)
    said = f"A storage account holds {amount.expected:g} GB{_varies(amount, 'stored_gb' in case.told)}, all of it hot."
    yield Metered(
        f"storage, {kind}, {amount.expected:g} GB",
        f"storage_gb_month_{kind.lower()}",
        amount,
        f"{said} Reads and writes are not counted.",
    )


def log_workspace(case: Case) -> Iterator[Usage | NotPriced]:
    """Logs that come in, and that stay longer than they may for nothing."""
    if case.body.get("sku", "PerGB2018") != "PerGB2018":
        yield NotPriced("the catalog has the price of logs by the gigabyte only (sku PerGB2018)")
        return
    amount = case.told.amount("logs_gb", LOGS_GB)
    said = f"{amount.expected:g} GB of logs come in a month{_varies(amount, 'logs_gb' in case.told)}."
    yield Metered(f"logs, {amount.expected:g} GB", "log_analytics_gb", amount, said)
    if (number(case.body.get("retention_in_days")) or 0) > FREE_DAYS:
        yield Metered(f"logs kept beyond {FREE_DAYS} days", "log_analytics_retention_gb_month", amount)


def event_hubs(case: Case) -> Iterator[Usage | NotPriced]:
    """A namespace's units at all hours, its events, and their capture."""
    sku = case.body.get("sku")
    units = number(case.body.get("capacity")) or 1
    most = max(units, number(case.body.get("maximum_throughput_units")) or units)
    amount = case.told.amount("units", Amount(units, units, most))
    hours = Amount(*(one * HOURS_A_MONTH for one in amount))
    number_said = f"{amount.expected:g} unit{'s' if amount.expected != 1 else ''}"
    if sku == "Premium":
        yield Metered(f"event hubs, Premium, {number_said}", "event_hubs_pu_hour", hours)
        return
    if sku not in ("Basic", "Standard"):
        yield NotPriced("its sku is not in the file, or the catalog has no price of it")
        return
    row = "event_hubs_basic_tu_hour" if sku == "Basic" else "event_hubs_tu_hour"
    yield Metered(f"event hubs, {sku}, {number_said}", row, hours)
    events = case.told.amount("million_events", MILLION_EVENTS)
    said = f"{events.expected:g} million events come in a month{_varies(events, 'million_events' in case.told)}."
    yield Metered(f"events, {events.expected:g} million", "event_hubs_million_events", events, said)
    hubs = case.landscape.of(case.resource, _HUBS)
    if any(block(hub.body.get("capture_description")).get("enabled") for hub in hubs):
        yield Metered(f"capture of events, {number_said}", "event_hubs_capture_hour", hours)


def key_vault(case: Case) -> Iterator[Usage | NotPriced]:
    """How often secrets are asked for; of a vault for keys alone, nothing beside its keys."""
    scopes = [scope for scope in case.landscape.of(case.resource, _SCOPE) if scope.body.get("keyvault_metadata")]
    if any(case.landscape.of(case.resource, _KEY)) and not scopes and "operations_10k" not in case.told:
        return
    amount = case.told.amount("operations_10k", OPERATIONS)
    said = f"Secrets are asked for {amount.expected * 10_000:,.0f} times a month"
    yield Metered(
        "operations on secrets",
        "key_vault_10k_operations",
        amount,
        f"{said}{', as told' if 'operations_10k' in case.told else ''}.",
    )


def vault_key(case: Case) -> Iterator[Usage | NotPriced]:
    """A key in hardware, its yearly renewal, and how often it, or any of them, is asked for."""
    ordinary = (number(case.body.get("key_size")) or 2048) == 2048 and "EC" not in str(case.body.get("key_type"))
    if str(case.body.get("key_type")).endswith("-HSM"):
        yield Metered("key in hardware", "hsm_rsa_2048_key_month" if ordinary else "hsm_key_month", Amount.of(1))
    if amount := case.shared("operations_10k", OPERATIONS):
        told = "operations_10k" in case.told
        asked = f"{'The key is' if told else 'Keys are'} asked for {amount.expected * 10_000:,.0f} times a month"
        row = "key_vault_10k_operations" if ordinary else "key_vault_10k_key_operations"
        what = f"operations on {'the key' if told else 'all keys'}"
        yield Metered(what, row, amount, f"{asked}{', as told' if told else ' in all'}.")
    if block(case.body.get("rotation_policy")).get("automatic"):
        yield Metered("yearly renewal of the key", "key_rotation", Amount.of(1 / 12))


def workspace(case: Case) -> Iterator[Usage | NotPriced]:
    """A workspace costs nothing itself; the compliance profile adds to every DBU in it."""
    profile = block(case.body.get("enhanced_security_compliance"))
    if profile.get("compliance_security_profile_enabled"):
        yield Metered("surcharge of the compliance profile on every DBU", "enhanced_security_compliance", Amount.of(1))
