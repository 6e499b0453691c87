"""The network that a workspace's machines stand in."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.bindings import azurerm
from constructs_lib.bindings.engine import Construct
from constructs_lib.limits import one_of
from constructs_lib.network.address import address_of
from constructs_lib.network.firewall_route import FirewallRoute
from constructs_lib.network.nat_gateway import NatGateway
from constructs_lib.network.subnet_plan import SubnetPlan
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.errors import RuleError
from naming.kinds import Kind
from naming.namer import Namer

SERVICE_ENDPOINTS = ("Microsoft.EventHub", "Microsoft.KeyVault", "Microsoft.Sql", "Microsoft.Storage")
_ACTIONS = ("join/action", "prepareNetworkPolicies/action", "unprepareNetworkPolicies/action")
_SERVICE = "Microsoft.Databricks/workspaces"


class InjectedNetwork(Construct):
    """A network for one workspace, with a way out of its own and no way in.

    Makes: 1 azurerm_virtual_network, 2 or 3 azurerm_subnet, 1 azurerm_network_security_group, 2
    azurerm_subnet_network_security_group_association, and 2 azurerm_subnet_nat_gateway_association or 2
    azurerm_subnet_route_table_association.

    Args:
        names: Names and tags of the platform.
        resource_group: Where it stands; the workspace must be in its region and subscription.
        address_space: Its addresses, /16 to /24.
        egress: The way out. There is no default: Azure gives new networks none since 2026-03-31.
            Source: Azure updates, default outbound access.
        subnets: How its addresses are shared out; changing the host or container range of a used network fails.
            Left out: a quarter each for machines, containers and private endpoints.
        service_endpoints: Azure services that machines reach directly, such as `Microsoft.Storage`; a data lake's
            or key vault's `allowed_networks` needs it. Left out: none.
        dns_servers: IPv4 addresses of your own DNS servers. Left out: Azure's.

    Raises:
        RuleError: Addresses that do not fit, or a way out in another region.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Namer,
        resource_group: ResourceGroup,
        address_space: str,
        egress: NatGateway | FirewallRoute,
        subnets: SubnetPlan | None = None,
        service_endpoints: Sequence[str] = (),
        dns_servers: Sequence[str] = (),
    ) -> None:
        plan = subnets or SubnetPlan.quarters(address_space)
        plan.check(address_space)
        for service in service_endpoints:
            one_of("service_endpoints", service, SERVICE_ENDPOINTS)
        if egress.region != resource_group.region:
            raise RuleError("egress", allowed=f"in the network's region ({resource_group.region})", got=egress.region)
        servers = [address_of("dns_servers", server) for server in dns_servers]
        super().__init__(scope, id)
        self.region = resource_group.region
        self.resource_group = resource_group
        self.service_endpoints = tuple(service_endpoints)
        self._names = names
        self._taken_by: str | None = None
        network = azurerm.VirtualNetwork(
            self,
            "Resource",
            name=names.name(Kind.VIRTUAL_NETWORK),
            resource_group_name=resource_group.group_name,
            location=resource_group.region,
            address_space=[address_space],
            dns_servers=servers or None,
            tags=names.tags(),
        )
        self.arm_id: str = network.id
        self.network_name: str = network.name
        # No rules here: Databricks writes its own into this group and refuses others' changes to them; inline
        # rules would undo them at each apply. Source: azurerm issues on network_intent_policy; domain facts.
        group = azurerm.NetworkSecurityGroup(
            self,
            "SecurityGroup",
            name=names.name(Kind.NETWORK_SECURITY_GROUP),
            resource_group_name=resource_group.group_name,
            location=resource_group.region,
            tags=names.tags(),
        )
        self._host, self._host_group = self._databricks_subnet("Host", plan.host, group, egress)
        self._container, self._container_group = self._databricks_subnet("Container", plan.container, group, egress)
        self.subnet_ids: list[str] = [self._host.id, self._container.id]
        self.endpoint_subnet_id: str | None = None
        if plan.endpoints:
            self.endpoint_subnet_id = self._subnet("Endpoints", plan.endpoints).id

    def take(self, workspace: str, *, region: str) -> None:
        """Give the network to a workspace.

        Raises:
            RuleError: It has one already, or the workspace is elsewhere.
        """
        if self._taken_by not in (None, workspace):
            raise RuleError(
                "network",
                allowed="one workspace a network",
                got=f"{workspace} beside {self._taken_by}",
                source="learn.microsoft.com azure/databricks vnet-inject: subnets are dedicated to one workspace",
            )
        if region != self.region:
            raise RuleError("network", allowed=f"in the workspace's region ({region})", got=self.region)
        self._taken_by = workspace

    def workspace_parameters(self) -> dict[str, str]:
        """What azurerm_databricks_workspace is told of it, as `custom_parameters`."""
        return {
            "virtual_network_id": self.arm_id,
            "public_subnet_name": self._host.name,
            "private_subnet_name": self._container.name,
            # azurerm checks for these at apply only. They equal the subnets' ids, and order the creation.
            "public_subnet_network_security_group_association_id": self._host_group.id,
            "private_subnet_network_security_group_association_id": self._container_group.id,
        }

    def _databricks_subnet(
        self,
        id: str,
        addresses: str,
        group: azurerm.NetworkSecurityGroup,
        egress: NatGateway | FirewallRoute,
    ) -> tuple[azurerm.Subnet, azurerm.SubnetNetworkSecurityGroupAssociation]:
        delegation = azurerm.SubnetDelegation(
            name="databricks",
            service_delegation=azurerm.SubnetDelegationServiceDelegation(
                name=_SERVICE, actions=[f"Microsoft.Network/virtualNetworks/subnets/{a}" for a in _ACTIONS]
            ),
        )
        subnet = self._subnet(
            id, addresses, delegation=[delegation], service_endpoints=list(self.service_endpoints) or None
        )
        association = azurerm.SubnetNetworkSecurityGroupAssociation(
            self, f"{id}SecurityGroup", subnet_id=subnet.id, network_security_group_id=group.id
        )
        if isinstance(egress, NatGateway):
            azurerm.SubnetNatGatewayAssociation(
                self, f"{id}Egress", subnet_id=subnet.id, nat_gateway_id=egress.gateway_id
            )
        else:
            azurerm.SubnetRouteTableAssociation(
                self, f"{id}Egress", subnet_id=subnet.id, route_table_id=egress.route_table_id
            )
        return subnet, association

    def _subnet(
        self,
        id: str,
        addresses: str,
        *,
        delegation: list[azurerm.SubnetDelegation] | None = None,
        service_endpoints: list[str] | None = None,
    ) -> azurerm.Subnet:
        return azurerm.Subnet(
            self,
            id,
            name=self._names.name(Kind.SUBNET, purpose=id.lower()),
            resource_group_name=self.resource_group.group_name,
            virtual_network_name=self.network_name,
            address_prefixes=[addresses],
            # azurerm's default is true, which Azure no longer gives.
            default_outbound_access_enabled=False,
            delegation=delegation,
            service_endpoints=service_endpoints,
        )
