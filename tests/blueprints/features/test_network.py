"""What the features of the network make, with what is told to them, and what they say about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from blueprints.checking import load_platforms
from blueprints.composition import compose
from naming.documents import DocumentError
from tests.blueprints.features.building import AZURE_DATABRICKS, Layers, mistakes, platform

KEYS = {"databricks_id": AZURE_DATABRICKS, "allowed_ips": ["203.0.113.7"]}
SUBNETS = ("10.139.0.0/22", "10.139.4.0/22", "10.139.8.0/22")


def test_a_network_goes_out_by_a_gateway(tmp_path: Path) -> None:
    made = Layers(tmp_path, {"custom_vnet": {}})
    assert made.one("azurerm_virtual_network")["address_space"] == ["10.139.0.0/20"]
    subnets = made.all("azurerm_subnet")
    assert [subnets[f"Network_{id}"]["address_prefixes"][0] for id in ("Host", "Container", "Endpoints")] == [*SUBNETS]
    assert subnets["Network_Host"]["service_endpoints"] == [
        "Microsoft.EventHub",
        "Microsoft.KeyVault",
        "Microsoft.Sql",
        "Microsoft.Storage",
    ]
    assert len(made.all("azurerm_subnet_nat_gateway_association")) == 2
    parameters = made.one("azurerm_databricks_workspace")["custom_parameters"]
    assert parameters["virtual_network_id"] == "${azurerm_virtual_network.Network_1C6012B5.id}"
    assert made.azure["output"]["egress_address"]["value"].startswith("${azurerm_public_ip.Egress_PublicIp_")


def test_a_network_goes_out_by_a_firewall(tmp_path: Path) -> None:
    told = {
        "egress": "firewall",
        "firewall_address": "10.0.0.4",
        "address_space": "10.20.0.0/16",
        "dns_servers": ["10.0.0.5"],
    }
    made = Layers(tmp_path, {"custom_vnet": told})
    route = made.one("azurerm_route")
    assert (route["address_prefix"], route["next_hop_in_ip_address"]) == ("0.0.0.0/0", "10.0.0.4")
    assert made.one("azurerm_virtual_network")["dns_servers"] == ["10.0.0.5"]
    assert len(made.all("azurerm_subnet_route_table_association")) == 2
    assert made.all("azurerm_nat_gateway") == {}
    site = compose(platform(tmp_path, {"custom_vnet": told}))
    (note,) = site.features["custom_vnet"].notes(site)
    assert "let through what Databricks needs in westeurope" in note
    usual = compose(platform(tmp_path, {"custom_vnet": {}}))
    (note,) = usual.features["custom_vnet"].notes(usual)
    assert "networks with the same addresses cannot be joined" in note
    assert site.usage == ()


def test_a_lake_or_a_vault_that_joins_changes_nothing_of_the_network(tmp_path: Path) -> None:
    alone = Layers(tmp_path, {"custom_vnet": {}})
    joined = Layers(tmp_path, {"custom_vnet": {}, "storage": {}, "customer_managed_keys": KEYS})
    for kind in ("azurerm_virtual_network", "azurerm_subnet", "azurerm_nat_gateway"):
        assert alone.all(kind) == joined.all(kind)
    assert alone.addresses <= joined.addresses


def test_private_ways_lead_in_and_the_internet_does_not(tmp_path: Path) -> None:
    made = Layers(tmp_path, {"custom_vnet": {}, "private_endpoints": {}})
    workspace = made.one("azurerm_databricks_workspace")
    assert workspace["public_network_access_enabled"] is False
    assert workspace["network_security_group_rules_required"] == "NoAzureDatabricksRules"
    endpoints = made.all("azurerm_private_endpoint").values()
    assert [one["private_service_connection"]["subresource_names"] for one in endpoints] == [
        ["browser_authentication"],
        ["databricks_ui_api"],
    ]


def test_private_ways_lead_to_the_lake_and_the_vault_whoever_came_first(tmp_path: Path) -> None:
    features = {"storage": {}, "customer_managed_keys": KEYS, "private_endpoints": {}, "custom_vnet": {}}
    made = Layers(tmp_path, features)
    assert sorted(made.all("azurerm_private_endpoint")) == [
        "LakeAccess_LakeBlobs",
        "LakeAccess_LakeFiles",
        "PrivateLink",
        "PrivateLink_BrowserAuthentication",
        "VaultAccess_Vault",
    ]


def test_people_come_through_a_network_of_their_own(tmp_path: Path) -> None:
    told = {"transit_address_space": "10.140.0.0/27", "browser_authentication": False, "public_access": True}
    made = Layers(tmp_path, {"custom_vnet": {}, "private_endpoints": told})
    assert sorted(made.all("azurerm_private_endpoint")) == ["PrivateLink", "PrivateLink_FrontEnd"]
    assert sorted(made.all("azurerm_virtual_network")) == ["Network", "Transit"]
    assert "public_network_access_enabled" not in made.one("azurerm_databricks_workspace")
    site = compose(platform(tmp_path, {"custom_vnet": {}, "private_endpoints": told}))
    note, _ = site.features["private_endpoints"].notes(site)
    assert note.startswith("People come in by the transit network")


def test_private_endpoints_that_join_move_nothing(tmp_path: Path) -> None:
    before = {"custom_vnet": {}, "storage": {}, "customer_managed_keys": KEYS, "diagnostics": {}}
    alone = Layers(tmp_path, before)
    assert alone.addresses < Layers(tmp_path, {**before, "private_endpoints": {}}).addresses


def test_whoever_deploys_is_told_to_come_from_inside(tmp_path: Path) -> None:
    site = compose(platform(tmp_path, {"custom_vnet": {}, "private_endpoints": {}}))
    notes = " ".join(site.features["private_endpoints"].notes(site))
    assert "whoever deploys the databricks layer, a pipeline too, must run in the workspace's network" in notes
    assert "privatelink.azuredatabricks.net" in notes
    assert "root storage, in the managed resource group, still answers the internet" in notes


def test_a_list_lets_in_whom_it_names(tmp_path: Path) -> None:
    made = Layers(tmp_path, {"ip_access_list": {"allowed": ["203.0.113.0/24"], "blocked": ["203.0.113.9"]}})
    lists = {one["list_type"]: one["ip_addresses"] for one in made.all("databricks_ip_access_list").values()}
    assert lists == {"ALLOW": ["203.0.113.0/24"], "BLOCK": ["203.0.113.9"]}
    settings = made.one("databricks_workspace_conf")["custom_config"]
    assert settings["enableIpAccessLists"] == "true"
    assert settings["enableResultsDownloading"] == "true"
    assert settings["maxTokenLifetimeDays"] == "730"
    assert made.all("databricks_disable_legacy_access_setting") == {}


def test_a_strict_list_closes_the_other_ways_out(tmp_path: Path) -> None:
    made = Layers(tmp_path, {"ip_access_list": {"allowed": ["203.0.113.0/24"], "strict": True}})
    settings = made.one("databricks_workspace_conf")["custom_config"]
    assert settings["enableResultsDownloading"] == "false"
    assert settings["enableExportNotebook"] == "false"
    assert settings["maxTokenLifetimeDays"] == "90"
    assert len(made.all("databricks_disable_legacy_access_setting")) == 1


@pytest.mark.parametrize(
    ("network", "says", "gateways"),
    [
        ({"custom_vnet": {}}, "The NAT gateway's address is in the list by itself", 1),
        ({"custom_vnet": {}, "private_endpoints": {}}, "does not hold for those who come by private endpoints", 0),
        (
            {"custom_vnet": {"egress": "firewall", "firewall_address": "10.0.0.4"}},
            "add the address they come out by (the firewall's public address)",
            0,
        ),
        ({}, "add the address they come out by (nat-gw-public-ip in the managed resource group)", 0),
    ],
)
def test_machines_are_let_in_or_somebody_is_told(
    tmp_path: Path, network: dict[str, Any], says: str, gateways: int
) -> None:
    features = {**network, "ip_access_list": {"allowed": ["203.0.113.7"]}}
    site = compose(platform(tmp_path, features))
    assert says in " ".join(site.features["ip_access_list"].notes(site))
    allowed = Layers(tmp_path, features).one("databricks_ip_access_list")["ip_addresses"]
    assert allowed[0] == "203.0.113.7"
    assert len(allowed) == 1 + gateways
    assert all("data.terraform_remote_state" in one for one in allowed[1:])


@pytest.mark.parametrize(
    ("features", "text"),
    [
        ({"custom_vnet": {"address_space": "10.139.0.0/25"}}, "must be a range from /16 to /24; got '10.139.0.0/25'"),
        ({"custom_vnet": {"address_space": "10.139.0.1/20"}}, "first address: write 10.139.0.0/20"),
        ({"custom_vnet": {"dns_servers": ["dns.example.com"]}}, "must be an IPv4 address such as 10.0.0.4"),
        ({"custom_vnet": {"egress": "firewall"}}, "is required: write the firewall's private address"),
        (
            {"custom_vnet": {"egress": "firewall", "firewall_address": "203.0.113.7"}},
            "must be a private IPv4 address such as 10.0.0.4; got '203.0.113.7'",
        ),
        ({"custom_vnet": {"firewall_address": "10.0.0.4"}}, "is of no use with egress: nat"),
        ({"private_endpoints": {}}, "private_endpoints needs custom_vnet; add `custom_vnet: {}` to features"),
        (
            {"custom_vnet": {}, "private_endpoints": {"transit_address_space": "10.139.8.0/24"}},
            "10.139.8.0/24 overlaps the workspace's network (10.139.0.0/20); write another range",
        ),
        ({"ip_access_list": {}}, "is required: write the public addresses that people and pipelines come from"),
        ({"ip_access_list": {"allowed": ["0.0.0.0/0"]}}, "must be /8 or smaller"),
        ({"ip_access_list": {"allowed": ["10.1.2.3"]}}, "must be public: it is the address that the internet sees"),
        ({"ip_access_list": {"allowed": ["office"]}}, "must be an IPv4 address or range such as 203.0.113.0/24"),
        (
            {"ip_access_list": {"allowed": [f"203.0.{n // 250}.{n % 250}" for n in range(1001)]}},
            "Databricks takes 1000 addresses, those of blocked included; got 1001",
        ),
    ],
)
def test_fails_for_a_network_that_cannot_be(tmp_path: Path, features: dict[str, Any], text: str) -> None:
    assert text in mistakes(tmp_path, features)


def test_fails_for_more_machines_than_addresses(tmp_path: Path) -> None:
    path = tmp_path / "labs-etl-prod.yaml"
    path.write_text(
        "name: labs-etl-prod\nblueprint: databricks-ml-prod\nteam: labs\nenvironment: prod\nworkload: etl\n"
        "region: westeurope\nsizes: {runtime: 17.3.x-cpu-ml-scala2.13, worker_type: Standard_D8ds_v5,"
        " max_workers: 59}\nfeatures: {custom_vnet: {address_space: 10.139.0.0/24}}\n"
    )
    with pytest.raises(DocumentError, match="has room for 59 machines, and sizes ask for 60; write a larger range"):
        load_platforms([path])
