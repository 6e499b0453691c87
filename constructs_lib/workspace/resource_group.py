"""The folder in Azure that holds everything of a platform."""

from __future__ import annotations

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from naming.kinds import Kind
from naming.namer import Namer


class ResourceGroup(Construct):
    """Holds a platform's Azure resources; deleting it would delete them.

    Makes: 1 azurerm_resource_group.

    Args:
        names: Names and tags of the platform.
        region: Azure region, such as `westeurope`; moving replaces everything.
        purpose: What it is for, where a platform has several. Left out: nothing is added to its name.
    """

    def __init__(self, scope: Construct, id: str, *, names: Namer, region: str, purpose: str | None = None) -> None:
        super().__init__(scope, id)
        self.region = region
        group = azurerm.ResourceGroup(
            self,
            "Resource",
            name=names.name(Kind.RESOURCE_GROUP, purpose=purpose),
            location=region,
            tags=names.tags(),
        )
        self.group_name: str = group.name
        self.arm_id: str = group.id
