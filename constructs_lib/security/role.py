"""Roles of Azure's own."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Azure's own roles that platforms need. Source: learn.microsoft.com role-based-access-control built-in-roles."""

    BLOB_CONTRIBUTOR = "Storage Blob Data Contributor"
    BLOB_READER = "Storage Blob Data Reader"
    QUEUE_CONTRIBUTOR = "Storage Queue Data Contributor"
    EVENTS_RECEIVER = "Azure Event Hubs Data Receiver"
    EVENTS_SENDER = "Azure Event Hubs Data Sender"
    EVENT_SUBSCRIPTIONS = "EventGrid EventSubscription Contributor"
    KEY_OFFICER = "Key Vault Crypto Officer"
    KEY_USER = "Key Vault Crypto Service Encryption User"
    SECRETS_OFFICER = "Key Vault Secrets Officer"
    SECRETS_USER = "Key Vault Secrets User"
