"""Plans, as programs get them."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app import capability
from app.capability import CapabilityPlan, plan
from app.intent.reading import read_request
from blueprints.checking import load_platforms
from blueprints.databricks_ml_dev.description import DATABRICKS_ML_DEV
from blueprints.databricks_ml_prod.description import DATABRICKS_ML_PROD
from blueprints.description import BlueprintDescription
from blueprints.library import BLUEPRINTS
from blueprints.matching.matcher import BlueprintMatcher
from blueprints.platform import read_platform
from blueprints.platform_file import save_platform
from naming.errors import LakemasonError
from tests.app.intent.sentences import SENTENCES

TODAY = date(2026, 11, 21)


def planned(sentence: str, *, name: str | None = None) -> CapabilityPlan:
    return plan(read_request(sentence, requested_by="kim"), name=name, today=TODAY)


def test_plans_the_first_sentence() -> None:
    found = planned("I need Databricks for ML team in dev environment")
    assert found.platform is not None
    assert (found.status, found.match_type, found.confidence) == ("ready", "exact", 1.0)
    assert found.blueprint_name == "databricks-ml-dev"
    assert found.platform.name == "ml-team-ml-dev"
    assert found.platform.cost_limit_usd == 500
    assert found.platform.origin.model_dump() == {
        "asked_by": "kim",
        "sentence": "I need Databricks for ML team in dev environment",
        "parser": "rules",
        "match": "exact",
        "because": found.because,
    }
    assert found.estimated_monthly_cost_usd == 483.34
    assert found.estimated_time_minutes == 15
    assert not found.requires_approval
    assert found.manual_steps == ()


def test_names_come_from_the_convention() -> None:
    found = planned("ML for team vision in dev")
    assert {resource.type: resource.name for resource in found.resources}.items() <= found.names.items()
    assert list(found.names) == [
        "azurerm_resource_group",
        "azurerm_databricks_workspace",
        "azurerm_managed_resource_group",
        "databricks_cluster",
    ]
    assert all("vision" in name for name in found.names.values())


def test_a_full_plan_says_what_it_makes_how_long_it_takes_and_what_it_costs() -> None:
    found = planned("I need Databricks for ML team in dev environment")
    assert found.message.splitlines() == [
        f"ml-team-ml-dev can be built in full: Machine learning, development (exact match) in westeurope, "
        f"{len(found.resources)} resources, about 15 minutes, about USD 483 a month.",
        "Proceed?",
    ]
    assert [(one.what, one.points, one.of, one.why) for one in found.reasons] == [
        ("workload", 0.4, 0.4, "made for ml"),
        ("environment", 0.3, 0.3, "allowed in dev"),
        ("features", 0.3, 0.3, "none were wished"),
    ]


def test_a_partial_plan_numbers_the_steps_by_hand() -> None:
    found = planned("ML training in prod for team vision with delta sharing and autoscaling")
    assert found.platform is not None
    assert (found.status, found.match_type) == ("partial", "partial")
    assert found.supported_features == ("autoscaling",)
    assert found.unsupported_features == found.feature_requests_to_log == ("delta_sharing",)
    assert "delta_sharing" not in found.platform.features
    assert found.requires_approval
    lines = found.message.splitlines()
    assert lines[0].startswith("vision-ml-prod can be built in part, without delta_sharing. Automated: ")
    assert lines[1:] == [
        "By hand, about 40 minutes:",
        "1. delta_sharing: Turn on external Delta Sharing for the metastore in the account console. (10 minutes) "
        "https://learn.microsoft.com/azure/databricks/delta-sharing/set-up",
        "2. delta_sharing: Create a share and add the tables to it in Catalog Explorer. (15 minutes) "
        "https://learn.microsoft.com/azure/databricks/delta-sharing/create-share",
        "3. delta_sharing: Create a recipient for each partner and grant it the share. (15 minutes) "
        "https://learn.microsoft.com/azure/databricks/delta-sharing/create-recipient",
        "To be logged as asked for: delta_sharing.",
        "Proceed with the automated part?",
    ]


def test_an_unsupported_plan_says_why_what_comes_nearest_and_what_could_be_had(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(capability, "match", BlueprintMatcher((DATABRICKS_ML_DEV,)).match)
    found = planned("Power BI for team sales in prod with delta sharing")
    assert (found.status, found.match_type, found.blueprint_name, found.platform) == ("unsupported", "none", None, None)
    assert found.decision is None
    lines = found.message.splitlines()
    assert lines[:4] == [
        "This cannot be automated as it was asked for.",
        "No blueprint is allowed in prod.",
        "The nearest blueprints:",
        "- databricks-ml-dev (20%): the nearest to bi: made for ml, data_science and analytics; not allowed in prod, "
        "only in dev and staging; has no delta_sharing; always has interactive_compute.",
    ]
    assert "By hand, about 40 minutes:" in lines
    assert lines[-2] == "To be logged as asked for: delta_sharing."
    assert lines[-1].startswith("Plan databricks-")
    assert lines[-1].endswith("instead, with environment dev?")


def test_what_another_blueprint_has_is_said_and_not_left_to_do_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = replace(DATABRICKS_ML_PROD, optional_features=())
    monkeypatch.setattr(capability, "match", BlueprintMatcher((bare, DATABRICKS_ML_DEV)).match)
    found = planned("ML in prod for team vision with notebooks")
    assert (found.status, found.match_type) == ("partial", "close")
    assert (found.manual_steps, found.feature_requests_to_log) == ((), ())
    assert "It has no notebooks; databricks-ml-dev (dev, staging) has it." in found.because
    assert "Not in it: notebooks." in found.message
    assert found.platform is not None
    assert found.platform.features == {}


def test_what_must_be_filled_in_is_part_of_the_message() -> None:
    found = planned("notebooks with git for team pricing, ML in dev")
    assert found.decision is not None
    assert found.status == "ready"
    assert "features.repos_integration.url" in dict(found.decision.to_fill_in)
    assert "To fill in before it can be built: features.repos_integration.url" in found.message
    headline = found.message.splitlines()[0]
    assert " once features.repos_integration.url is written in its file" in headline


@pytest.mark.parametrize("pattern", BLUEPRINTS, ids=lambda pattern: pattern.name)
def test_what_a_plan_says_can_be_built_is_what_its_file_builds(pattern: BlueprintDescription, tmp_path: Path) -> None:
    found = planned(f"{pattern.name} for team pricing in {pattern.environments[0]}")
    assert found.platform is not None
    assert found.decision is not None
    path = save_platform(tmp_path, found.platform).path
    gaps = [where for where, _ in found.decision.to_fill_in]
    headline = found.message.splitlines()[0]
    if gaps:
        assert " once " in headline
        assert all(where in headline for where in gaps)
        with pytest.raises(LakemasonError, match=gaps[0]):
            load_platforms([path])
    else:
        assert " once " not in headline
        load_platforms([path])


def test_what_the_blueprint_always_has_is_no_feature_of_the_file() -> None:
    found = planned("ML in dev for team vision with an interactive cluster and notebooks")
    assert found.platform is not None
    assert found.platform.features == {"notebooks": {}}


def test_words_that_were_not_understood_lower_the_confidence() -> None:
    assert planned("Kubernetes ML for team vision in dev").confidence == 0.98


def test_fails_on_a_name_that_is_too_long() -> None:
    with pytest.raises(LakemasonError, match=r"has 61 characters; allowed are 60"):
        planned("ML for team vision in dev", name="x" * 61)


def test_fails_on_a_name_that_is_no_slug() -> None:
    with pytest.raises(LakemasonError, match=r"name: must be lower-case letters(.|\n)*--name"):
        planned("ML for team vision in dev", name="../x")


@pytest.mark.parametrize("sentence", SENTENCES, ids=list(SENTENCES))
def test_a_plan_reads_back_equal_as_json_and_as_a_platform_file(sentence: str, tmp_path: Path) -> None:
    try:
        found = planned(sentence)
    except LakemasonError:
        return
    assert CapabilityPlan.model_validate_json(found.model_dump_json()) == found
    if found.platform is not None:
        assert found.decision is not None
        path = save_platform(tmp_path, found.platform).path
        assert read_platform(path)[0] == found.platform
        if not found.decision.to_fill_in:
            assert load_platforms([path]) == [found.platform]
    assert set(json.loads(found.model_dump_json())) >= {"status", "request", "decision", "platform", "message"}


@pytest.mark.parametrize(
    ("sentence", "built", "left"),
    [
        ("ML for team x1 in dev with A100 gpus and 200 workers", "; 2 wishes were left out:", "A100, 200 workers"),
        ("ML for team x1 in dev with A100 gpus", "; 1 wish was left out:", "A100"),
        ("ML for team x1 in dev with T4 gpus", " in full:", ""),
        ("databricks-secure for ML of team x1 in dev", "; 1 wish was left out:", "databricks-secure"),
    ],
)
def test_a_plan_says_what_it_does_not_take_into_account(sentence: str, built: str, left: str) -> None:
    message = plan(read_request(sentence)).message
    assert f"x1-ml-dev can be built{built}" in message
    assert (f"Not taken into account: {left}." in message) == bool(left)
