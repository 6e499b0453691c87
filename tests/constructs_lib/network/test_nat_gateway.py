"""The NAT gateway."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.network.nat_gateway import NatGateway
from naming.namer import Namer
from tests.constructs_lib.azure import Make, refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import SAMPLES, group


def test_a_gateway_has_one_address(names: Namer) -> None:
    assert under(SAMPLES["network-minimal"], names, "Egress") == {
        "Egress": {
            "TYPE": "azurerm_nat_gateway",
            "idle_timeout_in_minutes": 4,
            "location": "westeurope",
            "name": "ng-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "sku_name": "Standard",
            "tags": TAGS,
        },
        "Egress/PublicIp": {
            "TYPE": "azurerm_public_ip",
            "allocation_method": "Static",
            "location": "westeurope",
            "name": "pip-ml-team-ml-dev-weu-nat",
            "resource_group_name": "<Group.name>",
            "sku": "Standard",
            "tags": TAGS,
        },
        "Egress/PublicIpAssociation": {
            "TYPE": "azurerm_nat_gateway_public_ip_association",
            "nat_gateway_id": "<Egress.id>",
            "public_ip_address_id": "<Egress/PublicIp.id>",
        },
    }


def test_a_gateway_has_many_addresses_in_one_zone(names: Namer) -> None:
    assert under(SAMPLES["nat-fullest"], names, "Egress") == {
        "Egress": {
            "TYPE": "azurerm_nat_gateway",
            "idle_timeout_in_minutes": 10,
            "location": "westeurope",
            "name": "ng-ml-team-ml-dev-weu",
            "resource_group_name": "<Group.name>",
            "sku_name": "Standard",
            "tags": TAGS,
            "zones": ["1"],
        },
        "Egress/PublicIp": {
            "TYPE": "azurerm_public_ip",
            "allocation_method": "Static",
            "location": "westeurope",
            "name": "pip-ml-team-ml-dev-weu-nat",
            "resource_group_name": "<Group.name>",
            "sku": "Standard",
            "tags": TAGS,
            "zones": ["1"],
        },
        "Egress/PublicIp2": {
            "TYPE": "azurerm_public_ip",
            "allocation_method": "Static",
            "location": "westeurope",
            "name": "pip-ml-team-ml-dev-weu-nat2",
            "resource_group_name": "<Group.name>",
            "sku": "Standard",
            "tags": TAGS,
            "zones": ["1"],
        },
        "Egress/PublicIpAssociation": {
            "TYPE": "azurerm_nat_gateway_public_ip_association",
            "nat_gateway_id": "<Egress.id>",
            "public_ip_address_id": "<Egress/PublicIp.id>",
        },
        "Egress/PublicIp2Association": {
            "TYPE": "azurerm_nat_gateway_public_ip_association",
            "nat_gateway_id": "<Egress.id>",
            "public_ip_address_id": "<Egress/PublicIp2.id>",
        },
    }


def gateway(**given: Any) -> Make:
    """A NAT gateway with these arguments."""
    return lambda azure, inside, names: NatGateway(
        azure, "Egress", names=names, resource_group=group(azure, names), **given
    )


@pytest.mark.parametrize(
    "given", [{"addresses": 0}, {"addresses": 17}, {"zone": "4"}, {"idle_minutes": 3}, {"idle_minutes": 121}]
)
def test_fails_outside_its_limits(names: Namer, given: dict[str, Any]) -> None:
    assert next(iter(given)) in refused(gateway(**given), names)


@pytest.mark.parametrize("given", [{"addresses": 16, "idle_minutes": 4}, {"idle_minutes": 120}])
def test_its_edges_are_allowed(names: Namer, given: dict[str, Any]) -> None:
    made = under(gateway(**given), names, "Egress")
    assert len([path for path in made if "Association" in path]) == given.get("addresses", 1)
