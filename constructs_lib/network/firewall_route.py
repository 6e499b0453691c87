"""A way out through a firewall that somebody runs already."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.literal import literal
from constructs_lib.network.address import address_of
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class FirewallRoute(Construct):
    """Sends everything that leaves a network to a firewall.

    Makes: 1 azurerm_route_table, 1 azurerm_route, and 1 more for each of `direct`.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands; in the region of the network.
        firewall_ip: The firewall's private address, reached by NetworkPeering.
        direct: Azure service tags that need not pass the firewall, such as `AzureDatabricks` or
            `Storage.westeurope`. Left out: everything passes it.

    Raises:
        RuleError: No private IPv4 address, or a tag twice.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        resource_group: ResourceGroup,
        firewall_ip: str,
        direct: Sequence[str] = (),
    ) -> None:
        next_hop = address_of("firewall_ip", firewall_ip)
        for tag in direct:
            if not literal("direct", tag).replace(".", "").isalnum():
                raise RuleError("direct", allowed="service tags such as AzureDatabricks", got=tag)
        if len(set(direct)) < len(direct):
            raise RuleError("direct", allowed="each service tag once", got=list(direct))
        super().__init__(scope, id)
        self.region = resource_group.region
        table = azurerm.RouteTable(
            self,
            "Resource",
            name=names.name(Kind.ROUTE_TABLE),
            resource_group_name=resource_group.group_name,
            location=resource_group.region,
            # Routes learned from a gateway would lead around the firewall.
            bgp_route_propagation_enabled=False,
            tags=names.tags(),
        )
        # Routes are resources of their own: inline ones and these would undo each other.
        azurerm.Route(
            self,
            "Default",
            name=names.name(Kind.ROUTE, purpose="default"),
            resource_group_name=resource_group.group_name,
            route_table_name=table.name,
            address_prefix="0.0.0.0/0",
            next_hop_type="VirtualAppliance",
            next_hop_in_ip_address=next_hop,
        )
        for tag in direct:
            azurerm.Route(
                self,
                f"Direct-{tag}",
                name=names.name(Kind.ROUTE, purpose=f"direct-{tag}"),
                resource_group_name=resource_group.group_name,
                route_table_name=table.name,
                address_prefix=tag,
                next_hop_type="Internet",
            )
        self.route_table_id: str = table.id
