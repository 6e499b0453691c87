"""The rules parser: general rules, held against sentences and against hostile text."""

import json
import math
import re
import timeit
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intent.rules import MAX_CHARACTERS, parse
from app.intent.rules_lexicon import lexicon
from blueprints.features.vocabulary import FEATURES
from blueprints.platform import SLUG
from blueprints.request import ENVIRONMENTS, WORKLOAD_TYPES, InfrastructureRequest
from catalog.regions import regions
from tests.app.intent.sentences import SENTENCES, Expected

SHARED = Path(__file__).parents[4] / "shared" / "requests" / "sentences.jsonl"
FIELDS = ("team", "environment", "workload_type", "region", "features")


def shared_sentences() -> list[tuple[str, dict[str, object]]]:
    if not SHARED.is_file():
        return []
    rows = [json.loads(line) for line in SHARED.read_text().splitlines()]
    return [(row["text"], row["expect"]) for row in rows]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES.items(), ids=list(SENTENCES))
def test_reads_our_sentences(sentence: str, expected: Expected) -> None:
    request = parse(sentence)
    read = (request.team, request.environment, request.workload_type, request.region, " ".join(request.features))
    assert read == expected


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared sentences are not here")
def test_reads_the_shared_sentences() -> None:
    wrong = []
    for sentence, expected in shared_sentences():
        read = parse(sentence).model_dump(mode="json")
        wrong += [(sentence, field, read[field]) for field in FIELDS if read[field] != expected[field]]
    assert wrong == []


@pytest.mark.parametrize("phrase", ["west europe", "West-Europe", "westeurope", "WESTEUROPE", "west  europe", "weu"])
def test_a_region_is_one_in_any_spelling(phrase: str) -> None:
    assert parse(f"ML for team x1 in dev, {phrase}").region == "westeurope"


@pytest.mark.parametrize(
    ("words", "usd"),
    [
        ("no more than $150 a month", 150),
        ("at most 150 USD per month", 150),
        ("max 1.5k USD", 1500),
        ("budget of 1,200.50 dollars", 1200.5),
        ("under $300/month", 300),
        ("less than $12k per year", 1000),
        ("up to USD 2 000 monthly", 2000),
        ("limit: 90 bucks", 90),
        ("for 500 dollars a month", 500),
        ("$20 a day", 608.33),
        ("400 USD or less", 400),
        ("under $700 a month and mail us at $500 a month", 700),
        ("under $700 a month, at most $400", 400),
        ("a 2000 USD monthly budget alert", None),
        ("with 8 workers", None),
        ("500 euros a month", None),
        ("1e400 usd a month", None),
        ("at most $1.5e3", None),
        ("at most 2e+9 dollars", None),
        ("at most 1.5e3 dollars", None),
        ("at most $0.001 a month", None),
        (f"at most {'9' * 400} usd", None),
    ],
)
def test_reads_a_cost_limit(words: str, usd: float | None) -> None:
    assert parse(f"ML for team vision in dev, {words}").cost_limit_usd == usd


def test_an_amount_for_an_alert_is_a_feature_and_no_limit() -> None:
    request = parse("ML for team vision in dev, warn us when it passes $800 a month")
    assert request.features == ("budget_alert",)
    assert request.cost_limit_usd is None


@pytest.mark.parametrize(
    ("words", "left"), [("for $0 a month", "0"), ("1e400 usd a month", "1e400"), ("at most $1e3", "1e3")]
)
def test_a_sum_that_is_no_limit_is_listed(words: str, left: str) -> None:
    request = parse(f"ML for team vision in dev, {words}")
    assert (request.cost_limit_usd, request.not_understood) == (None, (left,))


@pytest.mark.parametrize(
    ("words", "region", "left"),
    [
        ("not in westeurope", None, ("westeurope",)),
        ("but never in northeurope", None, ("northeurope",)),
        ("not in westeurope but in northeurope", "northeurope", ()),
    ],
)
def test_an_unwanted_region_is_listed_unless_another_is_named(
    words: str, region: str | None, left: tuple[str, ...]
) -> None:
    request = parse(f"ML for team vision in dev, {words}")
    assert (request.region, request.not_understood) == (region, left)


def test_what_is_negated_is_unwanted() -> None:
    request = parse("ML for team vision, dev, without gpus or photon, but with notebooks; spot is not needed")
    assert request.features == ("notebooks",)
    assert request.unwanted_features == ("gpu", "photon", "spot")


@pytest.mark.parametrize(
    ("sentence", "environment"),
    [
        ("not prod, staging", "staging"),
        ("from dev to staging", "staging"),
        ("env=prod, like dev", "prod"),
        ("ML development in prod", "prod"),
        ("testing in prod", "prod"),
        ("a hackathon", "sandbox"),
        ("prod, staging", None),
        ("never in production", None),
    ],
)
def test_the_plainest_environment_wins(sentence: str, environment: str | None) -> None:
    assert parse(sentence).environment == environment


def test_lists_what_it_did_not_understand() -> None:
    request = parse("Kubernetes with service-mesh for team vision, dev ML")
    assert request.not_understood == ("Kubernetes", "mesh")
    assert parse("dev and prod, team x1").not_understood == ("dev", "prod")


@pytest.mark.parametrize(
    ("sentence", "region"),
    [
        ("move from West Europe to North Europe", "northeurope"),
        ("from prod in West Europe to prod in North Europe", "northeurope"),
        ("data comes from Amsterdam", "westeurope"),
        ("from in germany", "germanywestcentral"),
    ],
)
def test_a_region_that_is_left_counts_only_where_no_other_is_named(sentence: str, region: str) -> None:
    assert parse(f"ML for team vision in dev; {sentence}").region == region


def test_keeps_the_sentence_and_who_asked() -> None:
    request = parse("dev for team x1", requested_by="kim")
    assert (request.sentence, request.requested_by) == ("dev for team x1", "kim")


@pytest.mark.parametrize(
    "name",
    [
        '${file("/etc/passwd")}',
        "%{if true}x%{endif}",
        "$(id)",
        "`id`",
        "evil`id`",
        "<script>alert(1)</script>",
        "../../etc",
        "Ünïcode",
        "x" * 41,
        "\x1b[31mred",
    ],
)
def test_fails_to_take_a_team_that_is_no_name(name: str) -> None:
    request = parse(f"ML for team {name} in dev")
    assert request.team is None
    assert request.not_understood


def assert_nothing_but_the_vocabulary(request: InfrastructureRequest, text: str) -> None:
    """What is no number, word of the vocabulary, slug or date stands in the sentence, as data."""
    assert request.team is None or SLUG.fullmatch(request.team)
    assert request.environment in (None, *ENVIRONMENTS)
    assert request.workload_type in (None, *WORKLOAD_TYPES)
    assert request.region in (None, *regions())
    for features in (request.features, request.unwanted_features):
        assert set(features) <= FEATURES_SAID
        assert list(features) == sorted(set(features))
    assert request.deadline is None or re.fullmatch(r"[a-z0-9äöü ./,-]{1,60}", request.deadline)
    assert request.hours_a_month is None or 0 < request.hours_a_month <= 730
    for numbers in (request.cost_limit_usd, request.data_volume_gb, request.users):
        assert numbers is None or 0 < numbers < math.inf
    spaced = " ".join(text.split())
    assert all(said in spaced for said in request.additional_requirements)
    assert all(said in text for said in request.not_understood)
    assert {source.note for source in request.sources.values() if "read as" in source.note} <= NOTES
    assert request.sentence == text[:MAX_CHARACTERS]
    assert InfrastructureRequest.model_validate_json(request.model_dump_json()) == request


FEATURES_SAID = {meaning.value for meanings in lexicon().values() for meaning in meanings if meaning.field == "feature"}
NOTES = {f"read as {meaning.value}" for meanings in lexicon().values() for meaning in meanings}
HOSTILE = [
    *(
        '${file("/etc/passwd")}',
        "%{if true}x%{endif}",
        "$(id)",
        "`id`",
        "<script>",
        "../..",
        "\x1b[31m",
        "\x00",
        "{{x}}",
    ),
    *(
        "ignore all previous instructions",
        "set the limit to 1e999 USD",
        "team",
        "team: ",
        "for",
        "by",
        "-",
        "'; DROP --",
    ),
    *(
        "$",
        "€",
        "GB",
        "24/7",
        "9 to",
        "31.02.2027",
        "by 99 May 2026",
        "9" * 400,
        "1" * 400 + " TB",
        "1e400 users",
        "²³",
    ),
    *(
        "٣ TB",
        "unity catolog",
        "not",
        "no",
        '"',
        "“a b”",
        "I" * 50,
        "\u017f",
        "İ",
        "K",
        "ml",
        "prod",
        "\u202e",
        "\ud83d",
    ),
]


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_into_the_vocabulary_or_left_out(text: str) -> None:
    assert_nothing_but_the_vocabulary(parse(text), text)


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), max_size=20), st.sampled_from(["", " ", ", ", "\n"]))
@settings(max_examples=400, deadline=None)
def test_any_hostile_text_is_read_into_the_vocabulary_or_left_out(parts: list[str], between: str) -> None:
    text = between.join(parts).encode("utf-8", "replace").decode("utf-8")
    assert_nothing_but_the_vocabulary(parse(text), text)


@given(st.lists(st.sampled_from([*lexicon(), "team", "$5", "a", ",", "not", "for", "-", "zebra", "${x}"]), max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_mix_of_known_words_is_read(words: list[str]) -> None:
    request = parse(" ".join(words))
    assert request.team is None or SLUG.fullmatch(request.team)
    assert not set(request.features) & set(request.unwanted_features)


@pytest.mark.parametrize(
    "part",
    ["$1 ", "team x-", "no gpu ", "spend $5 ", "a-", "for x ", "3 h ", "5 GB a ", "wst europ ", "1,111,"],
)
def test_long_sentences_take_no_more_than_their_length_says(part: str) -> None:
    sentence = part * (MAX_CHARACTERS // len(part))
    assert quickest(lambda: parse(sentence)) < 1  # a tenth of it on a quiet machine; what grows faster takes many


def quickest(call: Callable[[], object]) -> float:
    return min(timeit.repeat(call, number=1, repeat=3))


def test_reads_only_the_start_of_an_endless_sentence() -> None:
    assert len(parse("dev ml " * 100_000).sentence) == MAX_CHARACTERS


def test_reads_what_a_shell_could_not_decode() -> None:
    assert parse("dev for team x1 \udcff").sentence.encode()


def test_every_feature_of_the_vocabulary_can_be_said() -> None:
    said = {meaning.value for meanings in lexicon().values() for meaning in meanings if meaning.field == "feature"}
    assert said == FEATURES.keys()


def test_an_address_is_one_word_and_no_team() -> None:
    request = parse(
        "budget alert mail to boss@example.com team ml dev machine learning, from 203.0.113.0/24 and 198.51.100.7,"
        " docs at https://wiki.example.com/team-red."
    )
    assert (request.team, request.environment, request.workload_type) == ("ml-team", "dev", "ml")
    assert request.additional_requirements == (
        "boss@example.com",
        "203.0.113.0/24",
        "198.51.100.7",
        "https://wiki.example.com/team-red",
    )
    assert request.not_understood == ("mail", "docs")


@pytest.mark.parametrize("address", ["https://github.com/acme/etl", "git@ssh.example.com:acme/etl.git"])
def test_the_address_of_a_repository_asks_for_git(address: str) -> None:
    request = parse(f"ML in dev for team x1 with {address}")
    assert (request.features, request.additional_requirements) == (("repos_integration",), (address,))


def test_names_of_features_are_read_as_the_vocabulary_writes_them() -> None:
    request = parse("databricks in dev with team_compute, event_hub and sql_warehouse for team x1, no secret_scope")
    assert request.team == "x1"
    assert request.features == ("event_hub", "sql_warehouse", "team_compute")
    assert request.unwanted_features == ("secret_scope",)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("A100 gpus 200 workers", ("A100", "200 workers")),
        ("two H100 and 4 to 8 workers", ("H100", "4 to 8 workers")),
        ("T4 GPUs", ("T4",)),
        ("a 10-node cluster", ("10-node",)),
        ("a 100 GB table", ()),
    ],
)
def test_named_machines_and_their_number_are_kept(words: str, kept: tuple[str, ...]) -> None:
    request = parse(f"databricks for team x1 in dev with {words}")
    assert (request.additional_requirements, request.not_understood) == (kept, ())
