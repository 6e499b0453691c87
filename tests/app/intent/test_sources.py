"""Every value says where it came from and how sure it is; the plan page says so where it does not speak for itself."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intent.reading import read_request, with_answer
from app.intent.rules import parse
from app.intent.rules_lexicon import lexicon
from app.intent.understanding import understood, understood_from
from blueprints.request import NOBODY, InfrastructureRequest, Source
from tests.conftest import Lakemason

SENTENCE = (
    "Producton ETL for team fraud with unity catolog, no gpus, in Ireland, nightly, 2 TB, 20 analysts, $2k a month,"
    " by Friday, GDPR"
)


def test_every_value_names_its_words_and_their_place() -> None:
    request = parse(SENTENCE)
    sources = {field: (source.words, source.note) for field, source in request.sources.items()}
    assert sources == {
        "team": ("fraud", ""),
        "environment": ("Producton", "read as prod"),
        "workload_type": ("ETL", ""),
        "region": ("Ireland", ""),
        "features.unity_catalog": ("unity catolog", "read as unity_catalog"),
        "unwanted_features.gpu": ("gpus", ""),
        "data_volume_gb": ("2 TB", ""),
        "users": ("20 analysts", ""),
        "hours_a_month": ("nightly", "2 h on 30 nights"),
        "cost_limit_usd": ("$2k a month", ""),
        "deadline": ("by Friday", ""),
    }
    assert {source.origin for source in request.sources.values()} == {"sentence"}
    assert all(SENTENCE[source.at or 0 :].startswith(source.words) for source in request.sources.values())


@pytest.mark.parametrize(
    ("plainer", "vaguer", "field"),
    [
        ("env=prod, team x1", "production, team x1", "environment"),
        ("prod for team x1", "producton for team x1", "environment"),
        ("dev for team x1", "dev for x1", "team"),
        ("ETL for team x1", "tables for team x1", "workload_type"),
        ("in West Europe", "in Amsterdam", "region"),
        ("$900 a month", "budget: 900", "cost_limit_usd"),
        ("40 h a week", "nightly", "hours_a_month"),
    ],
)
def test_what_is_said_plainly_is_surer(plainer: str, vaguer: str, field: str) -> None:
    sure, less = parse(plainer), parse(vaguer)
    assert getattr(sure, field) is not None
    assert getattr(less, field) is not None
    assert 1 >= sure.source(field).sure > less.source(field).sure > 0


def test_what_nobody_said_comes_from_nobody() -> None:
    assert parse("dev").source("team") == NOBODY == Source(origin="default")


def test_a_flag_is_a_source_and_wins_over_the_sentence() -> None:
    request = read_request("ML for team vision in dev", environment="production", region="West Europe")
    assert (request.environment, request.region) == ("prod", "westeurope")
    assert request.source("environment") == Source(origin="flag", words="production")
    assert request.source("region").origin == "flag"
    assert request.source("team").origin == "sentence"


def test_an_answer_is_a_source() -> None:
    request = with_answer(parse("ML for team vision"), "environment", "production")
    assert (request.environment, request.source("environment").origin) == ("prod", "answer")


def test_sources_survive_json() -> None:
    request = parse(SENTENCE)
    again = InfrastructureRequest.model_validate_json(request.model_dump_json())
    assert again == request
    assert json.loads(request.model_dump_json())["sources"]["deadline"] == {
        "origin": "sentence",
        "words": "by Friday",
        "at": SENTENCE.index("by Friday"),
        "sure": 0.9,
        "note": "",
    }


def test_says_in_brackets_what_does_not_speak_for_itself() -> None:
    assert dict(understood_from(parse(SENTENCE))) == {
        "team": "fraud",
        "environment": 'prod ("Producton", read as prod)',
        "workload": 'data_engineering ("ETL")',
        "region": 'northeurope ("Ireland")',
        "features": 'unity_catalog ("unity catolog", read as unity_catalog)',
        "data": '2,000 GB ("2 TB")',
        "users": "20",
        "hours": '60 a month ("nightly", 2 h on 30 nights, 50% sure)',
        "limit": 'USD 2,000 a month ("$2k a month")',
        "deadline": 'friday ("by Friday")',
        "also said": "GDPR",
    }
    assert dict(understood(parse(SENTENCE)))["environment"] == "prod"


def test_a_plain_sentence_is_shown_plainly() -> None:
    rows = understood_from(parse("I need Databricks for ML team in dev environment, West Europe, with photon"))
    assert rows == [
        ("team", "ml-team"),
        ("environment", "dev"),
        ("workload", "ml"),
        ("region", "westeurope"),
        ("features", "photon"),
    ]


def test_the_plan_page_says_what_a_typo_was_read_as(lakemason: Lakemason) -> None:
    page = lakemason("plan", "ML for team vision in dev with notebok, nightly", "--workload", "machine learning").good()
    assert 'notebooks ("notebok", read as notebooks)' in page.out
    assert "ml (given)" in page.out


def test_the_platform_file_holds_no_sources(lakemason: Lakemason) -> None:
    plan = json.loads(lakemason("plan", "ML for team vision in dev, 20 users", "--json").good().out)
    assert plan["request"]["sources"]["users"]["words"] == "20 users"
    assert '"sources"' not in json.dumps(plan["platform"])


@given(
    st.lists(st.sampled_from([*list(lexicon())[::7], "team", "x1", ",", "not", "$5 a month", "9 to 5"]), max_size=25)
)
@settings(max_examples=100, deadline=None)
def test_any_words_are_sources_of_what_is_read(words: list[str]) -> None:
    sentence = " ".join(words)
    request = parse(sentence)
    for field, source in request.sources.items():
        assert sentence[source.at or 0 :].startswith(source.words)
        name, _, feature = field.partition(".")
        value = getattr(request, name)
        assert feature in value if feature else value is not None
    said = {field.partition(".")[0] for field in request.sources}
    for field in ("team", "environment", "workload_type", "region", "users", "hours_a_month", "cost_limit_usd"):
        assert (getattr(request, field) is not None) == (field in said)
