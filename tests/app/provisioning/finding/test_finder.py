"""Looking for what no state knows, through real Terraform."""

from __future__ import annotations

import json

import pytest

from app.provisioning.finding.candidates import candidates
from app.provisioning.finding.finder import Found
from app.provisioning.terraform import TerraformError
from rehearsal import drift
from rehearsal.faults import Fault
from tests.app.provisioning.finding.stack import GROUP, IN_GROUP, OURS, Bodies, Stack

NET = {**IN_GROUP, "name": "vnet-shop", "address_space": ["10.0.0.0/16"], "tags": OURS}
SUBNET = {
    "name": "snet-shop",
    "resource_group_name": IN_GROUP["resource_group_name"],
    "virtual_network_name": "${azurerm_virtual_network.Net.name}",
    "address_prefixes": ["10.0.0.0/24"],
}
HOSTILE = 'ag-$${file("/etc/passwd")}'
NETWORK: Bodies = {
    "azurerm_resource_group": {"Group": GROUP},
    "azurerm_virtual_network": {"Net": NET},
    "azurerm_subnet": {"Subnet": SUBNET},
    "azurerm_public_ip": {"Address": {**IN_GROUP, "name": "pip-shop", "allocation_method": "Static", "tags": OURS}},
}
GROUP_AT, NET_AT, SUBNET_AT = "azurerm_resource_group.Group", "azurerm_virtual_network.Net", "azurerm_subnet.Subnet"
ADDRESS_AT = "azurerm_public_ip.Address"


def remove(stack: Stack, address: str) -> None:
    drift.remove(stack.cloud, drift.find(stack.cloud, address, [stack.state]))


@pytest.fixture
def network(stack: Stack) -> Stack:
    """A network that stands."""
    stack.write(NETWORK)
    stack.apply()
    return stack


def test_what_is_there_is_imported_and_nothing_else_changes(network: Stack) -> None:
    before = network.resources()
    network.lose(NET_AT, SUBNET_AT)
    # The configuration has moved on: importing must not bring the cloud along.
    network.write({**NETWORK, "azurerm_virtual_network": {"Net": {**NET, "address_space": ["10.0.0.0/12"]}}})
    assert network.find(SUBNET_AT, NET_AT, GROUP_AT) == Found(imported=(NET_AT, SUBNET_AT))
    assert network.resources() == before
    assert [(change.address, change.action) for change in network.plan().changes] == [(NET_AT, "update")]
    assert list(network.private.glob("*-finding")) == []


def test_what_is_not_there_is_absent_with_all_that_stands_on_it(network: Stack) -> None:
    remove(network, SUBNET_AT)
    remove(network, NET_AT)
    network.lose(NET_AT, SUBNET_AT, ADDRESS_AT)
    assert network.find(NET_AT, SUBNET_AT, ADDRESS_AT) == Found(imported=(ADDRESS_AT,), absent=(NET_AT, SUBNET_AT))


def test_what_has_other_tags_is_not_ours_nor_is_what_stands_on_it(network: Stack) -> None:
    drift.change(network.cloud, drift.find(network.cloud, NET_AT, [network.state]), "tags.platform", "books-etl-dev")
    network.lose(NET_AT, SUBNET_AT)
    before = json.loads(network.state.read_text())
    found = network.find(NET_AT, SUBNET_AT)
    (address, what), child = found.foreign
    assert address == NET_AT
    assert what.endswith("/virtualNetworks/vnet-shop: its tag platform is books-etl-dev, not shop-etl-dev")
    assert child == (SUBNET_AT, f"it stands on {NET_AT}, which is not ours")
    assert found == Found(foreign=found.foreign)
    assert json.loads(network.state.read_text()) == before


def test_nothing_is_imported_by_a_plan_that_would_do_more(network: Stack) -> None:
    state = json.loads(network.state.read_text())
    group = next(it for it in state["resources"] if it["type"] == "azurerm_resource_group")
    group["instances"][0]["status"] = "tainted"  # to be replaced
    network.state.write_text(json.dumps(state))
    network.lose(NET_AT)
    before = json.loads(network.state.read_text())
    found = network.find(NET_AT)
    assert found == Found(unfindable=((NET_AT, "azurerm: azurerm_virtual_network vnet-shop"),))
    assert json.loads(network.state.read_text()) == before


def test_what_waits_for_something_unknown_is_found_all_the_same(network: Stack) -> None:
    waiting = {"Net": {**NET, "depends_on": ["azurerm_management_lock.Lock"]}}
    lock = {"Lock": {"name": "lock", "scope": "${azurerm_resource_group.Group.id}", "lock_level": "CanNotDelete"}}
    network.lose(NET_AT)
    network.write({**NETWORK, "azurerm_virtual_network": waiting, "azurerm_management_lock": lock})
    assert network.find(NET_AT).imported == (NET_AT,)


def test_a_persons_text_stays_text(stack: Stack) -> None:
    alerts = {
        "name": HOSTILE,
        "short_name": "shop",
        "resource_group_name": IN_GROUP["resource_group_name"],
        "tags": OURS,
    }
    stack.write({"azurerm_resource_group": {"Group": GROUP}, "azurerm_monitor_action_group": {"Alerts": alerts}})
    stack.apply()
    before = stack.resources()
    address = "azurerm_monitor_action_group.Alerts"
    assert before[address][0]["name"] == 'ag-${file("/etc/passwd")}'
    stack.lose(address)
    assert stack.find(address).imported == (address,)
    assert stack.resources() == before


def test_a_cloud_that_is_slow_to_show_what_it_made_is_asked_again(network: Stack) -> None:
    network.lose(NET_AT)
    seen = network.cloud.database.execute("SELECT reads FROM objects WHERE type = ?", (NET_AT.partition(".")[0],))
    (reads,) = seen.fetchone()
    network.cloud.faults.add(Fault(kind="unseen", type="azurerm_virtual_network", at=reads + 1, times=1))
    assert network.find(NET_AT, pauses=(0, 0)).imported == (NET_AT,)


def test_fails_for_any_other_trouble(network: Stack) -> None:
    network.lose(NET_AT, SUBNET_AT)
    network.cloud.faults.add(Fault(kind="throttled", operation="read", type="azurerm_subnet", times=9))
    with pytest.raises(TerraformError, match="429"):
        network.find(NET_AT, SUBNET_AT)
    # What could be found was.
    assert NET_AT in network.resources()
    network.cloud.faults.clear()
    assert network.find(NET_AT, SUBNET_AT) == Found(imported=(SUBNET_AT,))


def test_what_a_failed_apply_has_made_is_found_and_what_was_there_before_is_not(stack: Stack) -> None:
    stack.write({"azurerm_resource_group": {"Theirs": {**GROUP, "name": "rg-theirs"}, "Group": GROUP}})
    stack.apply()
    stack.lose("azurerm_resource_group.Theirs")
    stack.write({**NETWORK, "azurerm_resource_group": {"Theirs": {**GROUP, "name": "rg-theirs"}, "Group": GROUP}})
    stack.cloud.faults.add(Fault(kind="internal", operation="create", type="azurerm_virtual_network", moment="after"))
    with pytest.raises(TerraformError, match="500"):
        stack.apply()
    begun = candidates(stack.private / f"{stack.folder.name}.log", stack.state)
    assert begun == [NET_AT]
    assert stack.find(*begun) == Found(imported=(NET_AT,))


def test_what_cannot_be_looked_up_is_listed_without_asking(stack: Stack) -> None:
    stack.write(
        {
            "databricks_ip_access_list": {"Office": {"label": "office", "list_type": "ALLOW", "ip_addresses": []}},
            "databricks_workspace_conf": {"Settings": {"custom_config": {}}},
            "databricks_group_member": {"One": {"group_id": "1", "member_id": "2"}},
            "azurerm_public_ip": {"Each": {**IN_GROUP, "count": 2, "name": "pip-${count.index}"}},
        }
    )
    found = stack.find(
        "databricks_ip_access_list.Office",
        "databricks_workspace_conf.Settings",
        "databricks_group_member.One",
        "azurerm_public_ip.Each[1]",
        "azurerm_subnet.NotInTheConfiguration",
    )
    assert dict(found.unfindable) == {
        "databricks_ip_access_list.Office": "Settings > Security > IP access list > office",
        "azurerm_public_ip.Each[1]": "azurerm: azurerm_public_ip",
        "azurerm_subnet.NotInTheConfiguration": "azurerm: azurerm_subnet",
    }
    assert dict(found.repeatable) == {
        "databricks_workspace_conf.Settings": "Settings > Advanced",
        "databricks_group_member.One": "databricks: databricks_group_member",
    }
    assert not stack.state.exists()
