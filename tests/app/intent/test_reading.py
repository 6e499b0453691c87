"""What is given beside a sentence wins; what is missing is an error that helps."""

import pytest

from app.capability import plan
from app.intent.reading import IncompleteRequest, read_request
from catalog.regions import RegionError
from naming.errors import RuleError, UsageError


def test_what_is_given_wins_over_the_sentence() -> None:
    request = read_request(
        "ML for team vision in dev, west europe",
        team="Core Data",
        environment="production",
        workload="machine learning",
        region="North Europe",
    )
    said = (request.team, request.environment, request.workload_type, request.region)
    assert said == ("core-data", "prod", "ml", "northeurope")


def test_needs_no_sentence() -> None:
    request = read_request(team="vision", environment="dev", workload="data-science")
    assert request.workload_type == "data_science"


def test_fails_on_an_environment_that_is_none() -> None:
    with pytest.raises(UsageError, match=r"--environment: allowed is dev, .*got 'stagin'\. Did you mean staging\?"):
        read_request(environment="stagin")


def test_fails_on_a_workload_that_is_none() -> None:
    with pytest.raises(UsageError, match="--workload"):
        read_request(workload="gardening")


def test_fails_on_a_team_that_is_no_slug() -> None:
    with pytest.raises(RuleError, match=r"--team: .*\n?.*Did you mean file-x\?"):
        read_request(team="${file(x)}")


def test_fails_on_a_region_without_prices() -> None:
    with pytest.raises(RegionError, match="no prices for West US"):
        read_request(region="West US")


@pytest.mark.parametrize("sentence", ["", "   ", "hello there", "🚀🚀"])
def test_fails_on_a_hopeless_sentence_with_an_example(sentence: str) -> None:
    with pytest.raises(IncompleteRequest) as caught:
        plan(read_request(sentence))
    text = str(caught.value)
    assert "Missing: the team and the environment. Understood: nothing." in text
    assert "I need Databricks for ML team in dev environment" in text


def test_fails_on_half_a_request_saying_what_was_understood() -> None:
    with pytest.raises(IncompleteRequest, match=r"Missing: the team\. Understood: environment dev, workload ml"):
        plan(read_request("ML in dev"))


@pytest.mark.parametrize("said", ["region=marscentral", "in Atlantis region", "region: atlantis"])
def test_fails_for_a_region_that_is_none(said: str) -> None:
    with pytest.raises(RegionError, match="knows no region"):
        read_request(f"ML for team blue, dev, {said}")


@pytest.mark.parametrize("said", ["in our region", "region=west europe", "the region of your choice"])
def test_a_region_left_open_or_known_is_none_of_that(said: str) -> None:
    assert read_request(f"ML for team blue, dev, {said}").team == "blue"


@pytest.mark.parametrize("said", ["not in westeurope", "anywhere, not in West Europe", "except weu"])
def test_fails_where_only_the_unwanted_default_region_is_left(said: str) -> None:
    sentence = f"ML for team blue, dev, {said}"
    with pytest.raises(RegionError, match=r"rules out westeurope.*\n.*--region"):
        read_request(sentence)
    assert read_request(sentence, region="northeurope").region == "northeurope"
    assert read_request(f"{sentence}. Use northeurope").region == "northeurope"
