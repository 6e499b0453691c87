"""Who a configured provider works for: an Azure subscription, or a workspace of the simulated cloud."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Protocol

from rehearsal.cloud import Cloud, CloudObject
from rehearsal.overlay.forms import formed
from rehearsal.overlay.templates import fill
from rehearsal.protocol.values import Object, Unknown, Value
from rehearsal.provider.diagnostics import RefusedError, refuse

WORKSPACE = "azurerm_databricks_workspace"
ACCOUNTS_HOST = "accounts.azuredatabricks.net"

# Clearly nobody's.
SUBSCRIPTION_ID = "00000000-0000-0000-0000-000000000001"
TENANT_ID = "00000000-0000-0000-0000-000000000002"
USER = "rehearsal@example.com"


@dataclass(frozen=True)
class Place:
    """Where operations go.

    Args:
        realm: Where ids and names are unique.
        values: What templates can use besides an object's attributes.
        owner: The number of the workspace that objects live in, if they live in one.
        level: Of databricks, whether this is a "workspace" or the "account".
    """

    realm: str
    values: Object
    owner: int | None = None
    level: str = ""


class Account(Protocol):
    """A configured provider."""

    def place(self, cloud: Cloud, realm: str) -> Place:
        """Tell where operations go; refuse if the place cannot be reached."""

    def feature(self, path: str) -> Value:
        """A switch in the provider's configuration, None where it is not set."""


@dataclass(frozen=True)
class AzureAccount:
    """A subscription, as the azurerm provider was configured with it."""

    config: Object

    def __post_init__(self) -> None:
        if not self._setting("subscription_id", "ARM_SUBSCRIPTION_ID"):
            raise refuse(
                "`subscription_id` is a required provider property when performing a plan/apply operation",
                "subscription_id",
            )

    def place(self, cloud: Cloud, realm: str) -> Place:
        """The subscription; names of realm "global" are unique in all of Azure."""
        subscription = str(self._setting("subscription_id", "ARM_SUBSCRIPTION_ID"))
        tenant = self._setting("tenant_id", "ARM_TENANT_ID") or TENANT_ID
        return Place(realm or subscription, {"subscription_id": subscription, "tenant_id": tenant})

    def feature(self, path: str) -> Value:
        """A switch in the `features` block."""
        value: Value = self.config
        for name in path.split("."):
            value = value[0] if isinstance(value, list) and value else value
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def _setting(self, name: str, variable: str) -> Value:
        return self.config.get(name) or os.environ.get(variable)


@dataclass(frozen=True)
class WorkspaceAccount:
    """A workspace, as the databricks provider was configured with it; asked for only when it is needed."""

    config: Object
    _found: list[Place] = field(default_factory=list)

    def place(self, cloud: Cloud, realm: str) -> Place:
        """The workspace, or with realm "metastore" the Unity Catalog of its region."""
        host, workspace = self._workspace(cloud)
        values: Object = {"host": host, "user": USER, "account_id": self.config.get("account_id")}
        if workspace is None:
            if not self.config.get("account_id"):
                raise refuse("invalid Databricks Account configuration: account_id is not set")
            return Place(ACCOUNTS_HOST, values, level="account")
        values["workspace_id"] = workspace.state.get("workspace_id")
        location = str(workspace.state.get("location"))
        values["metastore_id"] = fill("{guid:metastore}", {}, location)
        if realm == "metastore":
            return Place(f"metastore/{location}", values, level="workspace")
        return Place(host, values, workspace.number, "workspace")

    def feature(self, path: str) -> Value:
        """The databricks provider has no switches."""
        return None

    def _workspace(self, cloud: Cloud) -> tuple[str, CloudObject | None]:
        host = self.config.get("host") or os.environ.get("DATABRICKS_HOST")
        resource = self.config.get("azure_workspace_resource_id")
        if isinstance(host, str):
            name = str(formed(host, "host"))
            if name == ACCOUNTS_HOST:
                return name, None
            for found in cloud.objects():
                if found.type == WORKSPACE and found.state.get("workspace_url") == name:
                    return name, found
            raise _unreachable(name)
        if isinstance(resource, str):
            for found in cloud.objects():
                if found.type == WORKSPACE and found.id.lower() == resource.lower():
                    return str(found.state["workspace_url"]), found
            raise _unreachable(resource)
        raise refuse(
            "default auth: cannot configure default credentials, please check "
            "https://docs.databricks.com/en/dev-tools/auth.html#databricks-client-unified-authentication "
            "to configure credentials for your preferred authentication method. "
            + ("Config: host is not known yet" if isinstance(host, Unknown) else "Config: no host")
        )


def _unreachable(what: str) -> RefusedError:
    return refuse(
        f"cannot reach workspace {what}: dial tcp: lookup {what}: no such host (it is none of the rehearsal's)"
    )
