"""A network that people come through."""

from __future__ import annotations

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.network.address import network_of
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.kinds import Kind
from naming.namer import Namer


class TransitNetwork(Construct):
    """Holds the private endpoints by which people reach a workspace, apart from its machines.

    Makes: 1 azurerm_virtual_network, 1 azurerm_subnet.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands; another one than the workspace's network, since both have a DNS zone of
            the same name.
        address_space: Its addresses, /16 to /29, all for endpoints.

    Raises:
        RuleError: No range of that size.
    """

    def __init__(
        self, scope: Construct, id: str, *, names: Namer, resource_group: ResourceGroup, address_space: str
    ) -> None:
        network_of("address_space", address_space, widest=16, narrowest=29, source="Azure: the smallest subnet is /29")
        super().__init__(scope, id)
        self.region = resource_group.region
        self.resource_group = resource_group
        network = azurerm.VirtualNetwork(
            self,
            "Resource",
            name=names.name(Kind.VIRTUAL_NETWORK, purpose="transit"),
            resource_group_name=resource_group.group_name,
            location=resource_group.region,
            address_space=[address_space],
            tags=names.tags(),
        )
        subnet = azurerm.Subnet(
            self,
            "Endpoints",
            name=names.name(Kind.SUBNET, purpose="transit"),
            resource_group_name=resource_group.group_name,
            virtual_network_name=network.name,
            address_prefixes=[address_space],
            default_outbound_access_enabled=False,
        )
        self.arm_id: str = network.id
        self.network_name: str = network.name
        self.endpoint_subnet_id: str | None = subnet.id
