"""Mistyped words are read as what they are near to; names and ordinary words stay what they are."""

import pytest

from app.intent.rules import parse
from app.intent.rules_near import near_word

START = "team vision, dev, machine learning"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("unity catolog", "unity_catalog"),
        ("private endpoits", "private_endpoints"),
        ("autoscalng", "autoscaling"),
        ("serverles sql", "serverless_sql"),
        ("notebok", "notebooks"),
        ("delta shraing", "delta_sharing"),
        ("disaster recovrey", "disaster_recovery"),
    ],
)
def test_a_typo_is_read_as_the_nearest_and_said(typed: str, meant: str) -> None:
    request = parse(f"{START}, with {typed}")
    assert request.features == (meant,)
    assert request.not_understood == ()
    source = request.source(f"features.{meant}")
    assert (source.words, source.note) == (typed, f"read as {meant}")
    assert source.sure < parse(f"{START}, with {meant.replace('_', ' ')}").source(f"features.{meant}").sure


@pytest.mark.parametrize(
    ("typed", "field", "meant"),
    [
        ("prodution", "environment", "prod"),
        ("stagging", "environment", "staging"),
        ("sandbx", "environment", "sandbox"),
        ("machine lerning", "workload_type", "ml"),
        ("data enginering", "workload_type", "data_engineering"),
        ("westeurop", "region", "westeurope"),
        ("wst europe", "region", "westeurope"),
        ("Norht Europe", "region", "northeurope"),
        ("esat us 2", "region", "eastus2"),
    ],
)
def test_a_typo_of_an_environment_workload_or_region_is_read(typed: str, field: str, meant: str) -> None:
    request = parse(f"team vision: {typed}")
    assert getattr(request, field) == meant
    assert request.source(field).note == f"read as {meant}"


@pytest.mark.parametrize(
    "word",
    [
        *("photo", "photos", "steam", "catch", "match", "earnings", "insurance", "investing", "screaming", "tasting"),
        *("horse", "stable", "cable", "cleaning", "explosion", "projection", "secretary", "sharp", "gold", "post"),
        *("digestion", "intention", "instant", "parking", "modest", "reporter", "trailing", "nightly", "storing"),
    ],
)
def test_an_ordinary_word_is_no_typo_of_a_feature(word: str) -> None:
    request = parse(f"{START}; {word} things")
    assert request.features == ()
    assert near_word(word) is None


@pytest.mark.parametrize(
    "team",
    [
        *("photo", "catalogue-x", "endpoint", "autoscalng", "polaroid", "streem", "kafca", "analitics"),
        *("unity-games", "producton", "sparrow", "batchers", "notebok", "gpux", "jupiter"),
    ],
)
def test_a_teams_name_stays_a_name(team: str) -> None:
    for sentence in (f"dev for team {team}", f"dev for the {team} team", f"team={team}, dev"):
        request = parse(sentence)
        assert request.team == team
        assert (request.features, request.environment) == ((), "dev")


@pytest.mark.parametrize("word", ["gpo", "spat", "sql", "eastus3", "xyzzy", "ünity", "cat4log"])
def test_a_short_or_strange_word_is_left_alone(word: str) -> None:
    request = parse(f"{START}; {word}")
    assert (request.features, request.region) == ((), None)


def test_a_typo_between_two_words_is_none() -> None:
    assert near_word("exploraing") in (None, "exploring")
    assert near_word("evaluatin") is None  # evaluating or evaluation


def test_negation_reaches_a_typo() -> None:
    assert parse(f"{START}, no unity catolog").unwanted_features == ("unity_catalog",)
