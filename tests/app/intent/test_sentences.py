"""The rules against sentences with known meaning: our own, the first 95 of which were written before the rules."""

from pathlib import Path

import pytest

from app.intent.evaluation import FIELDS, Example, Score, evaluate, read_examples
from app.intent.rules import parse
from blueprints.request import InfrastructureRequest
from naming.errors import LakemasonError

OWN = Path(__file__).with_name("sentences.jsonl")
SHARED = Path(__file__).parents[4] / "shared" / "requests" / "sentences.jsonl"
ENOUGH = 0.97


@pytest.fixture(scope="module")
def own() -> Score:
    return evaluate(parse, read_examples(OWN))


def misses(score: Score, field: str) -> str:
    return "\n".join(
        f"{miss.text}: {miss.expected!r}, got {miss.got!r}" for miss in score.misses if miss.field == field
    )


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_read_rightly(field: str, own: Score) -> None:
    assert own.accuracy(field) >= ENOUGH, misses(own, field)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_read_rightly_where_it_is_said(field: str, own: Score) -> None:
    wrong = [miss for miss in own.misses if miss.field == field and miss.expected]
    assert own.said[field] >= 10
    assert len(wrong) <= own.said[field] * 0.1, misses(own, field)


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared sentences are not here")
def test_every_field_of_the_shared_sentences_is_read_rightly() -> None:
    score = evaluate(parse, read_examples(SHARED, only_named=True))
    assert score.sentences == 30
    assert {field: score.accuracy(field) for field in FIELDS if score.accuracy(field) < ENOUGH} == {}


def test_sentences_are_many_and_all_different() -> None:
    texts = [example.text for example in read_examples(OWN)]
    assert len(set(texts)) == len(texts) >= 150


def test_a_wrong_reading_is_a_miss() -> None:
    example = Example("ML for team x1 in dev", {"team": "x1", "environment": "prod"}, FIELDS)
    score = evaluate(parse, [example])
    assert {(miss.field, miss.expected, miss.got) for miss in score.misses} == {
        ("environment", "prod", "dev"),
        ("workload_type", None, "ml"),
    }
    assert (score.right("team"), score.right("environment"), score.accuracy("workload_type")) == (1, 0, 0)


def test_no_answer_misses_every_field() -> None:
    def silent(sentence: str) -> InfrastructureRequest:
        raise LakemasonError("nobody is there")

    score = evaluate(silent, read_examples(OWN)[:3])
    assert [miss.field for miss in score.misses] == ["answer"] * 3
    assert {score.accuracy(field) for field in FIELDS} == {0}
