"""The peering with a hub."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.network.network_peering import NetworkPeering
from naming.namer import Namer
from tests.constructs_lib.azure import refused, under
from tests.constructs_lib.samples_azure import HUB, SAMPLES, group, network


def test_a_network_reaches_the_hub(names: Namer) -> None:
    assert under(SAMPLES["peering-minimal"], names, "Hub") == {
        "Hub": {
            "TYPE": "azurerm_virtual_network_peering",
            "allow_forwarded_traffic": False,
            "allow_virtual_network_access": True,
            "name": "peer-ml-team-ml-dev-weu-to-hub",
            "remote_virtual_network_id": "<HubNetwork.id>",
            "resource_group_name": "<Group.name>",
            "use_remote_gateways": False,
            "virtual_network_name": "<Network.name>",
        }
    }


def test_the_hub_reaches_back(names: Namer) -> None:
    assert under(SAMPLES["peering-fullest"], names, "Hub") == {
        "Hub": {
            "TYPE": "azurerm_virtual_network_peering",
            "allow_forwarded_traffic": True,
            "allow_virtual_network_access": True,
            "name": "peer-ml-team-ml-dev-weu-to-hub",
            "remote_virtual_network_id": "<HubNetwork.id>",
            "resource_group_name": "<Group.name>",
            "use_remote_gateways": True,
            "virtual_network_name": "<Network.name>",
        },
        "Hub/Return": {
            "TYPE": "azurerm_virtual_network_peering",
            "allow_forwarded_traffic": True,
            "allow_gateway_transit": True,
            "allow_virtual_network_access": True,
            "name": "peer-ml-team-ml-dev-weu-from-hub",
            "remote_virtual_network_id": "<Network.id>",
            "resource_group_name": "<HubGroup.name>",
            "virtual_network_name": "<HubNetwork.name>",
        },
    }


@pytest.mark.parametrize("hub", ["vnet-hub", f"{HUB}/subnets/x", HUB.replace("0000-", "${x}-", 1), f"{HUB}\n"])
def test_fails_for_what_is_no_hub(names: Namer, hub: str) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        NetworkPeering(azure, "Hub", names=names, network=network(azure, names, group(azure, names)), hub=hub)

    assert "hub: allowed is /subscriptions/" in refused(make, names)


def test_a_hub_of_somebody_elses_is_named_by_its_id(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        mine = network(azure, names, group(azure, names))
        NetworkPeering(azure, "Hub", names=names, network=mine, hub=HUB, return_path=True)

    made = under(make, names, "Hub")
    assert made["Hub"]["remote_virtual_network_id"] == HUB
    assert made["Hub/Return"]["resource_group_name"] == "rg-hub"
    assert made["Hub/Return"]["virtual_network_name"] == "vnet-hub"
