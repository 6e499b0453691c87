"""What the features that people work with make, with what is told to them, and what they say about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.sizing.pricing import price
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
region: westeurope
sizes: {{tier: premium}}
features: {features}
"""
Load = Callable[[dict[str, Any]], Platform]
URL = "https://github.com/example/sales"


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """A platform with these features, read and checked as from a file."""

    def read(features: dict[str, Any]) -> Platform:
        path = tmp_path / "labs-sales-dev.yaml"
        path.write_text(PLATFORM.format(features=json.dumps(features)))
        (platform,) = load_platforms([path])
        return platform

    return read


def mistake(load: Load, features: dict[str, Any]) -> str:
    """What a person is told."""
    with pytest.raises(DocumentError) as told:
        load(features)
    return str(told.value)


def databricks(platform: Platform, folder: Path) -> dict[str, Any]:
    """The second layer's resources by type, each type's in their order."""
    build([platform], out=folder / "out", state="../state")
    stack = json.loads((folder / "out/stacks" / platform.stacks[1] / "cdk.tf.json").read_text())
    return {
        kind: [{key: value for key, value in body.items() if key != "//"} for body in bodies.values()]
        for kind, bodies in stack["resource"].items()
    }


def test_a_repository_is_checked_out_under_the_platforms_name(load: Load, tmp_path: Path) -> None:
    assert databricks(load({"repos_integration": {"url": URL}}), tmp_path) == {
        "databricks_repo": [{"branch": "main", "git_provider": "gitHub", "path": "/Repos/labs/sales-dev", "url": URL}]
    }


def test_a_repository_does_as_it_is_told(load: Load, tmp_path: Path) -> None:
    told = {
        "url": "https://dev.azure.com/example/sales/_git/code",
        "tag": "v1",
        "sparse": ["etl"],
        "purpose": "code",
        "entra_sign_in": True,
    }
    made = databricks(load({"repos_integration": told}), tmp_path)
    (repo,) = made["databricks_repo"]
    assert repo.pop("depends_on")[0].startswith("databricks_git_credential.")
    assert repo == {
        "git_provider": "azureDevOpsServices",
        "path": "/Repos/labs/sales-dev-code",
        "sparse_checkout": {"patterns": ["etl"]},
        "tag": "v1",
        "url": "https://dev.azure.com/example/sales/_git/code",
    }
    assert made["databricks_git_credential"] == [{"git_provider": "azureDevOpsServicesAad"}]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://gitlab.com/a/b", "gitLab"),
        ("https://bitbucket.org/a/b", "bitbucketCloud"),
        ("https://example.visualstudio.com/a/_git/b", "azureDevOpsServices"),
        ("https://GitHub.com/a/b.git", "gitHub"),
    ],
)
def test_the_address_tells_who_hosts_it(load: Load, tmp_path: Path, url: str, host: str) -> None:
    assert databricks(load({"repos_integration": {"url": url}}), tmp_path)["databricks_repo"][0]["git_provider"] == host


def test_a_repository_says_how_databricks_signs_in(load: Load) -> None:
    for told, said in (({}, 1), ({"url": "https://dev.azure.com/a/b/_git/c", "entra_sign_in": True}, 0)):
        site = compose(load({"repos_integration": {"url": URL, **told}}))
        notes = list(site.features["repos_integration"].notes(site))
        assert len(notes) == said
        assert all("Git credential in the workspace first" in note for note in notes)


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({}, "features.repos_integration.url: is required: the repository's https address, such as https://github"),
        ({"url": "git@github.com:a/b.git"}, "must be an https address without a user or password in it"),
        ({"url": "https://me:token@github.com/a/b"}, "must be an https address without a user or password in it"),
        ({"url": "https://git.example.com/a/b"}, "features.repos_integration.provider: is required: who hosts"),
        ({"url": "https://notgithub.com/a/b"}, "features.repos_integration.provider: is required: who hosts"),
        ({"url": URL, "branch": "main", "tag": "v1"}, "a branch is said too; take one of them out"),
        ({"url": URL, "entra_sign_in": True}, "only Azure DevOps knows Entra ID, and this is gitHub; take it out"),
        ({"url": URL, "token": "ghp_x"}, "features.repos_integration.token"),
    ],
)
def test_fails_for_a_repository_that_cannot_be_checked_out(load: Load, told: dict[str, Any], text: str) -> None:
    assert text in mistake(load, {"repos_integration": told})


def of_models(made: dict[str, Any]) -> dict[str, Any]:
    """What model serving makes of it, by type: schemas and volumes by name."""
    return {
        "schemas": [one["name"] for one in made["databricks_schema"] if one["name"].startswith("ml_")],
        "volumes": [one["name"] for one in made["databricks_volume"]],
        "model": made["databricks_registered_model"][0]["name"],
        "experiment": made["databricks_mlflow_experiment"][0]["name"].rpartition("/")[2],
    }


def test_a_model_has_an_experiment_and_no_endpoint_until_there_is_a_version(load: Load, tmp_path: Path) -> None:
    platform = load({"storage": {}, "unity_catalog": {}, "mlflow_model_serving": {"model": "churn"}})
    made = databricks(platform, tmp_path)
    assert of_models(made) == {
        "schemas": ["ml_models"],
        "volumes": ["experiments"],
        "model": "sales_churn",
        "experiment": "sales-dev-churn",
    }
    assert made["databricks_directory"][0]["path"] == "/Shared/labs/experiments"
    assert "databricks_model_serving" not in made
    site = compose(platform)
    assert list(site.features["mlflow_model_serving"].usage(site)) == []
    assert list(site.features["mlflow_model_serving"].notes(site)) == [
        "The endpoint comes with features.mlflow_model_serving.version once a version is registered."
    ]


def test_an_endpoint_serves_the_version_that_is_said(load: Load, tmp_path: Path) -> None:
    told = {"model": "churn", "version": 3, "workload_size": "Medium"}
    platform = load({"storage": {}, "unity_catalog": {}, "mlflow_model_serving": told})
    (endpoint,) = databricks(platform, tmp_path)["databricks_model_serving"]
    assert endpoint["name"] == "labs-sales-dev-churn"
    (served,) = endpoint["config"]["served_entities"]
    served.pop("entity_name")
    assert served == {
        "entity_version": "3",
        "name": "current",
        "scale_to_zero_enabled": True,
        "workload_size": "Medium",
        "workload_type": "CPU",
    }


@pytest.mark.parametrize(
    ("told", "usd"),
    [
        # 4 requests x 42 h x 1 DBU x USD 0.084; nothing at the least, as it goes to sleep.
        ({}, (0, 14.11, 14.11)),
        # 4 requests x 730 h x 1 DBU x USD 0.084.
        ({"scale_to_zero": False}, (245.28, 245.28, 245.28)),
        # One T4: 42 h x 10.48 DBU x USD 0.084.
        ({"workload_type": "GPU_SMALL"}, (0, 36.97, 36.97)),
        # 16 to 64 requests, 40 expected: 42 h x 1 DBU x USD 0.084 each.
        ({"workload_size": "Large"}, (0, 141.12, 225.79)),
    ],
)
def test_an_endpoint_costs_what_it_can_answer(load: Load, told: dict[str, Any], usd: tuple[float, ...]) -> None:
    site = compose(load({"storage": {}, "unity_catalog": {}, "mlflow_model_serving": {"version": 1, **told}}))
    cost = price(site.features["mlflow_model_serving"].usage(site), "westeurope")
    assert (cost.low_usd, cost.expected_usd, cost.high_usd) == usd


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({"version": 0}, "greater than or equal to 1"),
        ({"version": True}, "features.mlflow_model_serving.version"),
        ({"model": "Churn Model"}, "must be lower-case letters, digits and single hyphens"),
        ({"workload_size": "Tiny"}, "features.mlflow_model_serving.workload_size"),
    ],
)
def test_fails_for_a_model_that_cannot_be_served(load: Load, told: dict[str, Any], text: str) -> None:
    assert text in mistake(load, {"storage": {}, "unity_catalog": {}, "mlflow_model_serving": told})


def test_fails_for_a_model_without_unity_catalog(load: Load) -> None:
    told = mistake(load, {"mlflow_model_serving": {}})
    assert "mlflow_model_serving needs unity_catalog; add `storage: {}` and `unity_catalog: {}` to features" in told
