"""Names that stand for private addresses."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.network.private_service import PrivateService
from constructs_lib.network.transit_network import TransitNetwork
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class PrivateDnsZone(Construct):
    """Makes networks find a service at its private address.

    Makes: 1 azurerm_private_dns_zone, and for each network 1 azurerm_private_dns_zone_virtual_network_link.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands; a group holds one zone of a name. Not in Azure Government or China, whose
            zones have other names.
        service: Which service's zone.
        networks: Networks that look names up in it, each under a key that stays. A network takes one zone of a
            name only.

    Raises:
        RuleError: No network, or another cloud than the public one.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        resource_group: ResourceGroup,
        service: PrivateService,
        networks: Mapping[str, InjectedNetwork | TransitNetwork],
    ) -> None:
        if not networks:
            raise RuleError("networks", allowed="1 or more", got={}, fix="A zone that no network asks is of no use.")
        if resource_group.region.startswith(("china", "usdod", "usgov")):
            raise RuleError("resource_group", allowed="in a region of the public cloud", got=resource_group.region,
                            fix="Leave the zone out, and let a policy write the addresses.",
                            source="learn.microsoft.com private-endpoint-dns")  # fmt: skip
        super().__init__(scope, id)
        self.zone_name = service.zone
        zone = azurerm.PrivateDnsZone(
            self,
            "Resource",
            name=service.zone,
            resource_group_name=resource_group.group_name,
            tags=names.tags(),
        )
        for key, network in networks.items():
            azurerm.PrivateDnsZoneVirtualNetworkLink(
                self,
                f"Link-{key}",
                name=names.name(Kind.PRIVATE_DNS_ZONE_LINK, purpose=f"{service.purpose}-{key}"),
                resource_group_name=resource_group.group_name,
                private_dns_zone_name=zone.name,
                virtual_network_id=network.arm_id,
                # Machines must not write their own names into it.
                registration_enabled=False,
                tags=names.tags(),
            )
        self.arm_id: str = zone.id
