"""How requests are held against blueprints: the rules, on blueprints made up for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blueprints.description import BlueprintDescription
from blueprints.features.by_hand import BY_HAND
from blueprints.library import BLUEPRINTS
from blueprints.matching.blueprint_match import BlueprintMatch, Reason
from blueprints.matching.matcher import BlueprintMatcher, match
from blueprints.matching.weights import WEIGHTS, Weights
from blueprints.platform import Sizes
from blueprints.request import ENVIRONMENTS, Environment, InfrastructureRequest, WorkloadType


def made_up(
    name: str,
    workloads: tuple[WorkloadType, ...],
    environments: tuple[Environment, ...],
    *,
    required: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
) -> BlueprintDescription:
    return BlueprintDescription(
        name=name,
        display_name=name.title(),
        description=f"{name}.",
        workload_types=workloads,
        environments=environments,
        required_features=required,
        optional_features=optional,
        complexity="simple",
        estimated_time_minutes=10,
        smallest=Sizes(),
        largest=Sizes(),
        stacks="none",
    )


EMPTY = made_up("empty", ("exploration", "learning"), ("dev", "sandbox"), optional=("notebooks",))
LAB = made_up(
    "lab", ("ml", "data_science"), ("dev", "staging"), required=("interactive_compute",), optional=("gpu", "photon")
)
WORKS = made_up("works", ("ml", "data_engineering"), ("prod",), required=("instance_pool",), optional=("job_compute",))
COUNTER = made_up("counter", ("bi", "analytics"), ("prod",), required=("sql_warehouse",))
HALL = made_up("hall", ("analytics", "ml", "bi", "streaming"), ENVIRONMENTS, required=("job_compute", "instance_pool"))
LIBRARY = (EMPTY, LAB, WORKS, COUNTER)


def held(
    environment: Environment | None,
    workload: WorkloadType | None,
    *features: str,
    unwanted: tuple[str, ...] = (),
    among: tuple[BlueprintDescription, ...] = LIBRARY,
    weights: Weights = WEIGHTS,
) -> BlueprintMatch:
    request = InfrastructureRequest(
        team="vision",
        environment=environment,
        workload_type=workload,
        features=features,
        unwanted_features=unwanted,
    )
    return BlueprintMatcher(among, weights=weights).match(request)


def name(found: BlueprintMatch) -> str | None:
    return found.blueprint.name if found.blueprint else None


@pytest.mark.parametrize(
    ("environment", "workload", "features", "expected"),
    [
        ("dev", "ml", (), ("lab", "exact", 1.0)),
        ("staging", "data_science", ("gpu", "interactive_compute"), ("lab", "exact", 1.0)),
        ("sandbox", "learning", (), ("empty", "exact", 1.0)),
        ("prod", "data_engineering", ("job_compute",), ("works", "exact", 1.0)),
        ("prod", "ml", ("delta_sharing",), ("works", "partial", 0.7)),
        ("dev", "ml", ("gpu", "clean_rooms"), ("lab", "partial", 0.85)),
        ("dev", "ml", ("job_compute",), ("lab", "close", 0.7)),
        ("dev", "analytics", (), ("empty", "close", 0.8)),
        ("prod", "streaming", (), ("works", "close", 0.8)),
        ("prod", "bi", ("gpu",), ("counter", "close", 0.7)),
        ("staging", "learning", (), ("lab", "close", 0.6)),
        ("staging", "learning", ("sql_warehouse",), (None, "none", 0.0)),
        ("sandbox", "ml", (), ("empty", "close", 0.7)),
        ("sandbox", "ml", ("gpu",), (None, "none", 0.0)),
        ("dev", None, (), ("empty", "close", 0.8)),
        ("dev", None, ("gpu",), ("lab", "close", 0.8)),
        (None, "ml", (), ("lab", "close", 0.85)),
        (None, None, (), ("empty", "close", 0.65)),
    ],
)
def test_chooses(
    environment: Environment | None,
    workload: WorkloadType | None,
    features: tuple[str, ...],
    expected: tuple[str | None, str, float],
) -> None:
    found = held(environment, workload, *features)
    assert (name(found), found.match_type, found.confidence) == expected


def test_says_what_each_point_of_the_score_came_from() -> None:
    assert held("dev", "analytics", "notebooks", "gpu").reasons == (
        Reason("workload", 0.2, 0.4, "the nearest to analytics: made for exploration and learning"),
        Reason("environment", 0.3, 0.3, "allowed in dev"),
        Reason("features", 0.15, 0.3, "1 of 2: has notebooks; has no gpu"),
    )
    assert [reason.why for reason in held("dev", "ml").reasons] == ["made for ml", "allowed in dev", "none were wished"]


def test_a_feature_of_another_blueprint_is_said_and_not_logged() -> None:
    found = held("dev", "ml", "job_compute")
    assert "It has no job_compute; works (prod) has it." in found.because
    assert found.feature_requests_to_log == ()
    assert found.manual_steps_required == ()


def test_what_nothing_here_builds_is_logged_with_its_steps_in_order() -> None:
    found = held("prod", "ml", "job_compute", "delta_sharing")
    assert found.supported_features == ("job_compute",)
    assert found.unsupported_features == found.feature_requests_to_log == ("delta_sharing",)
    [sharing] = [one for one in BY_HAND if one.name == "delta_sharing"]
    assert [step[1:] for step in found.manual_steps_required] == [tuple(step) for step in sharing.steps]
    assert {step.feature for step in found.manual_steps_required} == {"delta_sharing"}
    assert "Nothing here builds delta_sharing yet." in found.because


def test_names_two_others_and_why() -> None:
    first, second = held("dev", "ml", "gpu").alternative_blueprints
    assert (first.name, first.score, first.lacks) == ("empty", 0.4, ("gpu",))
    assert first.why == (
        "a bare workspace where ml can begin; made for exploration and learning; allowed in dev; has no gpu"
    )
    assert (second.name, second.why) == (
        "works",
        "made for ml; not allowed in dev, only in prod; has no gpu; always has instance_pool",
    )


def test_where_nothing_fits_all_are_listed_by_nearness_and_the_reasons_are_the_nearest_ones() -> None:
    found = held("sandbox", "ml", "gpu")
    assert [(one.name, one.score) for one in found.alternative_blueprints] == [
        ("lab", 0.7),
        ("empty", 0.4),
        ("works", 0.4),
        ("counter", 0.0),
    ]
    assert found.reasons[1] == Reason("environment", 0.0, 0.3, "not allowed in sandbox, only in dev and staging")
    assert found.because == (
        "Nothing allowed in sandbox fits well enough; empty comes nearest: a bare workspace where ml can begin; "
        "made for exploration and learning.",
        "It has no gpu; lab (dev, staging) has it.",
    )
    assert held("sandbox", "ml", among=(LAB,)).because == ("No blueprint is allowed in sandbox.",)


def test_without_blueprints_nothing_fits() -> None:
    found = held("dev", "ml", among=())
    assert (found.match_type, found.reasons, found.alternative_blueprints) == ("none", (), ())


def test_what_is_always_there_but_unwanted_cannot_be_exact() -> None:
    found = held("dev", "ml", unwanted=("interactive_compute", "photon"))
    assert (name(found), found.match_type, found.confidence) == ("lab", "close", 1.0)
    assert "It always has interactive_compute, which was not wanted." in found.because


def test_of_equals_the_one_without_what_is_unwanted_is_taken() -> None:
    without = replace(WORKS, name="zworks", environments=("dev",))
    found = held("dev", "ml", unwanted=("interactive_compute",), among=(LAB, without))
    assert (name(found), found.match_type) == ("zworks", "exact")


def test_a_wish_that_the_blueprint_excludes_cannot_be_exact() -> None:
    graphic = replace(LAB, required_features=("interactive_compute", "gpu"), optional_features=("photon",))
    found = held("dev", "ml", "photon", among=(graphic, WORKS))
    assert (found.match_type, found.unsupported_features) == ("close", ("photon",))
    assert "It always has gpu, which excludes photon." in found.because


def test_wishes_that_exclude_each_other_cannot_be_exact() -> None:
    found = held("dev", "ml", "photon", "gpu")
    assert found.match_type == "close"
    assert "gpu and photon exclude each other; wish for one of them." in found.because


def test_a_feature_whose_need_the_blueprint_cannot_have_is_not_had() -> None:
    bare = replace(EMPTY, optional_features=("spot", "notebooks"))
    assert held("dev", "exploration", "spot", "notebooks", among=(bare,)).supported_features == ("notebooks",)


def test_ties_are_broken_by_what_is_brought_along_then_by_cost_then_by_name() -> None:
    twin, cheap = replace(LAB, name="a-lab"), replace(LAB, name="z-cheap")
    heavy = replace(
        LAB, name="a-heavy", required_features=("interactive_compute", "photon"), optional_features=("gpu",)
    )
    assert name(held("dev", "ml", among=(LAB, twin))) == "a-lab"
    weights = replace(WEIGHTS, cheapest_first=("z-cheap", "a-lab"))
    assert name(held("dev", "ml", among=(LAB, twin, cheap), weights=weights)) == "z-cheap"
    assert name(held("dev", "ml", among=(heavy, LAB))) == "lab"
    assert name(held("dev", "ml", "photon", "interactive_compute", among=(heavy, LAB))) == "a-heavy"


def test_one_for_general_use_stands_back_unless_what_it_brings_was_wished() -> None:
    assert name(held("prod", "ml", among=(HALL, WORKS))) == "works"
    found = held("prod", "ml", "job_compute", "instance_pool", among=(HALL, replace(WORKS, optional_features=())))
    assert (name(found), found.match_type) == ("hall", "exact")


def test_a_blueprint_that_names_the_workload_first_suits_it_best() -> None:
    etl = replace(WORKS, name="zetl", workload_types=("data_engineering",), required_features=("job_compute", "photon"))
    assert name(held("prod", "data_engineering", among=(WORKS, etl))) == "zetl"


def test_weights_are_data() -> None:
    weights = Weights(workload=0, environment=0, features=1, none_below=0.4)
    found = held("dev", "ml", "notebooks", weights=weights)
    assert (name(found), found.confidence, found.match_type) == ("empty", 1.0, "exact")


def test_a_request_says_each_feature_once() -> None:
    found = held("dev", "ml", "gpu", "gpu", "delta_sharing")
    assert found.reasons[2].points == 0.15
    assert found.supported_features == ("gpu",)


def test_the_library_is_what_is_matched_where_nothing_else_is_said() -> None:
    request = InfrastructureRequest(team="vision", environment="dev", workload_type="ml")
    assert match(request).as_dict() == BlueprintMatcher(BLUEPRINTS).match(request).as_dict()


def named(name: str, environment: Environment | None, *features: str, workload: WorkloadType = "ml") -> BlueprintMatch:
    request = InfrastructureRequest(blueprint=name, environment=environment, workload_type=workload, features=features)
    return BlueprintMatcher(LIBRARY).match(request)


@pytest.mark.parametrize("name", ["counter", "Counter", "databricks-counter"])
def test_a_blueprint_that_was_named_is_taken_though_another_fits_better(name: str) -> None:
    found = named(name, "prod")
    assert (found.blueprint, found.match_type) == (COUNTER, "close")
    assert found.reasons[0] == Reason("blueprint", 0.0, 0.0, "asked for by name")
    assert found.because[0] == "counter was asked for by name."
    assert found.alternative_blueprints[0].name == "works"


def test_a_named_blueprint_is_taken_below_the_least_score() -> None:
    found = named("counter", None, "gpu")
    assert found.blueprint == COUNTER
    assert found.confidence < WEIGHTS.none_below


def test_a_named_blueprint_that_may_not_stand_there_gives_way_and_that_is_said() -> None:
    found = named("counter", "dev")
    assert (found.blueprint, found.match_type) == (LAB, "close")
    assert found.because[0] == ("counter was asked for by name, but is only allowed in prod. lab is the next best.")
    assert found.reasons[0].why == "in place of databricks-counter, asked for by name"


def test_a_name_that_no_blueprint_has_is_said() -> None:
    found = named("cellar", "dev")
    assert found.blueprint == LAB
    assert found.because[0].startswith("databricks-cellar was asked for by name, but there is no such blueprint.")


def test_without_a_workload_what_always_has_two_wishes_beats_what_is_cheaper() -> None:
    general = replace(HALL, name="general", optional_features=("photon", "gpu"))
    cheap = replace(WORKS, name="cheap", optional_features=("job_compute", "photon", "gpu"), required_features=())
    weights = replace(WEIGHTS, cheapest_first=("cheap", "general"))

    def chosen(workload: WorkloadType | None, *features: str) -> str:
        found = held("prod", workload, *features, among=(cheap, general), weights=weights)
        assert found.blueprint is not None
        return found.blueprint.name

    assert chosen(None, "job_compute", "photon", "gpu") == "cheap"
    roomy = replace(cheap, optional_features=("job_compute", "instance_pool", "photon"))
    found = held("prod", None, "job_compute", "instance_pool", "photon", among=(roomy, general), weights=weights)
    assert found.blueprint == general
    assert found.because[0] == "No workload was named; general always has instance_pool and job_compute."
