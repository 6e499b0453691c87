"""Private ways to lakes and vaults."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.network.private_access import PrivateAccess
from constructs_lib.network.private_dns_zone import PrivateDnsZone
from constructs_lib.network.private_service import PrivateService
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.namer import Namer
from tests.constructs_lib.azure import refused, under
from tests.constructs_lib.conftest import TAGS
from tests.constructs_lib.samples_azure import SAMPLES, group, network, vault


def test_a_lake_is_reached_by_files_and_blobs(names: Namer) -> None:
    assert under(SAMPLES["private_access-minimal"], names, "Access") == {
        "Access/LakeFilesZone": {
            "TYPE": "azurerm_private_dns_zone",
            "name": "privatelink.dfs.core.windows.net",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Access/LakeBlobsZone": {
            "TYPE": "azurerm_private_dns_zone",
            "name": "privatelink.blob.core.windows.net",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Access/LakeFilesZone/Link-network": {
            "TYPE": "azurerm_private_dns_zone_virtual_network_link",
            "name": "dnslink-ml-team-ml-dev-weu-lake-files-network",
            "private_dns_zone_name": "<Access/LakeFilesZone.name>",
            "registration_enabled": False,
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
            "virtual_network_id": "<Network.id>",
        },
        "Access/LakeBlobsZone/Link-network": {
            "TYPE": "azurerm_private_dns_zone_virtual_network_link",
            "name": "dnslink-ml-team-ml-dev-weu-lake-blobs-network",
            "private_dns_zone_name": "<Access/LakeBlobsZone.name>",
            "registration_enabled": False,
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
            "virtual_network_id": "<Network.id>",
        },
        "Access/LakeFiles": {
            "TYPE": "azurerm_private_endpoint",
            "location": "westeurope",
            "name": "pep-ml-team-ml-dev-weu-lake-files",
            "resource_group_name": "<Group.name>",
            "subnet_id": "<Network/Endpoints.id>",
            "tags": TAGS,
            "private_dns_zone_group": {
                "name": "default",
                "private_dns_zone_ids": ["<Access/LakeFilesZone.id>"],
            },
            "private_service_connection": {
                "is_manual_connection": False,
                "name": "pep-ml-team-ml-dev-weu-lake-files",
                "private_connection_resource_id": "<Lake.id>",
                "subresource_names": ["dfs"],
            },
        },
        "Access/LakeBlobs": {
            "TYPE": "azurerm_private_endpoint",
            "location": "westeurope",
            "name": "pep-ml-team-ml-dev-weu-lake-blobs",
            "resource_group_name": "<Group.name>",
            "subnet_id": "<Network/Endpoints.id>",
            "tags": TAGS,
            "private_dns_zone_group": {
                "name": "default",
                "private_dns_zone_ids": ["<Access/LakeBlobsZone.id>"],
            },
            "private_service_connection": {
                "is_manual_connection": False,
                "name": "pep-ml-team-ml-dev-weu-lake-blobs",
                "private_connection_resource_id": "<Lake.id>",
                "subresource_names": ["blob"],
            },
        },
    }


def test_a_vault_is_reached_with_a_zone_there_is(names: Namer) -> None:
    assert under(SAMPLES["private_access-fullest"], names, "Access", "Zone") == {
        "Zone": {
            "TYPE": "azurerm_private_dns_zone",
            "name": "privatelink.vaultcore.azure.net",
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
        },
        "Zone/Link-workspace": {
            "TYPE": "azurerm_private_dns_zone_virtual_network_link",
            "name": "dnslink-ml-team-ml-dev-weu-vault-workspace",
            "private_dns_zone_name": "<Zone.name>",
            "registration_enabled": False,
            "resource_group_name": "<Group.name>",
            "tags": TAGS,
            "virtual_network_id": "<Network.id>",
        },
        "Access/Vault": {
            "TYPE": "azurerm_private_endpoint",
            "location": "westeurope",
            "name": "pep-ml-team-ml-dev-weu-vault-keys",
            "resource_group_name": "<Group.name>",
            "subnet_id": "<Network/Endpoints.id>",
            "tags": TAGS,
            "private_dns_zone_group": {"name": "default", "private_dns_zone_ids": ["<Zone.id>"]},
            "private_service_connection": {
                "is_manual_connection": False,
                "name": "pep-ml-team-ml-dev-weu-vault-keys",
                "private_connection_resource_id": "<Vault.id>",
                "subresource_names": ["vault"],
            },
        },
    }


def test_fails_for_the_zone_of_another_service(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        here = group(azure, names)
        net = network(azure, names, here)
        service = PrivateService.LAKE_BLOBS
        zone = PrivateDnsZone(
            azure, "Zone", names=names, resource_group=here, service=service, networks={"network": net}
        )
        PrivateAccess(azure, "A", names=names, to=vault(azure, names), network=net, zones={service: zone})

    assert "zones: allowed is vault" in refused(make, names)


def test_fails_for_a_zone_that_no_network_asks(names: Namer) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        service = PrivateService.VAULT
        PrivateDnsZone(azure, "Zone", names=names, resource_group=group(azure, names), service=service, networks={})

    assert "1 or more" in refused(make, names)


@pytest.mark.parametrize("region", ["usgovvirginia", "chinaeast2"])
def test_fails_in_clouds_with_zones_of_other_names(names: Namer, region: str) -> None:
    def make(azure: Any, inside: Any, names: Namer) -> None:
        away = ResourceGroup(azure, "Away", names=names, region=region)
        net = network(azure, names, group(azure, names))
        service = PrivateService.VAULT
        PrivateDnsZone(azure, "Zone", names=names, resource_group=away, service=service, networks={"n": net})

    assert "in a region of the public cloud" in refused(make, names)


def test_event_hubs_are_reached_by_their_namespace(names: Namer) -> None:
    made = under(SAMPLES["private_events-minimal"], names, "Access")
    assert sorted(made) == ["Access/EventHubs", "Access/EventHubsZone", "Access/EventHubsZone/Link-network"]
    assert made["Access/EventHubsZone"]["name"] == "privatelink.servicebus.windows.net"
    assert made["Access/EventHubs"]["name"] == "pep-ml-team-ml-dev-weu-event-hubs"
    assert made["Access/EventHubs"]["private_service_connection"] == {
        "is_manual_connection": False,
        "name": "pep-ml-team-ml-dev-weu-event-hubs",
        "private_connection_resource_id": "<Events.id>",
        "subresource_names": ["namespace"],
    }
