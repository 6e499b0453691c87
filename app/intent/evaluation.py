"""Holds a parser against sentences whose meaning is known: accuracy by field, and every miss."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from blueprints.request import InfrastructureRequest
from naming.errors import LakemasonError

Parse = Callable[[str], InfrastructureRequest]

FIELDS = (
    "team",
    "environment",
    "workload_type",
    "region",
    "features",
    "unwanted_features",
    "data_volume_gb",
    "users",
    "hours_a_month",
    "cost_limit_usd",
    "deadline",
    "additional_requirements",
)
_LISTS = frozenset(("features", "unwanted_features", "additional_requirements"))


@dataclass(frozen=True)
class Example:
    """A sentence and what it means.

    Args:
        text: The sentence.
        expect: Its fields; one that is left out is not said in the sentence.
        fields: Which fields are held against it.
    """

    text: str
    expect: dict[str, object]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Miss:
    """A field that was read wrongly.

    Args:
        text: The sentence.
        field: Which field; `answer` where there was no request at all.
        expected: What it says.
        got: What was read, or why nothing was.
    """

    text: str
    field: str
    expected: object
    got: object


@dataclass(frozen=True)
class Score:
    """How a parser did.

    Args:
        sentences: How many sentences were read.
        of: Sentences that each field was held against.
        said: Sentences that say something for each field.
        misses: Everything that was read wrongly.
    """

    sentences: int
    of: dict[str, int]
    said: dict[str, int]
    misses: tuple[Miss, ...]

    def right(self, field: str) -> int:
        """In how many sentences a field was read rightly: what is said, and that nothing is said."""
        return self.of[field] - sum(miss.field in (field, "answer") for miss in self.misses)

    def accuracy(self, field: str) -> float:
        """The share of sentences in which a field was read rightly, 0 to 1."""
        return self.right(field) / self.of[field] if self.of[field] else 1.0


def read_examples(path: Path, *, only_named: bool = False) -> list[Example]:
    """Read sentences, one JSON object a line: `{"text": ..., "expect": {...}}`.

    Args:
        path: The file.
        only_named: Whether a field that `expect` leaves out is not held against the sentence; else it must not be
            read from it.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Example(
            row["text"], row["expect"], tuple(field for field in FIELDS if not only_named or field in row["expect"])
        )
        for row in rows
    ]


def evaluate(parse: Parse, examples: Iterable[Example]) -> Score:
    """Read every sentence and compare. A parser's LakemasonError is a miss of every field."""
    of, said = dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0)
    misses: list[Miss] = []
    examples = list(examples)
    for example in examples:
        for field in example.fields:
            of[field] += 1
            said[field] += bool(example.expect.get(field))
        try:
            read = parse(example.text).model_dump(mode="json")
        except LakemasonError as error:
            misses.append(Miss(example.text, "answer", example.expect, str(error)))
            continue
        for field in example.fields:
            expected, got = _comparable(field, example.expect.get(field)), _comparable(field, read[field])
            if expected != got:
                misses.append(Miss(example.text, field, example.expect.get(field), read[field]))
    return Score(len(examples), of, said, tuple(misses))


def _comparable(field: str, value: object) -> object:
    if field in _LISTS:
        return sorted(str(one).lower() for one in (value if isinstance(value, list) else ()))
    return float(value) if isinstance(value, int) else value
