"""An identity in Azure without a password."""

from __future__ import annotations

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.kinds import Kind
from naming.namer import Namer


class ManagedIdentity(Construct):
    """An identity that Azure resources use, and that outlives them.

    Makes: 1 azurerm_user_assigned_identity.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands.
        purpose: What it is for. Left out: nothing is added to its name.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        resource_group: ResourceGroup,
        purpose: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        identity = azurerm.UserAssignedIdentity(
            self,
            "Resource",
            name=names.name(Kind.USER_ASSIGNED_IDENTITY, purpose=purpose),
            resource_group_name=resource_group.group_name,
            location=resource_group.region,
            tags=names.tags(),
        )
        self.arm_id: str = identity.id
        self.principal_id: str = identity.principal_id
        self.client_id: str = identity.client_id
