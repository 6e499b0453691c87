"""What holds for every kind and whatever people write."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from naming.config import NamingConfig
from naming.errors import RuleError
from naming.kinds import Kind
from naming.lint import check_name
from naming.namer import Namer
from naming.preview import collisions, plan_name
from naming.rules import rule_of
from tests.naming.samples import EVERYTHING

CONFIG = NamingConfig.packaged()
REGIONS = sorted(CONFIG.convention(Kind.WORKSPACE).codes["region"])
KINDS = st.sampled_from(list(Kind))
WORDS = st.from_regex(r"[a-z0-9]{1,12}([ _.-][a-z0-9]{1,8}){0,2}", fullmatch=True)
ANY_TEXT = st.text(max_size=90)
QUICK = settings(max_examples=120, deadline=None)


def values(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    """Values for every placeholder, the optional one included or not."""
    names = ("team", "workload", "project", "domain", "layer", "type", "entity", "file")
    required = {name: text for name in names} | {
        "environment": st.sampled_from(["dev", "staging", "prod", "sandbox", "PRD"]),
        "region": st.sampled_from(REGIONS),
    }
    return st.fixed_dictionaries(required, optional={"purpose": text})


def named(kind: Kind, given: Mapping[str, str]) -> str | None:
    """The name, or None where an error names one of the values."""
    try:
        return Namer(CONFIG).name(kind, **given)
    except RuleError as error:
        names_a_value(error, kind)
        return None


def names_a_value(error: RuleError, kind: Kind) -> None:
    """Hold that an error says which value, what is allowed, and what to do."""
    assert error.what in CONFIG.convention(kind).placeholders
    assert error.allowed
    assert error.fix or error.allowed.startswith("text")


@QUICK
@given(KINDS, values(WORDS))
def test_a_name_obeys_its_rule_or_an_error_names_the_value(kind: Kind, given: dict[str, str]) -> None:
    name = named(kind, given)
    if name is not None:
        assert rule_of(kind).mistakes(name) == []
        assert check_name(CONFIG, name, kind).status == "fine"


@QUICK
@given(KINDS, values(ANY_TEXT))
def test_whatever_people_write_a_name_obeys_its_rule(kind: Kind, given: dict[str, str]) -> None:
    name = named(kind, given)
    if name is not None:
        assert rule_of(kind).mistakes(name) == []
        assert "${" not in name
        assert ".." not in name.split("/")


@QUICK
@given(KINDS, values(WORDS))
def test_the_same_input_has_the_same_name(kind: Kind, given: dict[str, str]) -> None:
    backwards = dict(reversed(given.items()))
    assert named(kind, given) == named(kind, backwards)


@QUICK
@given(KINDS, values(WORDS), values(WORDS))
def test_two_inputs_never_collide_unreported(kind: Kind, one: dict[str, str], other: dict[str, str]) -> None:
    names = [plan_name(Namer(CONFIG), kind, owner=owner, **v) for owner, v in (("a", one), ("b", other))]
    if names[0].name is None or names[1].name is None or rule_of(kind).unique_in == "nothing":
        return
    same = names[0].name.lower() == names[1].name.lower() and names[0].container == names[1].container
    assert bool(collisions(names)) == same


@QUICK
@given(values(WORDS), values(WORDS), st.sampled_from([Kind.STORAGE_ACCOUNT, Kind.S3_BUCKET, Kind.EVENT_HUB_NAMESPACE]))
def test_hashed_names_differ_where_only_dropped_characters_do(
    one: dict[str, str], other: dict[str, str], kind: Kind
) -> None:
    used = CONFIG.convention(kind).placeholders
    assume({k: v for k, v in one.items() if k in used} != {k: v for k, v in other.items() if k in used})
    first, second = named(kind, one), named(kind, other)
    assert first is None or first != second


@pytest.mark.parametrize("pair", [("a-b", "ab"), ("a_b", "a-b"), ("a.b", "a b"), ("people's", "peoples")])
def test_teams_that_differ_by_dropped_characters_have_different_storage_accounts(pair: tuple[str, str]) -> None:
    names = {Namer(CONFIG).name(Kind.STORAGE_ACCOUNT, team=team, environment="dev") for team in pair}
    assert len(names) == 2


@pytest.mark.parametrize("kind", Kind)
def test_packaged_patterns_fit_every_region_and_environment(kind: Kind) -> None:
    for region in REGIONS:
        for environment in ("dev", "staging", "prod", "sandbox"):
            names = Namer(CONFIG, platform={"team": "ml", "environment": environment, "region": region})
            if not (kind.startswith("azurerm_") and "-" in region):  # AWS regions have hyphens
                assert names.name(kind, **EVERYTHING)
