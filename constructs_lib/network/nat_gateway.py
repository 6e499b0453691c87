"""A way out to the internet."""

from __future__ import annotations

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.limits import between
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class NatGateway(Construct):
    """Lets a network out to the internet under fixed addresses; nothing comes in by it.

    Makes: 1 azurerm_nat_gateway; for each address 1 azurerm_public_ip and 1
    azurerm_nat_gateway_public_ip_association.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands; in the region of the network.
        addresses: Public addresses, 1-16; each gives 64,512 ports for connections at a time.
            Source: Azure NAT gateway limits.
        zone: Availability zone, `1`, `2` or `3`. Left out: Azure chooses one.
        idle_minutes: Minutes until a silent connection is dropped, 4-120.
            Source: azurerm 4.55, nat_gateway `idle_timeout_in_minutes`.

    Raises:
        RuleError: For a value outside its limits.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        resource_group: ResourceGroup,
        addresses: int = 1,
        zone: str | None = None,
        idle_minutes: int = 4,
    ) -> None:
        between("addresses", addresses, 1, 16, source="Azure NAT gateway limits")
        if zone not in (None, "1", "2", "3"):
            raise RuleError("zone", allowed="1, 2 or 3", got=zone, fix="Leave it out to let Azure choose.")
        between("idle_minutes", idle_minutes, 4, 120, unit="minutes", source="azurerm 4.55, nat_gateway")
        super().__init__(scope, id)
        self.region = resource_group.region
        gateway = azurerm.NatGateway(
            self,
            "Resource",
            name=names.name(Kind.NAT_GATEWAY),
            resource_group_name=resource_group.group_name,
            location=resource_group.region,
            sku_name="Standard",
            idle_timeout_in_minutes=idle_minutes,
            zones=[zone] if zone else None,
            tags=names.tags(),
        )
        self.gateway_id: str = gateway.id
        self.public_addresses: list[str] = []
        for number in range(1, addresses + 1):
            suffix = "" if number == 1 else str(number)
            address = azurerm.PublicIp(
                self,
                f"PublicIp{suffix}",
                name=names.name(Kind.PUBLIC_IP, purpose=f"nat{suffix}"),
                resource_group_name=resource_group.group_name,
                location=resource_group.region,
                # A NAT gateway takes no Basic and no dynamic addresses, and none of another zone.
                sku="Standard",
                allocation_method="Static",
                zones=[zone] if zone else None,
                tags=names.tags(),
            )
            azurerm.NatGatewayPublicIpAssociation(
                self, f"PublicIp{suffix}Association", nat_gateway_id=gateway.id, public_ip_address_id=address.id
            )
            self.public_addresses.append(address.ip_address)
