"""What the features that people work with make, with what is told to them, and what they say about it."""

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
