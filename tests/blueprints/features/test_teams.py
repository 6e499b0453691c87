"""What the features for many teams make, with what is told to them, and what they say about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.sizing.month import monthly_cost
from app.synthesis import build
from blueprints.checking import load_platforms
from blueprints.composition import compose
from blueprints.platform import Platform
from naming.documents import DocumentError

PLATFORM = """\
name: hub-analytics-dev
blueprint: databricks-team-workspaces
team: hub
environment: dev
workload: analytics
region: westeurope
sizes: {{runtime: {runtime}, worker_type: Standard_D4ds_v5, max_workers: 4}}
features: {features}
"""
Load = Callable[..., Platform]
RISK: dict[str, Any] = {"name": "risk", "group": "Risk Analysts"}
PRICING: dict[str, Any] = {
    "name": "pricing",
    "max_workers": 2,
    "worker_types": ["Standard_D4ds_v5", "Standard_E4ds_v5"],
    "max_clusters_per_user": 1,
    "spot": True,
    "budget_usd": 300,
    "emails": ["pricing@example.com"],
}


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """A platform of these teams, read and checked as from a file."""

    def read(*teams: dict[str, Any], runtime: str = "17.3.x-scala2.13", **more: Any) -> Platform:
        told = {"team_compute": {"teams": teams}, **more}
        path = tmp_path / "hub-analytics-dev.yaml"
        path.write_text(PLATFORM.format(runtime=runtime, features=json.dumps(told)))
        (platform,) = load_platforms([path])
        return platform

    return read


def resources(platform: Platform, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Arguments by address, of each layer; the part of addresses that tells paths apart is left out."""
    build([platform], out=folder / "out", state="../state")
    azure, databricks = (
        json.loads((folder / "out/stacks" / stack / "cdk.tf.json").read_text()).get("resource", {})
        for stack in platform.stacks
    )

    def by_address(resource: dict[str, Any]) -> dict[str, Any]:
        return {
            f"{kind}.{id.rpartition('_')[0]}": {key: value for key, value in body.items() if key != "//"}
            for kind, bodies in resource.items()
            for id, body in bodies.items()
        }

    return by_address(azure), by_address(databricks)


def rules(policy: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(policy["definition"])
    return found


def test_a_team_has_a_policy_a_pool_and_its_group_let_in(load: Load, tmp_path: Path) -> None:
    azure, databricks = resources(load(RISK), tmp_path)
    assert not [address for address in azure if "budget" in address]
    assert sorted(databricks) == [
        "databricks_cluster_policy.Teams_risk_Policy",
        "databricks_instance_pool.Teams_risk_Pool-Standard_D4ds_v5",
        "databricks_permissions.Teams_risk_PolicyAccess",
        "databricks_permissions.Teams_risk_PoolAccess-Standard_D4ds_v5",
    ]
    pool = databricks["databricks_instance_pool.Teams_risk_Pool-Standard_D4ds_v5"]
    assert (pool["instance_pool_name"], pool["max_capacity"]) == ("hub-analytics-dev-risk-d4ds-v5", 5)
    assert (pool["custom_tags"]["team"], pool["custom_tags"]["used_by"]) == ("hub", "risk")
    policy = databricks["databricks_cluster_policy.Teams_risk_Policy"]
    assert (policy["name"], policy["max_clusters_per_user"]) == ("hub-analytics-dev-risk", 2)
    said = rules(policy)
    assert said["autoscale.max_workers"] == {"type": "range", "minValue": 1, "maxValue": 4, "defaultValue": 4}
    assert said["instance_pool_id"] == said["driver_instance_pool_id"]
    assert said["instance_pool_id"]["type"] == "fixed"
    assert "databricks_instance_pool.Teams_risk_Pool-Standard_D4ds_v5" in said["instance_pool_id"]["value"]
    assert said["data_security_mode"]["values"] == ["USER_ISOLATION", "SINGLE_USER"]
    access = databricks["databricks_permissions.Teams_risk_PolicyAccess"]["access_control"]
    assert access == [{"group_name": "Risk Analysts", "permission_level": "CAN_USE"}]


def test_a_team_does_as_it_is_told(load: Load, tmp_path: Path) -> None:
    platform = load(PRICING, photon={})
    azure, databricks = resources(platform, tmp_path)
    pools = [address for address in databricks if address.startswith("databricks_instance_pool")]
    assert {databricks[one]["node_type_id"] for one in pools} == {"Standard_D4ds_v5", "Standard_E4ds_v5"}
    assert {databricks[one]["max_capacity"] for one in pools} == {3}
    assert {databricks[one]["azure_attributes"]["availability"] for one in pools} == {"SPOT_AZURE"}
    assert not [address for address in databricks if "permissions" in address]
    said = rules(databricks["databricks_cluster_policy.Teams_pricing_Policy"])
    assert said["instance_pool_id"]["type"] == "allowlist"
    assert len(said["instance_pool_id"]["values"]) == 2
    assert said["runtime_engine"] == {"type": "fixed", "value": "PHOTON"}
    budget = azure["azurerm_consumption_budget_subscription.Teams_pricing_Budget"]
    assert (budget["name"], budget["amount"]) == ("budget-hub-analytics-dev-weu-pricing", 300)
    assert budget["filter"]["tag"] == [{"name": "used_by", "values": ["pricing"]}]
    assert budget["lifecycle"] == {"ignore_changes": ["time_period"]}
    assert budget["notification"][0]["contact_emails"] == ["pricing@example.com"]


def test_a_team_that_comes_or_goes_touches_no_other(load: Load, tmp_path: Path) -> None:
    both = resources(load(RISK, PRICING), tmp_path)
    alone = resources(load(PRICING), tmp_path)
    for together, one in zip(both, alone, strict=True):
        gone = {address: body for address, body in together.items() if "Teams_risk_" in address}
        assert together == {**one, **gone}
    assert any("Teams_risk_" in address for address in both[1])


def test_machine_learning_runtimes_are_for_one_at_a_time(load: Load, tmp_path: Path) -> None:
    _, databricks = resources(load(RISK, runtime="17.3.x-cpu-ml-scala2.13"), tmp_path)
    policy = databricks["databricks_cluster_policy.Teams_risk_Policy"]
    assert rules(policy)["data_security_mode"] == {"type": "fixed", "value": "SINGLE_USER"}


def test_it_costs_by_team(load: Load) -> None:
    cost = monthly_cost(compose(load(RISK, PRICING)))
    assert [part.what for part in cost.parts] == [
        "team risk, up to 5 x Standard_D4ds_v5",
        "team pricing, up to 3 x Standard_D4ds_v5",
        "team pricing, up to 3 x Standard_E4ds_v5",
    ]
    assert all(part.low_usd <= part.expected_usd <= part.high_usd for part in cost.parts)


def test_it_says_who_is_not_let_in(load: Load) -> None:
    site = compose(load(RISK, {"name": "pricing"}))
    assert list(site.features["team_compute"].notes(site)) == [
        "Only admins may use the machines of pricing until features.team_compute names its group.",
        "The teams' groups must be in the account and assigned to the workspace.",
    ]


@pytest.mark.parametrize(
    ("teams", "text"),
    [
        ([], "features.team_compute.teams: is required: list the teams, each such as {name: risk, group:"),
        ([RISK, RISK], "must name each team once; 'risk' stands there twice"),
        ([{**RISK, "group": "admins"}], "must be a group of the account; admins may use everything anyway"),
        ([{"name": "Risk Team"}], "must be lower-case letters, digits and single hyphens"),
        ([{**RISK, "max_workers": 0}], "greater than or equal to 1"),
        ([{**RISK, "worker_types": ["D4"]}], "must be an Azure VM type such as Standard_D4ds_v5"),
        ([{**RISK, "group": "${file}"}], "must not contain ${ or %{"),
    ],
)
def test_fails_for_teams_that_cannot_be(load: Load, teams: list[dict[str, Any]], text: str) -> None:
    with pytest.raises(DocumentError) as refused:
        load(*teams)
    assert text in str(refused.value)
