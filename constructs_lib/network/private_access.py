"""Private ways to a data lake, a key vault or event hubs."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_lib.bindings.engine import Construct
from constructs_lib.messaging.event_hubs import EventHubs
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.network.private_dns_zone import PrivateDnsZone
from constructs_lib.network.private_endpoint import PrivateEndpoint
from constructs_lib.network.private_service import PrivateService
from constructs_lib.network.transit_network import TransitNetwork
from constructs_lib.security.key_vault import KeyVault
from constructs_lib.storage.data_lake import DataLake
from naming.errors import RuleError
from naming.namer import Namer


class PrivateAccess(Construct):
    """Leads a network to a data lake (its files and its blobs: Spark uses both), to a key vault or to event hubs.

    Makes: 1 azurerm_private_endpoint a service, 2 for a lake; for each 1 azurerm_private_dns_zone and 1
    azurerm_private_dns_zone_virtual_network_link, unless the zone is given.

    Args:
        names: Names and tags of the platform.
        to: The data lake, key vault or event hubs.
        network: Network with a subnet for endpoints.
        zones: Zones there are already, by service, as of a second lake. Left out: it makes them, in the
            network's resource group.
        purpose: Part of the endpoints' names, where a platform has several lakes. Left out: nothing is added.

    Raises:
        RuleError: A zone of a service that `to` does not have.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        to: DataLake | KeyVault | EventHubs,
        network: InjectedNetwork | TransitNetwork,
        zones: Mapping[PrivateService, PrivateDnsZone] | None = None,
        purpose: str | None = None,
    ) -> None:
        services = _services(to)
        given = dict(zones or {})
        for service in given:
            if service not in services:
                raise RuleError("zones", allowed=", ".join(services), got=service.value)
        super().__init__(scope, id)
        self.zones: dict[PrivateService, PrivateDnsZone] = {}
        for service in services:
            key = service.name.title().replace("_", "")
            self.zones[service] = given.get(service) or PrivateDnsZone(
                self,
                f"{key}Zone",
                names=names,
                resource_group=network.resource_group,
                service=service,
                networks={"network": network},
            )
            PrivateEndpoint(
                self,
                key,
                names=names,
                network=network,
                to=to,
                service=service,
                zone=self.zones[service],
                purpose=f"{service.purpose}-{purpose}" if purpose else None,
            )


def _services(to: DataLake | KeyVault | EventHubs) -> tuple[PrivateService, ...]:
    if isinstance(to, DataLake):
        return PrivateService.LAKE_FILES, PrivateService.LAKE_BLOBS
    return (PrivateService.VAULT,) if isinstance(to, KeyVault) else (PrivateService.EVENT_HUBS,)
