"""What stands beside what, on the way from one configuration to another: only what Terraform can plan."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.provisioning.run.order import keeping, union

GROUP = {"name": "rg", "location": "westeurope"}
ACCOUNT = {"name": "lake", "resource_group_name": "${azurerm_resource_group.group.name}"}
CONTAINER = {"name": "raw", "storage_account_id": "${azurerm_storage_account.lake.id}"}
BASE: dict[str, Any] = {
    "terraform": {"required_providers": {"azurerm": {"version": "4.55.0"}}},
    "provider": {"azurerm": [{"features": [{}]}]},
    "resource": {"azurerm_resource_group": {"group": GROUP}},
}


def config(**sections: Any) -> str:
    return json.dumps({**BASE, **sections})


def with_resources(**more: Any) -> dict[str, Any]:
    return {"azurerm_resource_group": {"group": GROUP}, **more}


def test_what_goes_stays_for_the_time_between_with_its_provider() -> None:
    clock = {"rotation_days": 30, "provider": "time.slow"}
    source = config(
        terraform={"required_providers": {"azurerm": {"version": "4.55.0"}, "time": {"version": "0.13.1"}}},
        provider={"azurerm": [{"features": [{}]}], "time": [{}, {"alias": "slow"}]},
        resource=with_resources(time_rotating={"key": clock}),
    )
    both = json.loads(union(config(), source, ["time_rotating.key"]))
    assert both["resource"]["time_rotating"] == {"key": clock}
    assert both["provider"] == {"azurerm": [{"features": [{}]}], "time": [{}, {"alias": "slow"}]}
    assert both["terraform"]["required_providers"].keys() == {"azurerm", "time"}


@pytest.mark.parametrize("waits", [False, True], ids=["names it", "waits for it"])
def test_what_names_something_that_is_moved_goes_at_once(waits: bool) -> None:
    """Both cannot stand under one name; Terraform refuses to plan what names an address that is not there."""
    inside = {"name": "raw", "depends_on": ["azurerm_storage_account.lake"]} if waits else CONTAINER
    source = config(
        resource=with_resources(azurerm_storage_account={"lake": ACCOUNT}, azurerm_storage_container={"raw": inside}),
        data={"azurerm_storage_account": {"seen": {"name": "${azurerm_storage_account.lake.name}"}}},
        output={
            "key": {"value": "${data.azurerm_storage_account.seen.id}"},
            "random": {"value": "${random_id.gone.hex}"},
        },
    )
    target = config(resource=with_resources(azurerm_storage_account={"other": ACCOUNT}))
    both = json.loads(union(target, source, ["azurerm_storage_account.lake", "azurerm_storage_container.raw"]))
    assert both["resource"] == with_resources(azurerm_storage_account={"other": ACCOUNT})
    assert not both.get("data", {}).get("azurerm_storage_account")
    assert not both.get("output")


@pytest.mark.parametrize("target", [None, config()], ids=["nothing", "something"])
def test_what_is_kept_is_kept_with_what_it_rests_on_through_data_as_well(target: str | None) -> None:
    found = {"name": "${azurerm_storage_account.lake.name}"}
    container = {"name": "raw", "storage_account_id": "${data.azurerm_storage_account.found.id}"}
    source = config(
        resource=with_resources(
            azurerm_storage_account={"lake": ACCOUNT, "lake2": {"name": "lake2"}},
            azurerm_storage_container={"raw": container, "clean": {"name": "clean"}},
        ),
        data={
            "azurerm_storage_account": {"found": found, "other": {"name": "${azurerm_storage_account.lake2.name}"}},
        },
        output={"name": {"value": "${azurerm_storage_account.lake.name}"}},
    )
    kept = json.loads(keeping(target, source, ["azurerm_storage_container.raw[0]"]))
    assert kept["resource"] == with_resources(
        azurerm_storage_account={"lake": ACCOUNT}, azurerm_storage_container={"raw": container}
    )
    assert kept["data"] == {"azurerm_storage_account": {"found": found}}
    assert kept["output"].keys() == {"name"}
    assert kept["provider"] == BASE["provider"]


def test_nothing_stands_empty_which_terraform_refuses() -> None:
    source = config(resource=with_resources(azurerm_storage_account={"lake": ACCOUNT}))
    kept = json.loads(keeping(None, source, ["azurerm_storage_account.lake"]))
    assert kept.keys() == {"terraform", "provider", "resource"}
    assert kept["resource"] == with_resources(azurerm_storage_account={"lake": ACCOUNT})


CONNECTOR = {"name": "connector", "resource_group_name": "${azurerm_resource_group.group.name}"}
NETWORK = {"name": "net", "resource_group_name": "${azurerm_resource_group.group.name}"}
SUBNET = {"name": "ends", "virtual_network_name": "${azurerm_virtual_network.net.name}"}
ZONE = {"name": "zone", "resource_group_name": "${azurerm_resource_group.group.name}"}
LAKE = "azurerm_storage_account.lake"


def endpoint(of: str, zone: str) -> dict[str, Any]:
    return {
        "name": "end",
        "subnet_id": "${azurerm_subnet.ends.id}",
        "private_service_connection": [{"private_connection_resource_id": f"${{{of}.id}}"}],
        "private_dns_zone_group": [{"private_dns_zone_ids": [f"${{azurerm_private_dns_zone.{zone}.id}}"]}],
    }


def link(zone: str) -> dict[str, Any]:
    return {
        "name": "link",
        "private_dns_zone_name": f"${{azurerm_private_dns_zone.{zone}.name}}",
        "virtual_network_id": "${azurerm_virtual_network.net.id}",
    }


def role(on: str) -> dict[str, Any]:
    return {"scope": f"${{{on}.id}}", "principal_id": "${azurerm_databricks_access_connector.main.identity[0].id}"}


LANDSCAPE = with_resources(
    azurerm_storage_account={"lake": ACCOUNT},
    azurerm_databricks_access_connector={"main": CONNECTOR},
    azurerm_virtual_network={"net": NETWORK},
    azurerm_subnet={"ends": SUBNET},
    azurerm_key_vault={"vault": {"name": "vault"}},
    azurerm_eventhub={"hub": {"name": "hub"}},
    azurerm_private_dns_zone={"lake": ZONE, "vault": {**ZONE, "name": "other"}},
    azurerm_private_dns_zone_virtual_network_link={"lake": link("lake"), "vault": link("vault")},
    azurerm_private_endpoint={"lake": endpoint(LAKE, "lake"), "vault": endpoint("azurerm_key_vault.vault", "vault")},
    azurerm_role_assignment={"lake": role(LAKE), "hub": role("azurerm_eventhub.hub")},
    azurerm_consumption_budget_resource_group={"b": {"scope": "${azurerm_resource_group.group.id}"}},
)
"""A lake and what belongs to it, beside a vault and an event hub, in a network."""


def addresses(config: str) -> set[str]:
    return {f"{kind}.{name}" for kind, named in json.loads(config)["resource"].items() for name in named}


def only(*kept: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for address in kept:
        kind, name = address.split(".")
        found.setdefault(kind, {})[name] = LANDSCAPE[kind][name]
    return found


OLDER = ("azurerm_resource_group.group", "azurerm_virtual_network.net", "azurerm_key_vault.vault")
OF_THE_LAKE = {
    LAKE,
    "azurerm_databricks_access_connector.main",
    "azurerm_role_assignment.lake",
    "azurerm_private_endpoint.lake",
    "azurerm_private_dns_zone.lake",
    "azurerm_private_dns_zone_virtual_network_link.lake",
    "azurerm_subnet.ends",
}


def test_what_is_attached_to_what_is_kept_stays_with_what_that_needs() -> None:
    """Its role and its private endpoint; not those that the run gave to the vault that stood before."""
    target, source = config(resource=only(*OLDER)), config(resource=LANDSCAPE)
    assert addresses(keeping(target, source, [LAKE])) == {*OLDER, *OF_THE_LAKE}


def test_what_may_hold_data_does_not_stay_because_something_attached_names_it() -> None:
    """It is kept for its own sake, or shall go, as what the run itself has just made."""
    kept = addresses(keeping(None, config(resource=LANDSCAPE), [LAKE]))
    assert kept == {"azurerm_resource_group.group", "azurerm_virtual_network.net", *OF_THE_LAKE}
    both = addresses(keeping(None, config(resource=LANDSCAPE), [LAKE, "azurerm_eventhub.hub"]))
    assert both - kept == {"azurerm_eventhub.hub", "azurerm_role_assignment.hub"}


def test_what_is_attached_and_was_not_made_yet_is_not_made_now() -> None:
    standing = {*OLDER, *OF_THE_LAKE} - {"azurerm_private_endpoint.lake"}
    kept = addresses(keeping(config(resource=only(*OLDER)), config(resource=LANDSCAPE), [LAKE], standing=standing))
    role = {"azurerm_role_assignment.lake", "azurerm_databricks_access_connector.main"}
    assert kept == {*OLDER, LAKE, *role}


def test_the_way_out_of_a_kept_workspace_stays_with_its_address() -> None:
    source = config(
        resource=with_resources(
            azurerm_virtual_network={"net": NETWORK},
            azurerm_subnet={"host": SUBNET},
            azurerm_databricks_workspace={"main": {"name": "w", "subnet": "${azurerm_subnet.host.name}"}},
            azurerm_nat_gateway={"nat": {"name": "nat"}},
            azurerm_public_ip={"ip": {"name": "ip"}, "other": {"name": "other"}},
            azurerm_subnet_nat_gateway_association={
                "host": {"subnet_id": "${azurerm_subnet.host.id}", "nat_gateway_id": "${azurerm_nat_gateway.nat.id}"}
            },
            azurerm_nat_gateway_public_ip_association={
                "ip": {
                    "nat_gateway_id": "${azurerm_nat_gateway.nat.id}",
                    "public_ip_address_id": "${azurerm_public_ip.ip.id}",
                }
            },
        )
    )
    kept = addresses(keeping(None, source, ["azurerm_databricks_workspace.main"]))
    assert kept == addresses(source) - {"azurerm_public_ip.other"}


def test_in_a_workspace_rights_on_what_is_kept_stay_and_work_on_it_goes() -> None:
    catalog = "${databricks_catalog.main.name}"
    source = json.dumps(
        {
            "resource": {
                "databricks_catalog": {"main": {"name": "main"}},
                "databricks_grants": {"main": {"catalog": catalog, "grant": [{"principal": "analysts"}]}},
                "databricks_cluster": {"main": {"cluster_name": "main"}},
                "databricks_library": {"jar": {"cluster_id": "${databricks_cluster.main.id}", "jar": f"/{catalog}"}},
                "databricks_job": {"load": {"name": "load", "parameter": [{"default": catalog}]}},
            }
        }
    )
    assert addresses(keeping(None, source, ["databricks_catalog.main"])) == {
        "databricks_catalog.main", "databricks_grants.main"
    }  # fmt: skip
