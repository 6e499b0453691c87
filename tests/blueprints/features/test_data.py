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
