"""What the features that keep data make, with what is told to them, and what they say about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from blueprints.composition import compose
from tests.blueprints.features.loading import Loader


@pytest.fixture
def load(tmp_path: Path) -> Loader:
    return Loader(tmp_path)


def test_a_lake_stands_closed_and_opens_to_its_connector(load: Loader) -> None:
    azure = load.layers({"storage": {}})[0]
    (account,) = azure["azurerm_storage_account"].values()
    assert account["account_replication_type"] == "ZRS"
    assert account["public_network_access_enabled"] is False
    assert account["network_rules"] == {
        "bypass": ["AzureServices"],
        "default_action": "Deny",
        "private_link_access": [
            {"endpoint_resource_id": "${azurerm_databricks_access_connector.Connector_C537A2FB.id}"}
        ],
    }
    assert sorted(one["name"] for one in azure["azurerm_storage_container"].values()) == ["bronze", "gold", "silver"]
    (role,) = azure["azurerm_role_assignment"].values()
    assert role["role_definition_name"] == "Storage Blob Data Contributor"
    assert "azurerm_storage_management_policy" not in azure


def test_a_lake_does_as_it_is_told(load: Loader) -> None:
    told = {
        "containers": ["raw", "curated-data"],
        "replication": "GRS",
        "soft_delete_days": 7,
        "cool_after_days": 60,
        "file_events": True,
    }
    azure = load.layers({"storage": told})[0]
    (account,) = azure["azurerm_storage_account"].values()
    assert account["account_replication_type"] == "GRS"
    assert account["blob_properties"]["delete_retention_policy"] == {"days": 7}
    assert sorted(azure["azurerm_storage_container"]) == ["Lake_Layer-curated-data", "Lake_Layer-raw"]
    assert len(azure["azurerm_role_assignment"]) == 3
    (policy,) = azure["azurerm_storage_management_policy"].values()
    (rule,) = policy["rule"]
    assert rule["filters"]["prefix_match"] == ["raw", "curated-data"]
    assert rule["actions"]["base_blob"] == {"tier_to_cool_after_days_since_modification_greater_than": 60}
    said = {made.type: made.count for made in compose(load({"storage": told})).makes if made.components is None}
    assert said == {"azurerm_role_assignment": 3, "azurerm_storage_management_policy": 1}


def test_a_lake_opens_to_the_workspaces_own_network_until_private_endpoints_lead_there(load: Loader) -> None:
    def network_rules(features: dict[str, Any]) -> tuple[bool, int, str]:
        (account,) = load.layers(features)[0]["azurerm_storage_account"].values()
        rules = account["network_rules"]
        subnets = rules.get("virtual_network_subnet_ids", [])
        return account["public_network_access_enabled"], len(subnets), rules["default_action"]

    joined = {"storage": {}, "custom_vnet": {}}
    assert network_rules(joined) == (True, 2, "Deny")
    assert network_rules({**joined, "private_endpoints": {}}) == (False, 0, "Deny")
    notes = [*compose(load(joined)).features["storage"].notes(compose(load(joined)))]
    assert not any("custom_vnet" in note for note in notes)


@pytest.mark.parametrize(("region", "kind"), [("westeurope", "ZRS"), ("ukwest", "LRS")])
def test_a_lake_stands_in_three_zones_where_there_are_three(load: Loader, region: str, kind: str) -> None:
    (use,) = compose(load({"storage": {}}, region)).usage
    assert use.what == f"data lake, {kind}, 500 GB"


@pytest.mark.parametrize(
    ("told", "region", "text"),
    [
        ({"replication": "ZRS"}, "ukwest", "ukwest has no zones for storage; write LRS, or leave it out"),
        ({"replication": "RAGZRS"}, "ukwest", "ukwest has no zones for storage; write RAGRS, or leave it out"),
        ({"containers": ["Raw"]}, "westeurope", "must be lower-case letters, digits and single hyphens, 3-63"),
        ({"containers": []}, "westeurope", "containers must name at least one"),
        ({"containers": ["raw", "raw"]}, "westeurope", "containers must stand once each; 'raw' stands twice"),
        ({"soft_delete_days": 0}, "westeurope", "greater than or equal to 1; got 0"),
    ],
)
def test_fails_for_a_lake_that_azure_would_refuse(load: Loader, told: dict[str, Any], region: str, text: str) -> None:
    assert text in load.mistake({"storage": told}, region)


def test_a_lake_says_who_cannot_reach_it(load: Loader) -> None:
    storage = compose(load({"storage": {}})).features["storage"]
    notes = " ".join(storage.notes(compose(load({"storage": {}}))))
    assert "machines of the workspace's clusters reach it with custom_vnet" in notes
    assert "Databricks' machines" not in notes
    assert "ten minutes to heed the connector's role" in notes


def test_a_lake_says_what_reaches_it_from_no_network_of_its_own(load: Loader) -> None:
    pipeline = {"streaming_pipeline": {"serverless": True}}
    site = compose(load({"storage": {}, "unity_catalog": {}, "mlflow_model_serving": {}, **pipeline}))
    (note,) = [one for one in site.features["storage"].notes(site) if "network connectivity configuration" in one]
    assert note.startswith("mlflow_model_serving and streaming_pipeline run on Databricks' machines")


def test_unity_catalog_lies_over_the_lake(load: Loader) -> None:
    inside = load.layers({"storage": {}, "unity_catalog": {}})[1]
    assert sorted(inside) == [
        "databricks_catalog",
        "databricks_external_location",
        "databricks_schema",
        "databricks_storage_credential",
    ]
    (catalog,) = inside["databricks_catalog"].values()
    assert (catalog["name"], catalog["isolation_mode"]) == ("labs_sales_dev", "ISOLATED")
    assert catalog["storage_root"] == "${databricks_external_location.Location-bronze_8565A326.url}/catalogs/main"
    assert {one["name"]: one["storage_root"].rpartition("}/")[2] for one in inside["databricks_schema"].values()} == {
        "core_bronze": "schemas/main/core",
        "core_silver": "schemas/main/core",
        "core_gold": "schemas/main/core",
    }
    assert len({one["storage_root"] for one in inside["databricks_schema"].values()}) == 3


METASTORE, ACCOUNT = "aaaaaaaa-0000-0000-0000-000000000001", "bbbbbbbb-0000-0000-0000-000000000001"
TWO = [
    {"readers": ["Analysts"], "writers": ["Engineers"], "managers": ["Stewards", "Analysts"], "read_in": ["123"]},
    {
        "purpose": "finance",
        "schemas": ["gold", "sandbox"],
        "container": "gold",
        "isolated": False,
        "force_destroy": True,
    },
]


def test_catalogs_are_granted_and_bound(load: Loader) -> None:
    told = {"storage": {}, "unity_catalog": {"catalogs": TWO}}
    inside = load.layers(told)[1]
    main, finance = (inside["databricks_catalog"][f"Catalog-{key}"] for key in ("main", "finance"))
    assert (main["force_destroy"], finance["force_destroy"]) == (False, True)
    assert (finance["name"], finance["isolation_mode"]) == ("labs_sales_dev_finance", "OPEN")
    assert "Location-gold_" in finance["storage_root"]
    assert {one["name"] for one in inside["databricks_schema"].values()} == {
        "core_bronze",
        "core_silver",
        "core_gold",
        "finance_gold",
        "finance_sandbox",
    }
    assert "storage_root" not in inside["databricks_schema"]["Schema-finance-sandbox"]
    (grants,) = inside["databricks_grants"].values()
    given = {grant["principal"]: set(grant["privileges"]) for grant in grants["grant"]}
    assert given.keys() == {"Analysts", "Engineers", "Stewards"}
    assert given["Analysts"] == given["Stewards"]  # the wider of two roles
    assert given["Stewards"] - given["Engineers"] == {"CREATE_SCHEMA", "MANAGE"}
    assert "MODIFY" in given["Engineers"]
    (binding,) = inside["databricks_workspace_binding"].values()
    assert (binding["workspace_id"], binding["binding_type"]) == (123, "BINDING_TYPE_READ_ONLY")
    counted = {made.type: made.count for made in compose(load(told)).makes if made.components is None}
    assert counted == {
        "azurerm_role_assignment": 1,
        "databricks_grants": 1,
        "databricks_workspace_binding": 1,
    }


def test_readers_read_and_do_nothing_else(load: Loader) -> None:
    told = {"storage": {}, "unity_catalog": {"catalogs": [{"readers": ["Analysts"]}]}}
    (grants,) = load.layers(told)[1]["databricks_grants"].values()
    (grant,) = grants["grant"]
    assert grant["privileges"] == ["BROWSE", "EXECUTE", "READ_VOLUME", "SELECT", "USE_CATALOG", "USE_SCHEMA"]


def test_an_older_account_is_joined_to_its_metastore_first(load: Loader) -> None:
    told = {"metastore_id": METASTORE, "account_id": ACCOUNT}
    inside = load.layers({"storage": {}, "unity_catalog": told})[1]
    (assignment,) = inside["databricks_metastore_assignment"].values()
    assert (assignment["metastore_id"], assignment["provider"]) == (METASTORE, "databricks.account")
    (credential,) = inside["databricks_storage_credential"].values()
    assert [one.partition(".")[0] for one in credential["depends_on"]] == ["databricks_metastore_assignment"]


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({"metastore_id": METASTORE}, "is required: the UUID of the Databricks account, from the account console"),
        ({"metastore_id": "main"}, "must be a UUID; got 'main'"),
        ({"catalogs": []}, "catalogs must hold at least one"),
        ({"catalogs": [{}, {}]}, "purposes of catalogs must stand once each; 'main' stands twice"),
        ({"catalogs": [{"domain": "a"}, {"purpose": "a"}]}, "domains of catalogs must stand once each; 'a'"),
        ({"catalogs": [{"purpose": "Sales"}]}, "must be lower-case letters, digits and single _"),
        ({"catalogs": [{"container": "raw"}]}, "the lake has no container 'raw'; it has bronze, silver, gold"),
        ({"catalogs": [{"schemas": []}]}, "schemas must name at least one; leave it out"),
        ({"catalogs": [{"schemas": ["a-b", "a_b"]}]}, "schemas must stand once each; 'a_b' stands twice"),
        ({"catalogs": [{"isolated": False, "read_in": ["1"]}]}, "read_in and written_in go with isolated: true"),
        ({"catalogs": [{"read_in": ["1"], "written_in": ["1"]}]}, "'1' stands twice"),
        ({"catalogs": [{"read_in": ["/subscriptions/1"]}]}, "must be a workspace's number"),
        ({"catalogs": [{"readers": ["${x}"]}]}, "must not contain ${"),
        ({"catalogs": [{"reader": ["x"]}]}, "unknown key"),
    ],
)
def test_fails_for_catalogs_that_cannot_be(load: Loader, told: dict[str, Any], text: str) -> None:
    assert text in load.mistake({"storage": {}, "unity_catalog": told})


def test_fails_for_unity_catalog_without_a_lake(load: Loader) -> None:
    assert "unity_catalog needs storage; add `storage: {}` to features" in load.mistake({"unity_catalog": {}})


@pytest.mark.parametrize(
    ("told", "noted"),
    [
        ({}, "Only whoever deploys may use the catalog main"),
        ({}, "gets its region's metastore by itself in accounts since 2023-11-09"),
        ({"catalogs": [{"readers": ["x"]}]}, "a group that only the workspace knows can be granted nothing"),
        ({"metastore_id": METASTORE, "account_id": ACCOUNT}, "must be an admin of the account"),
    ],
)
def test_unity_catalog_says_what_must_be_there(load: Loader, told: dict[str, Any], noted: str) -> None:
    site = compose(load({"storage": {}, "unity_catalog": told}))
    assert noted in " ".join(site.features["unity_catalog"].notes(site))
