"""Groups of the account in a workspace: what they open, and what they are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from blueprints.composition import compose
from tests.blueprints.features.loading import Loader

LAKE: dict[str, Any] = {"storage": {}, "unity_catalog": {}}


@pytest.fixture
def load(tmp_path: Path) -> Loader:
    return Loader(tmp_path)


def groups(**account_groups: dict[str, Any]) -> dict[str, Any]:
    return {"groups": {"account_groups": account_groups}}


def test_groups_come_in_by_the_accounts_name_and_use_what_is_opened(load: Loader) -> None:
    told = groups(
        analysts={"name": "Data Analysts", "access": "sql"}, board={"access": "consume"}, platform={"admin": True}
    )
    inside = load.layers(told)[1]
    assert {one["group_name"]: one["permissions"] for one in inside["databricks_permission_assignment"].values()} == {
        "Data Analysts": ["USER"],
        "board": ["USER"],
        "platform": ["ADMIN"],
    }
    opened = {
        id.removesuffix("-entitlements_Resource"): {key for key, value in one.items() if value is True}
        for id, one in inside["databricks_entitlements"].items()
    }
    assert opened == {
        "Groups_analysts-entitlements": {"databricks_sql_access"},
        "Groups_board-entitlements": {"workspace_consume"},
        "Groups_platform-entitlements": {"workspace_access", "databricks_sql_access"},
    }
    counted = {made.type: made.count for made in compose(load(told)).makes if made.layer == "databricks"}
    assert counted == {"databricks_permission_assignment": 3, "databricks_entitlements": 3}


def test_groups_with_data_are_granted_the_first_catalog(load: Loader) -> None:
    told = groups(analysts={"name": "Data Analysts", "data": "read"}, engineers={"data": "manage"})
    catalogs = [{"readers": ["Auditors"]}, {"purpose": "finance"}]
    features = {**LAKE, "unity_catalog": {"catalogs": catalogs}, **told}
    (grants,) = load.layers(features)[1]["databricks_grants"].values()
    given = {grant["principal"]: set(grant["privileges"]) for grant in grants["grant"]}
    assert given.keys() == {"Auditors", "Data Analysts", "engineers"}
    assert given["Data Analysts"] == given["Auditors"]
    assert "MANAGE" in given["engineers"]
    assert sum(made.count for made in compose(load(features)).makes if made.type == "databricks_grants") == 1


def test_groups_wait_for_a_metastore_that_is_assigned(load: Loader) -> None:
    one = "aaaaaaaa-0000-0000-0000-000000000001"
    features = {**LAKE, "unity_catalog": {"metastore_id": one, "account_id": one}, **groups(analysts={})}
    (let_in,) = load.layers(features)[1]["databricks_permission_assignment"].values()
    assert [address.partition(".")[0] for address in let_in["depends_on"]] == ["databricks_metastore_assignment"]


@pytest.mark.parametrize(
    ("features", "text"),
    [
        ({"groups": {}}, "is required: write the groups that may come in, such as {analysts: {name: Data Analysts}}"),
        (groups(Analysts={}), "must be lower-case letters, digits and single hyphens"),
        (groups(analysts={"access": "all"}), "must be 'workspace', 'sql' or 'consume'; got 'all'"),
        (groups(a={"name": "Data"}, b={"name": "data"}), "a and b are the same group, 'data'"),
        (groups(a={"data": "read"}), "a may read data, and there is no catalog; add unity_catalog"),
        (groups(a={"name": "%{x}"}), "must not contain ${ or %{"),
    ],
)
def test_fails_for_groups_that_cannot_be(load: Loader, features: dict[str, Any], text: str) -> None:
    assert text in load.mistake(features)


def test_groups_say_where_they_come_from(load: Loader) -> None:
    site = compose(load(groups(analysts={})))
    assert "must exist in the Databricks account" in " ".join(site.features["groups"].notes(site))


def test_groups_say_what_keeps_nobody_out(load: Loader) -> None:
    def notes(**account_groups: dict[str, Any]) -> str:
        site = compose(load(groups(**account_groups)))
        return " ".join(site.features["groups"].notes(site))

    assert "Databricks' own group users" in notes(analysts={"access": "sql"})
    assert "Databricks' own group users" not in notes(engineers={})
