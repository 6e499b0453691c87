"""Who Databricks is, where it reads storage."""

from __future__ import annotations

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.security.managed_identity import ManagedIdentity
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.kinds import Kind
from naming.namer import Namer


class AccessConnector(Construct):
    """Gives Unity Catalog an identity in Azure, so that storage needs no keys.

    Makes: 1 azurerm_databricks_access_connector.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands.
        identity: An identity of yours, which outlives the connector. Left out: the connector has one of its own
            that goes with it. There can be one only. Source: azurerm 4.55, databricks_access_connector.
        purpose: What it is for, where a platform has several. Left out: nothing is added to its name.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        resource_group: ResourceGroup,
        identity: ManagedIdentity | None = None,
        purpose: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        connector = azurerm.DatabricksAccessConnector(
            self,
            "Resource",
            name=names.name(Kind.ACCESS_CONNECTOR, purpose=purpose),
            resource_group_name=resource_group.group_name,
            location=resource_group.region,
            # The block is optional in azurerm, and a connector without it is of no use.
            identity=azurerm.DatabricksAccessConnectorIdentity(
                type="UserAssigned" if identity else "SystemAssigned",
                identity_ids=[identity.arm_id] if identity else None,
            ),
            tags=names.tags(),
        )
        self.arm_id: str = connector.id
        self.principal_id: str = identity.principal_id if identity else connector.identity.principal_id
        self.managed_identity_id: str | None = identity.arm_id if identity else None
