"""Private ways into a workspace."""

from __future__ import annotations

from typing import Any

from constructs_lib.network.transit_network import TransitNetwork
from constructs_lib.network.workspace_private_link import WorkspacePrivateLink
from constructs_lib.workspace.workspace import Workspace
from naming.namer import Namer
from tests.constructs_lib.azure import refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import SAMPLES, group, network


def test_machines_and_people_use_one_network(names: Namer) -> None:
    assert under(SAMPLES["private_link-minimal"], names, "Link") == {
        "Link/Zone": {
            "TYPE": "azurerm_private_dns_zone",
            "name": "privatelink.azuredatabricks.net",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Link/Zone/Link-network": {
            "TYPE": "azurerm_private_dns_zone_virtual_network_link",
            "name": "dnslink-ml-team-ml-dev-weu-workspace-network",
            "private_dns_zone_name": "<Link/Zone.name>",
            "registration_enabled": False,
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
            "virtual_network_id": "<Network.id>",
        },
        "Link": {
            "TYPE": "azurerm_private_endpoint",
            "location": "westeurope",
            "name": "pep-ml-team-ml-dev-weu-workspace",
            "resource_group_name": "<Group.name>",
            "subnet_id": "<Network/Endpoints.id>",
            "tags": TAGS,
            "private_dns_zone_group": {"name": "default", "private_dns_zone_ids": ["<Link/Zone.id>"]},
            "private_service_connection": {
                "is_manual_connection": False,
                "name": "pep-ml-team-ml-dev-weu-workspace",
                "private_connection_resource_id": "<Workspace.id>",
                "subresource_names": ["databricks_ui_api"],
            },
        },
    }


def test_people_come_through_a_network_of_their_own(names: Namer) -> None:
    assert under(SAMPLES["private_link-fullest"], names, "Link", "Transit") == {
        "Transit": {
            "TYPE": "azurerm_virtual_network",
            "address_space": ["10.30.0.0/27"],
            "location": "westeurope",
            "name": "vnet-ml-team-ml-dev-weu-transit",
            "resource_group_name": "<TransitGroup.name>",
            "tags": TAGS,
        },
        "Transit/Endpoints": {
            "TYPE": "azurerm_subnet",
            "address_prefixes": ["10.30.0.0/27"],
            "default_outbound_access_enabled": False,
            "name": "snet-ml-team-ml-dev-weu-transit",
            "resource_group_name": "<TransitGroup.name>",
            "virtual_network_name": "<Transit.name>",
        },
        "Link/Zone": {
            "TYPE": "azurerm_private_dns_zone",
            "name": "privatelink.azuredatabricks.net",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Link/TransitZone": {
            "TYPE": "azurerm_private_dns_zone",
            "name": "privatelink.azuredatabricks.net",
            "resource_group_name": "<TransitGroup.name>",
            "tags": TAGS,
        },
        "Link/Zone/Link-network": {
            "TYPE": "azurerm_private_dns_zone_virtual_network_link",
            "name": "dnslink-ml-team-ml-dev-weu-workspace-network",
            "private_dns_zone_name": "<Link/Zone.name>",
            "registration_enabled": False,
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
            "virtual_network_id": "<Network.id>",
        },
        "Link/TransitZone/Link-transit": {
            "TYPE": "azurerm_private_dns_zone_virtual_network_link",
            "name": "dnslink-ml-team-ml-dev-weu-workspace-transit",
            "private_dns_zone_name": "<Link/TransitZone.name>",
            "registration_enabled": False,
            "resource_group_name": "<TransitGroup.name>",
            "tags": TAGS,
            "virtual_network_id": "<Transit.id>",
        },
        "Link": {
            "TYPE": "azurerm_private_endpoint",
            "location": "westeurope",
            "name": "pep-ml-team-ml-dev-weu-workspace",
            "resource_group_name": "<Group.name>",
            "subnet_id": "<Network/Endpoints.id>",
            "tags": TAGS,
            "private_dns_zone_group": {"name": "default", "private_dns_zone_ids": ["<Link/Zone.id>"]},
            "private_service_connection": {
                "is_manual_connection": False,
                "name": "pep-ml-team-ml-dev-weu-workspace",
                "private_connection_resource_id": "<Workspace.id>",
                "subresource_names": ["databricks_ui_api"],
            },
        },
        "Link/FrontEnd": {
            "TYPE": "azurerm_private_endpoint",
            "location": "westeurope",
            "name": "pep-ml-team-ml-dev-weu-front-end",
            "resource_group_name": "<TransitGroup.name>",
            "subnet_id": "<Transit/Endpoints.id>",
            "tags": TAGS,
            "private_dns_zone_group": {"name": "default", "private_dns_zone_ids": ["<Link/TransitZone.id>"]},
            "private_service_connection": {
                "is_manual_connection": False,
                "name": "pep-ml-team-ml-dev-weu-front-end",
                "private_connection_resource_id": "<Workspace.id>",
                "subresource_names": ["databricks_ui_api"],
            },
            "depends_on": ["<Link>"],
        },
        "Link/BrowserAuthentication": {
            "TYPE": "azurerm_private_endpoint",
            "location": "westeurope",
            "name": "pep-ml-team-ml-dev-weu-browser-authentication",
            "resource_group_name": "<TransitGroup.name>",
            "subnet_id": "<Transit/Endpoints.id>",
            "tags": TAGS,
            "private_dns_zone_group": {"name": "default", "private_dns_zone_ids": ["<Link/TransitZone.id>"]},
            "private_service_connection": {
                "is_manual_connection": False,
                "name": "pep-ml-team-ml-dev-weu-browser-authentication",
                "private_connection_resource_id": "<Workspace.id>",
                "subresource_names": ["browser_authentication"],
            },
            "depends_on": ["<Link/FrontEnd>"],
        },
    }


def test_fails_for_two_zones_of_a_name_in_one_group(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        here = group(azure, names)
        net = network(azure, names, here)
        workspace = Workspace(azure, "W", names=names, resource_group=here, network=net, public_access=False)
        transit = TransitNetwork(azure, "T", names=names, resource_group=here, address_space="10.30.0.0/27")
        WorkspacePrivateLink(azure, "L", names=names, workspace=workspace, network=net, transit=transit)

    assert "in a resource group of its own" in refused(make, names)


def test_fails_for_a_transit_network_without_room(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        TransitNetwork(azure, "T", names=names, resource_group=group(azure, names), address_space="10.30.0.0/30")

    assert "/16 to /29" in refused(make, names)
