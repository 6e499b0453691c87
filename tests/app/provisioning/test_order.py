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
