"""What holds for every request, on the library as it is."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.intent.reading import read_request
from app.sizing.month import cost_range
from blueprints.features.vocabulary import CLASSES, FEATURES
from blueprints.library import BLUEPRINTS
from blueprints.matching.matcher import BlueprintMatcher, match
from blueprints.matching.weights import CHEAPEST_FIRST
from blueprints.request import ENVIRONMENTS, WORKLOAD_TYPES, InfrastructureRequest
from catalog.regions import DEFAULT_REGION
from naming.errors import UsageError
from tests.blueprints.sentences import SENTENCES
from tests.conftest import ROOT

SHARED = ROOT.parent / "shared" / "requests" / "sentences.jsonl"

WISHES = st.lists(st.sampled_from([*FEATURES, "teleportation"]), max_size=6)
REQUESTS = st.builds(
    InfrastructureRequest,
    team=st.just("vision"),
    environment=st.sampled_from([None, *ENVIRONMENTS]),
    workload_type=st.sampled_from([None, *WORKLOAD_TYPES]),
    features=WISHES.map(tuple),
    unwanted_features=st.lists(st.sampled_from(sorted(FEATURES)), max_size=2).map(tuple),
)


@given(REQUESTS)
@settings(max_examples=300, deadline=None)
def test_rules_hold_for_every_request(request: InfrastructureRequest) -> None:
    found = match(request)
    assert 0 <= found.confidence <= 1
    assert all(0 <= one.score <= 1 for one in found.ranked)
    assert sorted(found.supported_features + found.unsupported_features) == sorted(set(request.features))
    assert found.feature_requests_to_log == tuple(sorted(set(request.features) - CLASSES.keys()))
    assert {step.feature for step in found.manual_steps_required} == {*found.feature_requests_to_log} & FEATURES.keys()
    assert found.because
    nearest = found.chosen or found.ranked[0]
    assert sum(reason.points for reason in found.reasons) == pytest.approx(nearest.score)
    assert all(0 <= reason.points <= reason.of for reason in found.reasons)
    if found.blueprint is None:
        assert found.match_type == "none"
        assert len(found.alternative_blueprints) == len(BLUEPRINTS)
        assert all(one.score < 0.5 for one in found.ranked if one.environment)
        return
    assert len(found.alternative_blueprints) == 2
    assert found.confidence >= 0.5
    assert request.environment is None or request.environment in found.blueprint.environments
    assert (found.match_type == "partial") == bool(found.feature_requests_to_log)
    if found.match_type == "exact":
        assert found.unsupported_features == ()
        assert found.confidence > 0.8
        assert not set(request.unwanted_features) & set(found.blueprint.required_features)


@given(REQUESTS, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_no_order_changes_the_answer(request: InfrastructureRequest, chance: random.Random) -> None:
    features, blueprints = list(request.features), list(BLUEPRINTS)
    chance.shuffle(features)
    chance.shuffle(blueprints)
    other = request.model_copy(update={"features": tuple(features)})
    assert BlueprintMatcher(blueprints).match(other).as_dict() == match(request).as_dict()


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_supported_wish_never_puts_an_exact_match_behind_a_blueprint_that_lacks_it(
    data: st.DataObject,
) -> None:
    blueprint = data.draw(st.sampled_from(BLUEPRINTS))
    environment = data.draw(st.sampled_from(blueprint.environments))
    wishes = data.draw(st.lists(st.sampled_from(blueprint.features), unique=True, min_size=1, max_size=5))
    request = InfrastructureRequest(
        environment=environment,
        workload_type=data.draw(st.sampled_from(blueprint.workload_types)),
        features=tuple(wishes[1:]),
    )
    before = match(request)
    assume(before.match_type == "exact")
    assert before.chosen is not None
    exact, wish = before.chosen.candidate, wishes[0]
    assume(exact.has(wish, environment))
    after = match(request.model_copy(update={"features": tuple(wishes)}))
    place = {one.candidate.description.name: index for index, one in enumerate(after.ranked)}
    [same] = [one for one in after.ranked if one.candidate is exact]
    assert same.score >= before.confidence
    lacking = [one for one in after.ranked if not one.candidate.has(wish, environment)]
    assert all(place[exact.description.name] < place[one.candidate.description.name] for one in lacking)
    assert after.chosen is not None
    assert after.chosen.candidate.has(wish, environment)


def test_blueprints_are_listed_by_their_cost() -> None:
    """Paste what this shows into CHEAPEST_FIRST of blueprints/matching/weights.py where a price or a size changed."""
    by_cost = sorted(BLUEPRINTS, key=lambda one: (round(cost_range(one, DEFAULT_REGION)[0], 2), one.name))
    assert tuple(one.name for one in by_cost) == CHEAPEST_FIRST


@pytest.mark.parametrize("blueprint", BLUEPRINTS, ids=lambda one: one.name)
def test_every_blueprint_is_the_answer_to_something(blueprint: object) -> None:
    answers = {
        found.blueprint.name
        for workload in WORKLOAD_TYPES
        for environment in ENVIRONMENTS
        for asked in [(), *(one.required_features for one in BLUEPRINTS)]
        if (found := match(InfrastructureRequest(environment=environment, workload_type=workload, features=asked)))
        and found.blueprint
        and found.match_type == "exact"
    }
    assert getattr(blueprint, "name", None) in answers


def fits(sentence: str) -> None:
    """A sentence ends in a blueprint that fits; what nothing here builds is partial, with its steps."""
    request = read_request(sentence)
    found = match(request)
    assert found.blueprint is not None
    assert request.environment in found.blueprint.environments
    assert request.workload_type in found.blueprint.workload_types
    by_hand = tuple(name for name in request.features if name not in CLASSES)
    assert found.match_type == ("partial" if by_hand else "exact"), (found.blueprint.name, found.because)
    assert found.unsupported_features == by_hand
    assert [(step.feature, *step[1:]) for step in found.manual_steps_required] == [
        (name, *step) for name in by_hand for step in FEATURES[name].steps
    ]


def test_every_shared_sentence_ends_in_a_blueprint_that_fits() -> None:
    if not SHARED.is_file():
        pytest.skip("the shared sentences are not here")
    for line in SHARED.read_text(encoding="utf-8").splitlines():
        request = json.loads(line)
        if request["expect"]["team"]:
            fits(request["text"])


@pytest.mark.parametrize(("sentence", "blueprint", "by_hand"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_a_sentence_ends_in_the_blueprint_that_one_would_choose(sentence: str, blueprint: str, by_hand: str) -> None:
    fits(sentence)
    found = match(read_request(sentence))
    assert found.blueprint is not None
    assert (found.blueprint.name, " ".join(found.feature_requests_to_log)) == (blueprint, by_hand)


@pytest.mark.parametrize(
    ("sentence", "blueprint"),
    [
        (
            "We need a secure Databricks with private link and customer managed keys for the bank team in production",
            "databricks-secure",
        ),
        ("Databricks with private link and customer managed keys for the bank team in prod", "databricks-secure"),
        ("a databricks-secure platform for bank team in prod", "databricks-secure"),
        ("governed lakehouse for team gov in staging", "databricks-governed-lakehouse"),
        ("databricks-ml-dev for team x1 in staging", "databricks-ml-dev"),
        ("databricks-ml-prod for team x1", "databricks-ml-prod"),
        ("databricks-secure for team x1 in dev", "databricks-basic"),
        ("ML for team x1 in prod, not databricks-secure", "databricks-ml-prod"),
        ("Databricks streaming for team iot in dev", "databricks-streaming"),
    ],
)
def test_a_blueprint_can_be_asked_for_without_a_workload(sentence: str, blueprint: str) -> None:
    found = match(read_request(sentence))
    assert found.blueprint is not None
    assert found.blueprint.name == blueprint


def test_a_blueprint_is_read_from_its_name_and_not_from_what_it_is_for() -> None:
    named = read_request("databricks-streaming for team iot in dev")
    assert (named.blueprint, named.workload_type, named.not_understood) == ("databricks-streaming", "streaming", ())
    assert named.source("blueprint").words == "databricks-streaming"
    assert read_request("Databricks streaming for team iot in dev").blueprint is None
    given = read_request("ML for team x1 in prod", blueprint="secure")
    assert (given.blueprint, given.source("blueprint").origin) == ("databricks-secure", "flag")
    assert read_request("secure workspace for team x1", blueprint="ml-dev").blueprint == "databricks-ml-dev"


def test_fails_on_a_name_that_is_no_blueprint_s() -> None:
    with pytest.raises(UsageError, match=r"--blueprint: .*'secrue'.\nDid you mean databricks-secure"):
        read_request(blueprint="secrue")
    with pytest.raises(UsageError, match="composed is not planned from a request"):
        read_request(blueprint="composed")
