"""A cheap look never hides what a pattern would find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from app.intent.rules_numbers import NUMBER, may_hold_number
from app.intent.rules_pattern import Pattern

_PIECES = st.sampled_from(
    "a 4 ٣ 1,500 k one ONE ﬁve fıve ſix siX twenty-five ten dozen hundred a grand thousand team needs € $".split()  # noqa: RUF001
)


@given(st.one_of(st.text(max_size=30), st.lists(_PIECES, max_size=5).map(" ".join)))
def test_a_text_with_a_number_may_hold_one(text: str) -> None:
    assert may_hold_number(text) or not re.search(NUMBER, text, re.IGNORECASE)


def test_a_sentence_without_numbers_holds_none() -> None:
    assert not may_hold_number("I need Databricks for ML team in dev environment")


def test_a_pattern_that_needs_something_is_nowhere_without_it() -> None:
    text = "10 GB and 20 gb"
    assert [found.start() for found in Pattern(r"\d+ gb", needs=str.isascii).finditer(text)] == [0, 10]
    refused = Pattern(r"\d+ gb", needs=str.isalpha)
    assert (refused.search(text), refused.match(text), list(refused.finditer(text))) == (None, None, [])
