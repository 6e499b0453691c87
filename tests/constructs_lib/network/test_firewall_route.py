"""The route to a firewall."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.network.firewall_route import FirewallRoute
from naming.namer import Namer
from tests.constructs_lib.azure import refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import SAMPLES, group


def test_everything_goes_to_the_firewall(names: Namer) -> None:
    assert under(SAMPLES["firewall-minimal"], names, "Egress") == {
        "Egress": {
            "TYPE": "azurerm_route_table",
            "bgp_route_propagation_enabled": False,
            "location": "westeurope",
            "name": "rt-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Egress/Default": {
            "TYPE": "azurerm_route",
            "address_prefix": "0.0.0.0/0",
            "name": "udr-default",
            "next_hop_in_ip_address": "10.0.0.4",
            "next_hop_type": "VirtualAppliance",
            "resource_group_name": "<Group.name>",
            "route_table_name": "<Egress.name>",
        },
    }


def test_some_services_pass_it_by(names: Namer) -> None:
    assert under(SAMPLES["network-fullest"], names, "Egress") == {
        "Egress": {
            "TYPE": "azurerm_route_table",
            "bgp_route_propagation_enabled": False,
            "location": "westeurope",
            "name": "rt-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Egress/Default": {
            "TYPE": "azurerm_route",
            "address_prefix": "0.0.0.0/0",
            "name": "udr-default",
            "next_hop_in_ip_address": "10.0.0.4",
            "next_hop_type": "VirtualAppliance",
            "resource_group_name": "<Group.name>",
            "route_table_name": "<Egress.name>",
        },
        "Egress/Direct-AzureDatabricks": {
            "TYPE": "azurerm_route",
            "address_prefix": "AzureDatabricks",
            "name": "udr-direct-azuredatabricks",
            "next_hop_type": "Internet",
            "resource_group_name": "<Group.name>",
            "route_table_name": "<Egress.name>",
        },
        "Egress/Direct-Storage.westeurope": {
            "TYPE": "azurerm_route",
            "address_prefix": "Storage.westeurope",
            "name": "udr-direct-storage-westeurope",
            "next_hop_type": "Internet",
            "resource_group_name": "<Group.name>",
            "route_table_name": "<Egress.name>",
        },
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"firewall_ip": "10.0.0.0/24"},
        {"firewall_ip": "firewall"},
        {"direct": ["Azure Databricks"]},
        {"direct": ["Storage", "Storage"]},
    ],
)
def test_fails_for_addresses_and_tags_there_are_not(names: Namer, wrong: dict[str, Any]) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        given = {"firewall_ip": "10.0.0.4", **wrong}
        FirewallRoute(azure, "Egress", names=names, resource_group=group(azure, names), **given)

    assert next(iter(wrong)) in refused(make, names)
