"""A way to somebody else's network."""

from __future__ import annotations

import re

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.network.transit_network import TransitNetwork
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

_HUB = re.compile(
    r"/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/(?P<group>[\w.()-]{1,90})"
    r"/providers/Microsoft\.Network/virtualNetworks/(?P<name>[\w.-]{2,64})"
)


class NetworkPeering(Construct):
    """Joins a network to a hub: a firewall, a gateway to your offices, shared DNS.

    Makes: 1 azurerm_virtual_network_peering; 2 with `return_path`.

    Args:
        names: Names and tags of the platform.
        network: The platform's network.
        hub: ARM id of the hub's virtual network, or one that the platform makes. Its addresses must not overlap the
            network's.
        return_path: Also joins the hub to the network, without which nothing flows. It needs rights on the hub,
            in the same subscription. Left out: the hub's owner does that.
        forwarded_traffic: Takes traffic that the hub passes on from elsewhere. Left out: only the hub's own.
        hub_gateway: Uses the hub's VPN or ExpressRoute gateway. Left out: not.

    Raises:
        RuleError: No id of a virtual network.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        network: InjectedNetwork | TransitNetwork,
        hub: str | TransitNetwork,
        return_path: bool = False,
        forwarded_traffic: bool = False,
        hub_gateway: bool = False,
    ) -> None:
        hub_id, hub_group, hub_name = _parts(hub)
        super().__init__(scope, id)
        azurerm.VirtualNetworkPeering(
            self,
            "Resource",
            name=names.name(Kind.VIRTUAL_NETWORK_PEERING, purpose="to-hub"),
            resource_group_name=network.resource_group.group_name,
            virtual_network_name=network.network_name,
            remote_virtual_network_id=hub_id,
            allow_virtual_network_access=True,
            allow_forwarded_traffic=forwarded_traffic,
            use_remote_gateways=hub_gateway,
        )
        if return_path:
            azurerm.VirtualNetworkPeering(
                self,
                "Return",
                name=names.name(Kind.VIRTUAL_NETWORK_PEERING, purpose="from-hub"),
                resource_group_name=hub_group,
                virtual_network_name=hub_name,
                remote_virtual_network_id=network.arm_id,
                allow_virtual_network_access=True,
                allow_forwarded_traffic=forwarded_traffic,
                allow_gateway_transit=hub_gateway,
            )


def _parts(hub: str | TransitNetwork) -> tuple[str, str, str]:
    """A hub's id, resource group and name."""
    if isinstance(hub, TransitNetwork):
        return hub.arm_id, hub.resource_group.group_name, hub.network_name
    found = _HUB.fullmatch(hub)
    if not found:
        allowed = "/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…"
        raise RuleError("hub", allowed=allowed, got=hub)
    return hub, found["group"], found["name"]
