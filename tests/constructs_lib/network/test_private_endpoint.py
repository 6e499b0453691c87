"""The private endpoint."""

from __future__ import annotations

from typing import Any

from constructs_lib.network.private_dns_zone import PrivateDnsZone
from constructs_lib.network.private_endpoint import PrivateEndpoint
from constructs_lib.network.private_service import PrivateService
from constructs_lib.network.subnet_plan import SubnetPlan
from naming.namer import Namer
from tests.constructs_lib.azure import refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import SAMPLES, group, network, vault


def test_an_endpoint_without_a_zone_writes_no_names(names: Namer) -> None:
    assert under(SAMPLES["private_endpoint-minimal"], names, "Endpoint") == {
        "Endpoint": {
            "TYPE": "azurerm_private_endpoint",
            "location": "westeurope",
            "name": "pep-ml-team-ml-dev-weu-vault",
            "resource_group_name": "<Group.name>",
            "subnet_id": "<Network/Endpoints.id>",
            "tags": TAGS,
            "private_service_connection": {
                "is_manual_connection": False,
                "name": "pep-ml-team-ml-dev-weu-vault",
                "private_connection_resource_id": "<Vault.id>",
                "subresource_names": ["vault"],
            },
        }
    }


def test_fails_in_a_network_without_room_for_endpoints(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        plan = SubnetPlan("10.20.0.0/26", "10.20.0.64/26")
        net = network(azure, names, group(azure, names), subnets=plan)
        service = PrivateService.VAULT
        PrivateEndpoint(azure, "E", names=names, network=net, to=vault(azure, names), service=service)

    assert "one with a subnet for endpoints" in refused(make, names)


def test_fails_for_the_zone_of_another_service(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        here = group(azure, names)
        net = network(azure, names, here)
        blobs, service = PrivateService.LAKE_BLOBS, PrivateService.VAULT
        zone = PrivateDnsZone(azure, "Z", names=names, resource_group=here, service=blobs, networks={"n": net})
        PrivateEndpoint(azure, "E", names=names, network=net, to=vault(azure, names), service=service, zone=zone)

    assert "zone: allowed is privatelink.vaultcore.azure.net" in refused(make, names)
