"""Networks, the ways out of them, and private ways in."""

from __future__ import annotations

from constructs_lib.bindings.engine import TerraformStack
from constructs_lib.network.firewall_route import FirewallRoute
from constructs_lib.network.injected_network import InjectedNetwork
from constructs_lib.network.nat_gateway import NatGateway
from constructs_lib.network.network_peering import NetworkPeering
from constructs_lib.network.private_access import PrivateAccess
from constructs_lib.network.private_dns_zone import PrivateDnsZone
from constructs_lib.network.private_endpoint import PrivateEndpoint
from constructs_lib.network.private_service import PrivateService
from constructs_lib.network.transit_network import TransitNetwork
from constructs_lib.network.workspace_private_link import WorkspacePrivateLink
from constructs_lib.security.key_vault import KeyVault
from constructs_lib.storage.data_lake import DataLake
from constructs_lib.workspace.resource_group import ResourceGroup
from constructs_lib.workspace.workspace import Workspace
from naming.namer import Namer


def nat_gateway(stack: TerraformStack, names: Namer, resource_group: ResourceGroup) -> NatGateway:
    return NatGateway(stack, "Egress", names=names, resource_group=resource_group)


def firewall_route(stack: TerraformStack, names: Namer, resource_group: ResourceGroup) -> FirewallRoute:
    return FirewallRoute(
        stack,
        "Firewall",
        names=names,
        resource_group=resource_group,
        firewall_ip="10.0.0.4",
        direct=["AzureDatabricks", "Storage.westeurope"],
    )


def injected_network(
    stack: TerraformStack, names: Namer, resource_group: ResourceGroup, nat_gateway: NatGateway
) -> InjectedNetwork:
    return InjectedNetwork(
        stack,
        "Network",
        names=names,
        resource_group=resource_group,
        address_space="10.20.0.0/20",
        egress=nat_gateway,
    )


def transit_network(stack: TerraformStack, names: Namer) -> TransitNetwork:
    group = ResourceGroup(stack, "HubGroup", names=names, region="westeurope", purpose="hub")
    return TransitNetwork(stack, "Hub", names=names, resource_group=group, address_space="10.0.0.0/24")


def network_peering(
    stack: TerraformStack, names: Namer, injected_network: InjectedNetwork, transit_network: TransitNetwork
) -> NetworkPeering:
    return NetworkPeering(
        stack, "Peering", names=names, network=injected_network, hub=transit_network, return_path=True
    )


def workspace_private_link(
    stack: TerraformStack,
    names: Namer,
    workspace: Workspace,
    injected_network: InjectedNetwork,
    transit_network: TransitNetwork,
) -> WorkspacePrivateLink:
    return WorkspacePrivateLink(
        stack, "Link", names=names, workspace=workspace, network=injected_network, transit=transit_network
    )


def private_access(
    stack: TerraformStack, names: Namer, data_lake: DataLake, injected_network: InjectedNetwork
) -> PrivateAccess:
    return PrivateAccess(stack, "LakeAccess", names=names, to=data_lake, network=injected_network)


def private_dns_zone(
    stack: TerraformStack,
    names: Namer,
    resource_group: ResourceGroup,
    injected_network: InjectedNetwork,
) -> PrivateDnsZone:
    return PrivateDnsZone(
        stack,
        "VaultZone",
        names=names,
        resource_group=resource_group,
        service=PrivateService.VAULT,
        networks={"workspace": injected_network},
    )


def private_endpoint(
    stack: TerraformStack,
    names: Namer,
    injected_network: InjectedNetwork,
    key_vault: KeyVault,
    private_dns_zone: PrivateDnsZone,
) -> PrivateEndpoint:
    return PrivateEndpoint(
        stack,
        "VaultEndpoint",
        names=names,
        network=injected_network,
        to=key_vault,
        service=PrivateService.VAULT,
        zone=private_dns_zone,
    )
