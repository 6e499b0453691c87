"""Plans, as programs get them."""

import json
from datetime import date
from pathlib import Path

import pytest

from app.capability import CapabilityPlan, plan
from app.intent.reading import read_request
from app.platform_file import save_platform
from blueprints.checking import load_platforms
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


def test_lists_what_is_left_to_do_by_hand() -> None:
    found = planned("ML training in prod for team vision with unity catalog and gpus")
    assert found.platform is not None
    assert (found.status, found.match_type) == ("partial", "partial")
    assert found.supported_features == ("gpu",)
    assert found.unsupported_features == ("unity_catalog",)
    assert found.manual_steps[0].startswith("unity_catalog: Create a storage credential")
    assert found.platform.features == {"gpu": {}}
    assert found.requires_approval
    assert found.message.endswith("; 1 step left to do by hand.")


def test_points_to_the_blueprint_that_has_a_feature() -> None:
    found = planned("ML in sandbox for team vision with gpus")
    assert found.manual_steps == (
        "gpu: Ask for databricks-ml-dev (in dev, staging) or databricks-ml-prod (in prod), which has it.",
    )


def test_what_the_blueprint_always_has_is_no_feature_of_the_file() -> None:
    found = planned("ML in dev for team vision with an interactive cluster and notebooks")
    assert found.platform is not None
    assert found.platform.features == {"notebooks": {}}


def test_words_that_were_not_understood_lower_the_confidence() -> None:
    assert planned("Kubernetes ML for team vision in dev").confidence == 0.98


def test_says_so_when_nothing_fits() -> None:
    found = planned("Power BI for team sales in prod with photon")
    assert (found.status, found.match_type, found.blueprint_name, found.platform) == ("unsupported", "none", None, None)
    assert found.decision is None
    assert found.alternative_blueprints[0].name == "databricks-ml-prod"
    assert found.manual_steps[0].startswith("photon: ")


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
        assert load_platforms([save_platform(tmp_path, found.platform).path]) == [found.platform]
    assert set(json.loads(found.model_dump_json())) >= {"status", "request", "decision", "platform", "message"}
