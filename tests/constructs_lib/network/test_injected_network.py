"""The network of a workspace."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.network.nat_gateway import NatGateway
from constructs_lib.network.subnet_plan import SubnetPlan
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.errors import RuleError
from naming.namer import Namer
from tests.constructs_lib.azure import refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import SAMPLES, group, network

_ACTIONS = "Microsoft.Network/virtualNetworks/subnets"
DELEGATION = [
    {
        "name": "databricks",
        "service_delegation": {
            "name": "Microsoft.Databricks/workspaces",
            "actions": [
                f"{_ACTIONS}/join/action",
                f"{_ACTIONS}/prepareNetworkPolicies/action",
                f"{_ACTIONS}/unprepareNetworkPolicies/action",
            ],
        },
    }
]


def test_a_network_has_a_way_out_and_none_in(names: Namer) -> None:
    assert under(SAMPLES["network-minimal"], names, "Network") == {
        "Network": {
            "TYPE": "azurerm_virtual_network",
            "address_space": ["10.20.0.0/20"],
            "location": "westeurope",
            "name": "vnet-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Network/SecurityGroup": {
            "TYPE": "azurerm_network_security_group",
            "location": "westeurope",
            "name": "nsg-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Network/Host": {
            "TYPE": "azurerm_subnet",
            "address_prefixes": ["10.20.0.0/22"],
            "default_outbound_access_enabled": False,
            "name": "snet-ml-team-ml-dev-weu-host",
            "resource_group_name": "<Group.name>",
            "virtual_network_name": "<Network.name>",
            "delegation": DELEGATION,
        },
        "Network/Container": {
            "TYPE": "azurerm_subnet",
            "address_prefixes": ["10.20.4.0/22"],
            "default_outbound_access_enabled": False,
            "name": "snet-ml-team-ml-dev-weu-container",
            "resource_group_name": "<Group.name>",
            "virtual_network_name": "<Network.name>",
            "delegation": DELEGATION,
        },
        "Network/Endpoints": {
            "TYPE": "azurerm_subnet",
            "address_prefixes": ["10.20.8.0/22"],
            "default_outbound_access_enabled": False,
            "name": "snet-ml-team-ml-dev-weu-endpoints",
            "resource_group_name": "<Group.name>",
            "virtual_network_name": "<Network.name>",
        },
        "Network/HostSecurityGroup": {
            "TYPE": "azurerm_subnet_network_security_group_association",
            "network_security_group_id": "<Network/SecurityGroup.id>",
            "subnet_id": "<Network/Host.id>",
        },
        "Network/ContainerSecurityGroup": {
            "TYPE": "azurerm_subnet_network_security_group_association",
            "network_security_group_id": "<Network/SecurityGroup.id>",
            "subnet_id": "<Network/Container.id>",
        },
        "Network/HostEgress": {
            "TYPE": "azurerm_subnet_nat_gateway_association",
            "nat_gateway_id": "<Egress.id>",
            "subnet_id": "<Network/Host.id>",
        },
        "Network/ContainerEgress": {
            "TYPE": "azurerm_subnet_nat_gateway_association",
            "nat_gateway_id": "<Egress.id>",
            "subnet_id": "<Network/Container.id>",
        },
    }


def test_a_firewall_is_the_way_out(names: Namer) -> None:
    assert under(SAMPLES["network-fullest"], names, "Network") == {
        "Network": {
            "TYPE": "azurerm_virtual_network",
            "address_space": ["10.20.0.0/20"],
            "dns_servers": ["10.0.0.5"],
            "location": "westeurope",
            "name": "vnet-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Network/SecurityGroup": {
            "TYPE": "azurerm_network_security_group",
            "location": "westeurope",
            "name": "nsg-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Network/Host": {
            "TYPE": "azurerm_subnet",
            "address_prefixes": ["10.20.0.0/22"],
            "default_outbound_access_enabled": False,
            "name": "snet-ml-team-ml-dev-weu-host",
            "resource_group_name": "<Group.name>",
            "service_endpoints": ["Microsoft.KeyVault", "Microsoft.Storage"],
            "virtual_network_name": "<Network.name>",
            "delegation": DELEGATION,
        },
        "Network/Container": {
            "TYPE": "azurerm_subnet",
            "address_prefixes": ["10.20.4.0/22"],
            "default_outbound_access_enabled": False,
            "name": "snet-ml-team-ml-dev-weu-container",
            "resource_group_name": "<Group.name>",
            "service_endpoints": ["Microsoft.KeyVault", "Microsoft.Storage"],
            "virtual_network_name": "<Network.name>",
            "delegation": DELEGATION,
        },
        "Network/Endpoints": {
            "TYPE": "azurerm_subnet",
            "address_prefixes": ["10.20.8.0/28"],
            "default_outbound_access_enabled": False,
            "name": "snet-ml-team-ml-dev-weu-endpoints",
            "resource_group_name": "<Group.name>",
            "virtual_network_name": "<Network.name>",
        },
        "Network/HostSecurityGroup": {
            "TYPE": "azurerm_subnet_network_security_group_association",
            "network_security_group_id": "<Network/SecurityGroup.id>",
            "subnet_id": "<Network/Host.id>",
        },
        "Network/ContainerSecurityGroup": {
            "TYPE": "azurerm_subnet_network_security_group_association",
            "network_security_group_id": "<Network/SecurityGroup.id>",
            "subnet_id": "<Network/Container.id>",
        },
        "Network/HostEgress": {
            "TYPE": "azurerm_subnet_route_table_association",
            "route_table_id": "<Egress.id>",
            "subnet_id": "<Network/Host.id>",
        },
        "Network/ContainerEgress": {
            "TYPE": "azurerm_subnet_route_table_association",
            "route_table_id": "<Egress.id>",
            "subnet_id": "<Network/Container.id>",
        },
    }


PLAN = SubnetPlan("10.20.0.0/26", "10.20.0.64/26", "10.20.0.128/29")


@pytest.mark.parametrize(
    ("space", "plan", "says"),
    [
        ("10.0.0.0/15", None, "/16 to /24"),
        ("10.20.0.0/25", None, "/16 to /24"),
        ("10.20.0.1/24", None, "Did you mean 10.20.0.0/24?"),
        ("ten", None, "an IPv4 range"),
        ("10.20.0.0/24", SubnetPlan("10.20.0.0/27", "10.20.0.64/26"), "host: allowed is /16 to /26"),
        ("10.20.0.0/24", SubnetPlan("10.20.0.0/26", "10.20.0.64/27"), "container: allowed is /16 to /26"),
        ("10.20.0.0/24", SubnetPlan("10.20.0.0/26", "10.21.0.64/26"), "container: allowed is a range in 10.20.0.0/24"),
        ("10.20.0.0/24", SubnetPlan("10.20.0.0/25", "10.20.0.64/26"), "beside host (10.20.0.0/25)"),
        ("10.20.0.0/24", SubnetPlan("10.20.0.0/26", "10.20.0.64/26", "10.20.0.64/28"), "beside container"),
        ("10.20.0.0/24", SubnetPlan("10.20.0.0/26", "10.20.0.64/26", "10.20.0.128/30"), "endpoints: allowed is"),
    ],
)
def test_fails_for_addresses_that_do_not_fit(space: str, plan: SubnetPlan | None, says: str) -> None:
    with pytest.raises(RuleError) as raised:
        (plan or SubnetPlan.quarters(space)).check(space)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("space", "quarters"),
    [
        ("10.20.0.0/16", SubnetPlan("10.20.0.0/18", "10.20.64.0/18", "10.20.128.0/18")),
        ("10.20.0.0/24", SubnetPlan("10.20.0.0/26", "10.20.0.64/26", "10.20.0.128/26")),
    ],
)
def test_the_edges_of_a_network_are_allowed(space: str, quarters: SubnetPlan) -> None:
    assert SubnetPlan.quarters(space) == quarters
    quarters.check(space)


def test_the_smallest_subnets_are_allowed() -> None:
    PLAN.check("10.20.0.0/24")


@pytest.mark.parametrize(
    ("given", "says"),
    [({"service_endpoints": ["Microsoft.Batch"]}, "service_endpoints"), ({"dns_servers": ["dns"]}, "dns_servers")],
)
def test_fails_for_services_and_servers_there_are_not(names: Namer, given: dict[str, Any], says: str) -> None:
    assert says in refused(lambda azure, inside, names: network(azure, names, group(azure, names), **given), names)


def test_fails_for_a_way_out_in_another_region(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        elsewhere = ResourceGroup(azure, "Elsewhere", names=names, region="northeurope", purpose="elsewhere")
        egress = NatGateway(azure, "Egress", names=names, resource_group=elsewhere)
        network(azure, names, group(azure, names), egress=egress)

    assert "in the network's region (westeurope)" in refused(make, names)


def test_without_a_range_for_endpoints_there_is_no_subnet_for_them(names: Namer) -> None:
    plan = SubnetPlan("10.20.0.0/26", "10.20.0.64/26")
    made = under(
        lambda azure, inside, names: network(azure, names, group(azure, names), subnets=plan), names, "Network"
    )
    assert "Network/Endpoints" not in made
