"""What the features that keep data make, with what is told to them, and what they say about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.synthesis import build
from blueprints.checking import load_platforms
from blueprints.composition import compose
from blueprints.platform import Platform
from naming.documents import DocumentError

PLATFORM = """\
name: labs-sales-dev
blueprint: databricks-basic
team: labs
environment: dev
workload: sales
region: {region}
sizes: {{tier: premium}}
features: {features}
"""
Load = Callable[..., Platform]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """A platform with these features, read and checked as from a file."""

    def read(features: dict[str, Any], region: str = "westeurope") -> Platform:
        path = tmp_path / "labs-sales-dev.yaml"
        path.write_text(PLATFORM.format(region=region, features=json.dumps(features)))
        (platform,) = load_platforms([path])
        return platform

    return read


def mistake(load: Load, features: dict[str, Any], region: str = "westeurope") -> str:
    """What a person is told, without the place in the file."""
    with pytest.raises(DocumentError) as told:
        load(features, region)
    return str(told.value)


def layers(platform: Platform, folder: Path) -> list[dict[str, Any]]:
    """Both layers' resources: type, id without its hash, arguments."""
    build([platform], out=folder / "out", state="../state")
    return [
        {
            kind: {id.rpartition("_")[0]: body for id, body in bodies.items()}
            for kind, bodies in json.loads((folder / "out/stacks" / stack / "cdk.tf.json").read_text())[
                "resource"
            ].items()
        }
        for stack in platform.stacks
        if (folder / "out/stacks" / stack / "cdk.tf.json").read_text().count('"resource"')
    ]


def test_a_lake_stands_closed_and_opens_to_its_connector(load: Load, tmp_path: Path) -> None:
    azure = layers(load({"storage": {}}), tmp_path)[0]
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


def test_a_lake_does_as_it_is_told(load: Load, tmp_path: Path) -> None:
    told = {
        "containers": ["raw", "curated-data"],
        "replication": "GRS",
        "soft_delete_days": 7,
        "cool_after_days": 60,
        "file_events": True,
    }
    platform = load({"storage": told})
    azure = layers(platform, tmp_path)[0]
    (account,) = azure["azurerm_storage_account"].values()
    assert account["account_replication_type"] == "GRS"
    assert account["blob_properties"]["delete_retention_policy"] == {"days": 7}
    assert sorted(azure["azurerm_storage_container"]) == ["Lake_Layer-curated-data", "Lake_Layer-raw"]
    assert len(azure["azurerm_role_assignment"]) == 3
    (policy,) = azure["azurerm_storage_management_policy"].values()
    (rule,) = policy["rule"]
    assert rule["filters"]["prefix_match"] == ["raw", "curated-data"]
    assert rule["actions"]["base_blob"] == {"tier_to_cool_after_days_since_modification_greater_than": 60}
    said = {made.type: made.count for made in compose(platform).makes if made.components is None}
    assert said == {"azurerm_role_assignment": 3, "azurerm_storage_management_policy": 1}


@pytest.mark.parametrize(("region", "kind"), [("westeurope", "ZRS"), ("ukwest", "LRS")])
def test_a_lake_stands_in_three_zones_where_there_are_three(load: Load, region: str, kind: str) -> None:
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
def test_fails_for_a_lake_that_azure_would_refuse(load: Load, told: dict[str, Any], region: str, text: str) -> None:
    assert text in mistake(load, {"storage": told}, region)


def test_a_lake_says_who_cannot_reach_it(load: Load) -> None:
    storage = compose(load({"storage": {}})).features["storage"]
    notes = " ".join(storage.notes(compose(load({"storage": {}}))))
    assert "machines of the workspace's clusters reach it with custom_vnet" in notes
    assert "Serverless" not in notes


def test_unity_catalog_lies_over_the_lake(load: Load, tmp_path: Path) -> None:
    inside = layers(load({"storage": {}, "unity_catalog": {}}), tmp_path)[1]
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


def test_catalogs_are_granted_and_bound(load: Load, tmp_path: Path) -> None:
    platform = load({"storage": {}, "unity_catalog": {"catalogs": TWO}})
    inside = layers(platform, tmp_path)[1]
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
    counted = {made.type: made.count for made in compose(platform).makes if made.components is None}
    assert counted == {
        "azurerm_role_assignment": 1,
        "databricks_grants": 1,
        "databricks_workspace_binding": 1,
    }


def test_readers_read_and_do_nothing_else(load: Load, tmp_path: Path) -> None:
    told = {"storage": {}, "unity_catalog": {"catalogs": [{"readers": ["Analysts"]}]}}
    (grants,) = layers(load(told), tmp_path)[1]["databricks_grants"].values()
    (grant,) = grants["grant"]
    assert grant["privileges"] == ["BROWSE", "EXECUTE", "READ_VOLUME", "SELECT", "USE_CATALOG", "USE_SCHEMA"]


def test_an_older_account_is_joined_to_its_metastore_first(load: Load, tmp_path: Path) -> None:
    told = {"metastore_id": METASTORE, "account_id": ACCOUNT}
    inside = layers(load({"storage": {}, "unity_catalog": told}), tmp_path)[1]
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
def test_fails_for_catalogs_that_cannot_be(load: Load, told: dict[str, Any], text: str) -> None:
    assert text in mistake(load, {"storage": {}, "unity_catalog": told})


def test_fails_for_unity_catalog_without_a_lake(load: Load) -> None:
    assert "unity_catalog needs storage; add `storage: {}` to features" in mistake(load, {"unity_catalog": {}})


@pytest.mark.parametrize(
    ("told", "noted"),
    [
        ({}, "Only whoever deploys may use the catalog main"),
        ({}, "gets its region's metastore by itself in accounts since 2023-11-09"),
        ({"catalogs": [{"readers": ["x"]}]}, "a group that only the workspace knows can be granted nothing"),
        ({"metastore_id": METASTORE, "account_id": ACCOUNT}, "must be an admin of the account"),
    ],
)
def test_unity_catalog_says_what_must_be_there(load: Load, told: dict[str, Any], noted: str) -> None:
    site = compose(load({"storage": {}, "unity_catalog": told}))
    assert noted in " ".join(site.features["unity_catalog"].notes(site))
