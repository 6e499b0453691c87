from __future__ import annotations

import pytest

from rehearsal.overlay.rules import Check, Rules
from rehearsal.protocol.values import UNKNOWN, Object
from rehearsal.provider.checking import failing, values_at

STATE: Object = {
    "name": "a",
    "none": None,
    "later": UNKNOWN,
    "nets": ["10.0.0.0/16", "10.0.0.1/16"],
    "task": [{"key": "one", "cluster": [{"size": 1}]}, {"key": "two", "cluster": []}],
}


def test_values_are_found_in_every_block() -> None:
    assert values_at(STATE, "task.key") == ["one", "two"]
    assert values_at(STATE, "task.cluster.size") == [1]
    assert values_at(STATE, "later.any") == [UNKNOWN]
    assert values_at(STATE, "nobody.any") == []


@pytest.mark.parametrize(
    ("check", "said"),
    [
        (Check(attribute="task.key", one_of=("one",), message="{value} is none"), ["two is none"]),
        (Check(attribute="nets", form="network", message="{value}"), ["10.0.0.1/16"]),
        (Check(attribute="nets", items=(1, 1), message="too many"), ["too many"]),
        (Check(attribute="name", none_of=("a",), message="taken"), ["taken"]),
        (Check(attribute="none", required=True, message="missing"), ["missing"]),
        (Check(attribute="later", required=True, pattern="x", message="missing"), []),
        (Check(exactly_one=("name", "none"), message="one"), []),
        (Check(exactly_one=("name", "nets"), message="one"), ["one"]),
        (Check(exactly_one=("name", "later"), message="one"), ["one"]),
        (Check(at_least_one=("none", "other"), message="any"), ["any"]),
        (Check(attribute="name", forbidden=True, when={"size": (3,)}, message="no"), ["no"]),
        (Check(attribute="name", forbidden=True, when={"size": (4,)}, message="no"), []),
    ],
)
def test_a_check_says_what_is_wrong(check: Check, said: list[str]) -> None:
    found = failing(Rules(checks=(check,)), STATE, "validate", about={"size": 3})
    assert [it.summary for it in found] == said
