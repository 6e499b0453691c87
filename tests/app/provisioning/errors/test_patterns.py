"""The table of errors: every row is reached, every pattern is used, and each says what to do and who says so."""

from __future__ import annotations

import pytest

from app.provisioning.errors.classify import classify
from app.provisioning.errors.patterns import KINDS, PASSING, Row, rows

EXAMPLES = [
    pytest.param(row, text, id=f"{row.name}-{number}") for row in rows() for number, text in enumerate(row.examples)
]


@pytest.mark.parametrize(("row", "text"), EXAMPLES)
def test_no_row_is_hidden_by_one_before_it(row: Row, text: str) -> None:
    found = classify(text)
    assert (found.row, found.kind, found.retryable) == (row.name, row.kind, row.kind in PASSING)


def test_every_pattern_has_an_example() -> None:
    unused = [
        (row.name, pattern.pattern)
        for row in rows()
        for pattern in row.match
        if not any(pattern.search(text) for text in row.examples)
    ]
    assert unused == []


def test_every_row_explains_itself() -> None:
    names = [row.name for row in rows()]
    assert sorted(set(names)) == sorted(names)
    for row in rows():
        assert row.kind in KINDS, row.name
        assert row.source, row.name
        for text in (row.explanation, row.next):
            assert text[0].isupper() or text[0] == "`", row.name
            assert text.endswith("."), (row.name, text)


def test_every_kind_is_known_by_a_row() -> None:
    assert {row.kind for row in rows()} == set(KINDS) - {"unknown"}
