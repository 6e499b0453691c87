"""A private way to one service."""

from __future__ import annotations

from constructs_lib.azure_thing import AzureThing
from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.network.private_dns_zone import PrivateDnsZone
from constructs_lib.network.private_service import PrivateService
from constructs_lib.network.transit_network import TransitNetwork
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer


class PrivateEndpoint(Construct):
    """Gives a service an address in a network, so that traffic to it never leaves Azure's backbone.

    Makes: 1 azurerm_private_endpoint.

    Args:
        names: Names and tags of the platform.
        network: Network with a subnet for endpoints (never a workspace's own, which are delegated).
        to: What it leads to: a workspace, data lake, key vault or event hubs.
        service: Which of its services.
        zone: Zone that the address is written into. Left out: none, as where an Azure policy writes them into
            your organisation's zones.
        purpose: Part of its name. Left out: the service.
        after: Endpoint that must stand first: a workspace takes one connection at a time. Left out: none.

    Raises:
        RuleError: A network without a subnet for endpoints, or another service's zone.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        network: InjectedNetwork | TransitNetwork,
        to: AzureThing,
        service: PrivateService,
        zone: PrivateDnsZone | None = None,
        purpose: str | None = None,
        after: PrivateEndpoint | None = None,
    ) -> None:
        if network.endpoint_subnet_id is None:
            raise RuleError("network", allowed="one with a subnet for endpoints", got=network.node.path,
                            fix="Give its SubnetPlan a range for endpoints.")  # fmt: skip
        if zone and zone.zone_name != service.zone:
            raise RuleError("zone", allowed=service.zone, got=zone.zone_name, source="Azure private endpoint DNS")
        super().__init__(scope, id)
        name = names.name(Kind.PRIVATE_ENDPOINT, purpose=purpose or service.purpose)
        endpoint = azurerm.PrivateEndpoint(
            self,
            "Resource",
            name=name,
            resource_group_name=network.resource_group.group_name,
            location=network.region,
            subnet_id=network.endpoint_subnet_id,
            private_service_connection=azurerm.PrivateEndpointPrivateServiceConnection(
                name=name,
                private_connection_resource_id=to.arm_id,
                subresource_names=[service.value],
                is_manual_connection=False,
            ),
            private_dns_zone_group=azurerm.PrivateEndpointPrivateDnsZoneGroup(
                name="default", private_dns_zone_ids=[zone.arm_id]
            )
            if zone
            else None,
            depends_on=[after.resource] if after else None,
            tags=names.tags(),
        )
        self.resource: azurerm.PrivateEndpoint = endpoint
        self.arm_id: str = endpoint.id
