"""What differs between two values, without what is secret."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from app.provisioning.differences import differences


@pytest.mark.parametrize(
    ("was", "now", "lines"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"tags": {"team": "ml", "x": ""}}, {"tags": {"team": "a"}}, ['tags.team: "ml" -> "a"', 'tags.x: "" -> null']),
        ({"autoscale": [{"max": 4, "min": 1}]}, {"autoscale": [{"max": 9, "min": 1}]}, ["autoscale.max: 4 -> 9"]),
        ({"rules": [{"p": 1}, {"p": 2}]}, {"rules": [{"p": 1}, {"p": 3}]}, ["rules.1.p: 2 -> 3"]),
        ({"zones": ["1"]}, {"zones": ["1", "2"]}, ['zones: ["1"] -> ["1", "2"]']),
        ({"tags": None, "zones": []}, {"tags": {}, "zones": None}, []),
        ({"on": None}, {"on": False}, ["on: null -> false"]),
    ],
)  # fmt: skip
def test_each_argument_is_named(was: JsonValue, now: JsonValue, lines: list[str]) -> None:
    assert [str(one) for one in differences(was, now)] == lines


@pytest.mark.parametrize(
    ("hidden", "argument"),
    [
        ({"password": True}, "password"),
        ({"block": [{"key": True}]}, "block.key"),
        ({"list": [False, True]}, "list"),
        (True, ""),
    ],
)
@pytest.mark.parametrize("side", ["before", "after"])
def test_what_is_sensitive_before_or_after_is_never_kept(hidden: JsonValue, argument: str, side: str) -> None:
    was: JsonValue = {"password": "s3cret-a", "block": [{"key": "s3cret-b", "open": 1}], "list": ["x", "s3cret-c"]}
    now: JsonValue = {"password": "s3cret-d", "block": [{"key": "s3cret-e", "open": 1}], "list": ["s3cret-f"]}
    found = list(differences(was, now, *((hidden, False) if side == "before" else (False, hidden))))
    (kept,) = [one for one in found if one.argument == argument]
    assert kept.sensitive
    assert (kept.was, kept.now) == (None, None)
    assert str(kept) == f"{argument}: (sensitive)"
    assert len(found) == (1 if hidden is True else 3), "the others are shown"


def test_what_looks_like_a_secret_is_never_kept_though_nobody_declared_it_sensitive() -> None:
    was: JsonValue = {"conf": {"url": "?sig=SECRETa"}, "env": {"API_TOKEN": "hunter2"}, "list": ["a"]}
    now: JsonValue = {"conf": {"url": "?sig=SECRETb"}, "env": {"API_TOKEN": "hunter3"}, "list": [{"password": "x"}, 1]}
    found = list(differences(was, now))
    assert [(one.argument, one.was, one.now) for one in found] == [
        ("conf.url", "?sig=(redacted)", "?sig=(redacted)"),
        ("env.API_TOKEN", "(redacted)", "(redacted)"),
        ("list", ["a"], [{"password": "(redacted)"}, 1]),
    ]
    assert str(found[1]) == 'env.API_TOKEN: "(redacted)" -> "(redacted)"'
