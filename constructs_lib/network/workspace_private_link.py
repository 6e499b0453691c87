"""Private ways into a workspace."""

from __future__ import annotations

from constructs_lib.bindings.engine import Construct
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.network.private_dns_zone import PrivateDnsZone
from constructs_lib.network.private_endpoint import PrivateEndpoint
from constructs_lib.network.private_service import PrivateService
from constructs_lib.network.transit_network import TransitNetwork
from constructs_lib.workspace.workspace import Workspace
from naming.errors import RuleError
from naming.namer import Namer


class WorkspacePrivateLink(Construct):
    """Leads machines (back end) and people (front end) to a workspace without the internet.

    Makes: 1 azurerm_private_dns_zone, 1 azurerm_private_dns_zone_virtual_network_link and 1
    azurerm_private_endpoint for the back end; with `transit` the same again for the front end; with
    `browser_authentication` 1 azurerm_private_endpoint more.

    Args:
        names: Names and tags of the platform.
        workspace: Where they lead to.
        network: The workspace's network; its machines use the back end.
        transit: Network that people come through, in a resource group of its own. Left out: people come through
            the workspace's network.
        browser_authentication: Makes sign-in work from closed networks. A region's DNS takes one such endpoint
            for all workspaces, so a second platform on shared DNS leaves it off. Left out: on.
            Source: learn.microsoft.com azure/databricks private-link, browser authentication.

    Raises:
        RuleError: A transit network in the resource group of the workspace's.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        workspace: Workspace,
        network: InjectedNetwork,
        transit: TransitNetwork | None = None,
        browser_authentication: bool = True,
    ) -> None:
        if transit and transit.resource_group is network.resource_group:
            # Both ends have the same name at different addresses: one zone each, and a group holds one of a name.
            raise RuleError(
                "transit",
                allowed="in a resource group of its own",
                got=transit.resource_group.node.path,
                source="Azure: names of private DNS zones are unique in a resource group",
            )
        super().__init__(scope, id)
        zone = PrivateDnsZone(
            self,
            "Zone",
            names=names,
            resource_group=network.resource_group,
            service=PrivateService.WORKSPACE,
            networks={"network": network},
        )
        self.back_end = PrivateEndpoint(
            self,
            "Resource",
            names=names,
            network=network,
            to=workspace,
            service=PrivateService.WORKSPACE,
            zone=zone,
            purpose="workspace",
        )
        last = self.back_end
        front: InjectedNetwork | TransitNetwork = network
        if transit:
            front = transit
            zone = PrivateDnsZone(
                self,
                "TransitZone",
                names=names,
                resource_group=transit.resource_group,
                service=PrivateService.WORKSPACE,
                networks={"transit": transit},
            )
            last = PrivateEndpoint(
                self,
                "FrontEnd",
                names=names,
                network=transit,
                to=workspace,
                service=PrivateService.WORKSPACE,
                zone=zone,
                purpose="front-end",
                after=last,
            )
        if browser_authentication:
            PrivateEndpoint(
                self,
                "BrowserAuthentication",
                names=names,
                network=front,
                to=workspace,
                service=PrivateService.BROWSER_AUTHENTICATION,
                zone=zone,
                after=last,
            )
