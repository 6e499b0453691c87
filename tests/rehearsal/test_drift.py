from __future__ import annotations

import json
from pathlib import Path

import pytest

from rehearsal import drift
from rehearsal.cloud import Cloud, CloudObject
from rehearsal.protocol.values import Object, Type, Value


@pytest.fixture
def cloud(tmp_path: Path) -> Cloud:
    made = Cloud(tmp_path / "cloud.db")
    for name in ("one", "two"):
        state: Object = {"name": name, "tags": {"team": "ml"}, "identity": [{"type": "SystemAssigned"}]}
        made.insert(CloudObject(0, "s", "azurerm_databricks_access_connector", f"/x/{name}", None, False, state), None)
    return made


def _state(cloud: Cloud, name: str) -> Object:
    return drift.find(cloud, f"azurerm_databricks_access_connector/{name}").state


def test_an_object_is_found_by_name_id_and_address(cloud: Cloud, tmp_path: Path) -> None:
    resource = {
        "mode": "managed",
        "type": "azurerm_databricks_access_connector",
        "name": "it",
        "instances": [{"index_key": "b", "attributes": {"id": "/x/two"}}],
    }
    state = tmp_path / "one.tfstate"
    state.write_text(json.dumps({"resources": [resource, {**resource, "mode": "data"}]}))
    for what in (
        "azurerm_databricks_access_connector/TWO",
        "azurerm_databricks_access_connector//x/two",
        "azurerm_databricks_access_connector.it",
        'azurerm_databricks_access_connector.it["b"]',
    ):
        assert drift.find(cloud, what, [state]).id == "/x/two"
    with pytest.raises(drift.DriftError, match=r"There is no object.*\n.*/one\n.*/two"):
        drift.find(cloud, "azurerm_databricks_access_connector.other", [state])


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("tags.team=other", "tags.team", "other"),
        ("identity.type=UserAssigned", "identity.type", "UserAssigned"),
        ("identity.0.identity_ids=[]", "identity.0.identity_ids", []),
        ("tags={}", "tags", {}),
        ("location=a=b", "location", "a=b"),
    ],
)
def test_an_attribute_changes(cloud: Cloud, text: str, path: str, value: Value) -> None:
    assert drift.parse(text) == (path, value)
    before = _state(cloud, "two")
    drift.change(cloud, drift.find(cloud, "azurerm_databricks_access_connector/one"), path, value)
    assert _state(cloud, "one") != before | {"name": "one"}
    assert _state(cloud, "two") == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tags", "is no path=value"),
        ("size=3", "has no 'size'. It has: id, identity"),
        ("name=3", "name of azurerm_databricks_access_connector cannot be 3"),
        ("identity.3.type=x", "There is nothing at '3'"),
        ("identity.size=3", "identity.size of azurerm_databricks_access_connector cannot be 3"),
        ("name.first=x", "has no name.first"),
    ],
)
def test_fails_for_what_terraform_could_not_read(cloud: Cloud, text: str, said: str) -> None:
    found = drift.find(cloud, "azurerm_databricks_access_connector/one")
    with pytest.raises(drift.DriftError, match=said):
        drift.change(cloud, found, *drift.parse(text))
    assert _state(cloud, "one") == found.state


def test_an_object_goes_with_what_is_in_it(cloud: Cloud) -> None:
    one = drift.find(cloud, "azurerm_databricks_access_connector/one")
    cloud.insert(CloudObject(0, "s", "azurerm_role_assignment", "/x/one/r", one.number, True, {}), None)
    assert drift.remove(cloud, one) == 2
    assert [it.id for it in cloud.objects()] == ["/x/two"]


@pytest.mark.parametrize(
    ("value", "type_", "fits"),
    [
        (None, "string", True),
        (True, "number", False),
        (1, "bool", False),
        (["a"], ["set", "string"], True),
        ({"a": 1}, ["map", "string"], False),
        ({"a": 1}, ["object", {"b": "number"}], False),
    ],
)
def test_values_are_held_to_their_type(value: Value, type_: Type, fits: bool) -> None:
    assert drift.fits(value, type_) is fits
