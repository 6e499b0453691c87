"""The constructs of the features of the network."""

from __future__ import annotations

from typing import Any

from blueprints.features.data.stacks import Storage
from blueprints.features.network import description
from blueprints.features.part import Part
from blueprints.features.security.description import vault_wanted
from blueprints.layers import AzureLayer, DatabricksLayer
from constructs_lib.network.firewall_route import FirewallRoute
from constructs_lib.network.injected_network import SERVICE_ENDPOINTS, InjectedNetwork
from constructs_lib.network.nat_gateway import NatGateway
from constructs_lib.network.private_access import PrivateAccess
from constructs_lib.network.transit_network import TransitNetwork
from constructs_lib.network.workspace_private_link import WorkspacePrivateLink
from constructs_lib.workspace.ip_access_lists import IpAccessLists
from constructs_lib.workspace.resource_group import ResourceGroup


class CustomVnet(Part[description.CustomVnet]):
    """A network and its way out."""

    network: InjectedNetwork
    gateway: NatGateway | None = None

    def workspace(self, layer: AzureLayer) -> dict[str, Any]:
        """The network stands before the workspace, whose machines stand in it."""
        names, group = layer.names, layer.resource_group
        told = self.feature
        egress: NatGateway | FirewallRoute
        if told.firewall_address:
            egress = FirewallRoute(
                layer, "FirewallRoute", names=names, resource_group=group, firewall_ip=told.firewall_address
            )
        else:
            egress = self.gateway = NatGateway(layer, "Egress", names=names, resource_group=group)
        self.network = InjectedNetwork(
            layer,
            "Network",
            names=names,
            resource_group=group,
            address_space=told.address_space,
            egress=egress,
            # All of them from the start: a lake, a vault or event hubs that join later change nothing here.
            service_endpoints=SERVICE_ENDPOINTS,
            dns_servers=told.dns_servers,
        )
        return {"network": self.network}

    def azure(self, layer: AzureLayer) -> None:
        """Says under which address machines come out."""
        if self.gateway:
            layer.outputs(egress_address=self.gateway.public_addresses[0])


class PrivateEndpoints(Part[description.PrivateEndpoints]):
    """Endpoints of the workspace, the lake and the vault."""

    def workspace(self, layer: AzureLayer) -> dict[str, Any]:
        """Whether the internet leads to it; its machines need no rules for a control plane reached privately."""
        return {"public_access": self.feature.public_access, "nsg_rules": "NoAzureDatabricksRules"}

    def azure(self, layer: AzureLayer) -> None:
        """The private ways in."""
        joined = layer.part(CustomVnet)
        assert joined  # it is among the needs
        names, network = layer.names, joined.network
        WorkspacePrivateLink(
            layer,
            "PrivateLink",
            names=names,
            workspace=layer.workspace,
            network=network,
            transit=self._transit(layer),
            browser_authentication=self.feature.browser_authentication,
        )
        storage = layer.part(Storage)
        if storage:
            PrivateAccess(layer, "LakeAccess", names=names, to=storage.lake, network=network)
        if vault_wanted(layer.composition):
            PrivateAccess(layer, "VaultAccess", names=names, to=layer.vault, network=network)

    def _transit(self, layer: AzureLayer) -> TransitNetwork | None:
        space = self.feature.transit_address_space
        if space is None:
            return None
        names = layer.names
        # Of its own: both ends have a DNS zone of the same name, and a group holds one of a name.
        group = ResourceGroup(layer, "TransitGroup", names=names, region=layer.platform.region, purpose="transit")
        return TransitNetwork(layer, "Transit", names=names, resource_group=group, address_space=space)


class IpAccessList(Part[description.IpAccessList]):
    """The lists, which the workspace's settings make it heed."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """Who may come in."""
        joined = layer.part(CustomVnet)
        private = "private_endpoints" in layer.composition
        IpAccessLists(
            layer,
            "IpAccessLists",
            names=layer.names,
            settings=layer.settings,
            allowed=self.feature.allowed,
            blocked=self.feature.blocked,
            gateway=joined.gateway if joined and not private else None,
        )
