"""What can be reached by private link."""

from __future__ import annotations

from enum import StrEnum

_ZONES = {
    "databricks_ui_api": "privatelink.azuredatabricks.net",
    "browser_authentication": "privatelink.azuredatabricks.net",
    "dfs": "privatelink.dfs.core.windows.net",
    "blob": "privatelink.blob.core.windows.net",
    "vault": "privatelink.vaultcore.azure.net",
    "namespace": "privatelink.servicebus.windows.net",
}


class PrivateService(StrEnum):
    """Sub-resources of private endpoints. Source: learn.microsoft.com private-endpoint-dns (public Azure)."""

    WORKSPACE = "databricks_ui_api"
    BROWSER_AUTHENTICATION = "browser_authentication"
    LAKE_FILES = "dfs"
    LAKE_BLOBS = "blob"
    VAULT = "vault"
    EVENT_HUBS = "namespace"

    @property
    def zone(self) -> str:
        """The DNS zone that its private addresses stand in."""
        return _ZONES[self.value]

    @property
    def purpose(self) -> str:
        """What it is called in names."""
        return self.name.lower().replace("_", "-")
