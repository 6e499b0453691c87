"""Every blueprint on offer is sound: its features fit together, its sizes fit its environments, its JSON is real."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from app.reference import sample
from app.reference.sample import EXAMPLES
from app.sizing.decide import decide
from app.sizing.limits import ENVIRONMENT_LIMITS_USD
from app.sizing.month import cost_range
from app.synthesis import build
from blueprints.checking import load_platforms
from blueprints.composition import compose, conflicts, features_of, in_order, unmet
from blueprints.description import BlueprintDescription
from blueprints.features.groups import ANYWHERE
from blueprints.features.part import Part, part_of
from blueprints.features.vocabulary import CLASSES, FEATURES
from blueprints.layers import AzureLayer, DatabricksLayer
from blueprints.library import BLUEPRINTS, blueprint
from blueprints.platform import SLUG, Platform, Sizes
from blueprints.platform_file import platform_yaml
from blueprints.request import ENVIRONMENTS, WORKLOAD_TYPES, Environment, InfrastructureRequest
from naming.errors import LakemasonError
from tests.blueprints.samples import sample_platform
from tests.conftest import ROOT

TODAY = date(2026, 11, 21)
CONFORM = ROOT.parent / "shared" / "tools" / "conform.py"
PLACES = [(one, environment) for one in BLUEPRINTS for environment in one.environments]
PAIRS = [(one, feature) for one in BLUEPRINTS for feature in one.optional_features]

each_blueprint = pytest.mark.parametrize("one", BLUEPRINTS, ids=lambda one: one.name)
each_pair = pytest.mark.parametrize(("one", "feature"), PAIRS, ids=[f"{one.name}+{feature}" for one, feature in PAIRS])
each_feature = pytest.mark.parametrize("name", CLASSES)


def test_names_are_their_own() -> None:
    names = [one.name for one in BLUEPRINTS]
    assert len(set(names)) == len(names)
    assert [name for name in names if not SLUG.fullmatch(name)] == []
    assert len({one.display_name for one in BLUEPRINTS}) == len(BLUEPRINTS)


@each_blueprint
def test_it_says_what_it_is_for(one: BlueprintDescription) -> None:
    assert one.display_name
    assert re.fullmatch(r"[A-Z].+[.]", one.description)
    assert set(one.workload_types) <= set(WORKLOAD_TYPES)
    assert len(set(one.workload_types)) == len(one.workload_types)
    assert one.environments
    assert set(one.environments) <= set(ENVIRONMENTS)
    assert one.estimated_time_minutes > 0


@each_blueprint
def test_it_lists_each_feature_once_and_only_those_with_a_class(one: BlueprintDescription) -> None:
    assert len(set(one.features)) == len(one.features)
    assert [name for name in one.features if name not in CLASSES] == []
    assert set(ANYWHERE) <= set(one.features)


@each_blueprint
def test_what_it_always_has_fits_together(one: BlueprintDescription) -> None:
    assert list(unmet(one.required_features)) == []
    assert list(conflicts(one.required_features)) == []
    for name in one.required_features:
        assert set(one.environments) <= set(CLASSES[name].about.environments), name


@each_pair
def test_a_feature_it_can_have_finds_what_it_needs_there(one: BlueprintDescription, feature: str) -> None:
    about = CLASSES[feature].about
    assert [group for group in about.needs if not set(group) & set(one.features)] == []
    assert list(conflicts((*one.required_features, feature))) == []
    assert set(about.environments) & set(one.environments)


@each_blueprint
def test_what_its_features_are_told_they_understand(one: BlueprintDescription) -> None:
    assert set(one.feature_options) <= set(one.features)
    told = {name: one.feature_options.get(name, {}) for name in one.features}
    assert features_of(one, told).keys() == set(one.features)


@each_blueprint
def test_its_layers_are_layers(one: BlueprintDescription) -> None:
    stacks = importlib.import_module(one.stacks)
    assert issubclass(stacks.Azure, AzureLayer)
    assert issubclass(stacks.Databricks, DatabricksLayer)


@each_blueprint
def test_its_largest_costs_no_less_than_its_smallest(one: BlueprintDescription) -> None:
    smallest, largest = cost_range(one, "westeurope")
    assert 0 <= smallest <= largest


@pytest.mark.parametrize("size", ["smallest", "largest"])
@each_blueprint
def test_its_range_has_the_sizes_that_it_needs(one: BlueprintDescription, size: str) -> None:
    needed = compose(sample_platform(one.name)).sizes_needed - {"runtime"}
    sizes: Sizes = getattr(one, size)
    assert set(sizes.model_dump(exclude_none=True)) - {"runtime"} == needed


@pytest.mark.parametrize("region", ["westeurope", "eastus"])
@pytest.mark.parametrize(("one", "environment"), PLACES, ids=[f"{b.name}-{e}" for b, e in PLACES])
def test_its_default_sizes_fit_the_limit_of_each_environment(
    one: BlueprintDescription, environment: Environment, region: str
) -> None:
    request = InfrastructureRequest(team="labs", environment=environment, region=region)
    decision = decide(request, one, today=TODAY)
    assert decision.monthly_cost_usd <= ENVIRONMENT_LIMITS_USD[environment]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@each_blueprint
def test_a_sample_runs_where_it_is_told_to(one: BlueprintDescription, environment: Environment) -> None:
    if environment not in one.environments:
        pytest.skip(f"{one.name} is for {', '.join(one.environments)}")
    assert sample_platform(one.name, environment=environment).environment == environment


@pytest.mark.parametrize("feature", ["", *CLASSES])
def test_a_sample_is_a_right_platform_file_of_each_blueprint(tmp_path: Path, feature: str) -> None:
    having = [one for one in BLUEPRINTS if not feature or feature in one.features]
    assert having, f"no blueprint can have {feature}"
    for one in having:
        platform = sample_platform(one.name, (feature,) if feature else ())
        path = tmp_path / f"{platform.name}.yaml"
        path.write_text(platform_yaml(platform))
        assert load_platforms([path], today=TODAY) == [platform]


@each_pair
def test_a_sample_with_a_feature_has_it_and_what_it_needs(one: BlueprintDescription, feature: str) -> None:
    plain, more = sample_platform(one.name), sample_platform(one.name, (feature,))
    site = compose(more)
    assert feature in site
    assert list(unmet(site.features)) == []
    assert set(compose(plain).features) <= set(site.features)
    if feature != "gpu":
        kept = plain.sizes.model_dump(exclude_none=True)
        assert kept.items() <= more.sizes.model_dump().items()


def test_no_example_is_left_over() -> None:
    samples = [sample_platform(one.name, (feature,) if feature else ()) for one, feature in [*PAIRS, *plain()]]
    said = {f"{name}.{option}" for platform in samples for name, told in platform.features.items() for option in told}
    assert [key for key in EXAMPLES if not any(key in (one, one.partition(".")[2]) for one in said)] == []


def plain() -> list[tuple[BlueprintDescription, str]]:
    return [(one, "") for one in BLUEPRINTS]


def synthesized(platform: Platform, out: Path) -> Path:
    build([platform], out=out, state="../state")
    return out


@pytest.mark.skipif(not CONFORM.is_file(), reason="the real providers' schemas are not here")
@each_blueprint
def test_it_holds_against_the_real_schemas(tmp_path: Path, one: BlueprintDescription) -> None:
    out = synthesized(sample_platform(one.name), tmp_path / "out")
    done = subprocess.run([sys.executable, CONFORM, out], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1].endswith("0 faults"), done.stdout


@each_blueprint
def test_equal_platforms_synthesize_to_equal_json(tmp_path: Path, one: BlueprintDescription) -> None:
    platform = sample_platform(one.name)
    first, second = (synthesized(platform, tmp_path / name) for name in ("first", "second"))
    for stack in platform.stacks:
        texts = [json.loads((out / "stacks" / stack / "cdk.tf.json").read_text()) for out in (first, second)]
        assert texts[0] == texts[1]


@each_feature
def test_a_feature_is_described_and_knows_the_others(name: str) -> None:
    about = CLASSES[name].about
    assert about.name == name
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
    assert about.description
    assert not about.description.endswith(".")
    others = {*(other for group in about.needs for other in group), *about.excludes}
    assert others <= CLASSES.keys() - {name}
    assert set(about.sizes) <= set(Sizes.model_fields)
    assert (CLASSES[name].__doc__ or "").strip()


@each_feature
def test_a_feature_has_a_part_where_it_adds_resources(name: str) -> None:
    part = part_of(CLASSES[name]())
    assert (type(part) is not Part) >= bool(CLASSES[name].about.layers)


@each_feature
def test_needs_never_go_in_a_circle(name: str) -> None:
    def needed(feature: str, way: tuple[str, ...]) -> None:
        assert feature not in way, " needs ".join((*way, feature))
        for group in CLASSES[feature].about.needs:
            for other in group:
                needed(other, (*way, feature))

    needed(name, ())
    order = in_order(CLASSES)
    for group in CLASSES[name].about.needs:
        assert min(order.index(other) for other in group) < order.index(name)


def test_what_is_built_is_not_done_by_hand() -> None:
    for name, wish in FEATURES.items():
        assert wish.supported == (name in CLASSES)
        assert bool(wish.steps) != wish.supported
        for step in wish.steps:
            assert step.minutes > 0
            assert step.text.endswith(".")
            assert step.link.startswith("https://")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("databricks-ml-deb", "Did you mean databricks-ml-dev?"),
        ("ml-prod", "Did you mean databricks-ml-prod?"),
        ("kubernetes", "There are: "),
    ],
)
def test_fails_for_an_unknown_blueprint_naming_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(LakemasonError, match=f"There is no blueprint '{name}'") as caught:
        blueprint(name)
    assert caught.value.fix.startswith(hint)


def test_fails_for_a_feature_in_place_of_a_blueprint() -> None:
    with pytest.raises(LakemasonError, match="gpu is a feature, not a blueprint") as caught:
        blueprint("gpu")
    assert "blueprints coverage" in caught.value.fix


def test_fails_for_a_sample_where_its_features_do_not_go() -> None:
    with pytest.raises(LakemasonError, match="gpu and photon exclude each other"):
        sample_platform("databricks-ml-dev", ("gpu", "photon"))


@pytest.mark.parametrize(
    ("examples", "text"),
    [({}, "EXAMPLES has nothing for budget_alert.emails"), ({"emails": []}, "the example of budget_alert.emails")],
)
def test_fails_for_a_sample_without_an_example_that_does(
    monkeypatch: pytest.MonkeyPatch, examples: dict[str, list[str]], text: str
) -> None:
    monkeypatch.setattr(sample, "EXAMPLES", examples)
    with pytest.raises(LookupError, match=text):
        sample_platform("databricks-basic", ("budget_alert",))
