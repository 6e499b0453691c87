"""Checks that many constructs share: each says what, what is allowed, what came, and who sets the limit."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches

from naming.errors import RuleError

UUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
"""Pattern of the whole of an object, application, account or metastore id. Source: RFC 9562, 4."""

_EVALUATED = re.compile(r"[$%]\{")


def between(what: str, value: int, low: int, high: int | None, *, unit: str = "", source: str = "") -> int:
    """The number, if it is within its limits.

    Args:
        what: The argument's name.
        value: What came.
        low: Smallest allowed.
        high: Largest allowed; None: there is no largest.
        unit: What is counted, such as `minutes`.
        source: Who sets the limit.

    Raises:
        RuleError: It is not.
    """
    if value < low or (high is not None and value > high):
        span = f"{low}-{high}" if high is not None else f"{low} or more"
        raise RuleError(what, allowed=f"{span} {unit}".rstrip(), got=value, source=source)
    return value


def one_of(what: str, value: str, allowed: Collection[str], *, fix: str = "", source: str = "") -> str:
    """The word, if it is one of those allowed; else RuleError naming the nearest.

    Args:
        what: The argument's name.
        value: What came.
        allowed: Every word there is.
        fix: What to do; left out, the nearest word is offered.
        source: Who sets the list.
    """
    if value not in allowed:
        near = get_close_matches(value, allowed, n=1)
        hint = fix or (f"Did you mean {near[0]}?" if near else "")
        raise RuleError(what, allowed=", ".join(sorted(allowed)), got=value, fix=hint, source=source)
    return value


def matching(what: str, value: str, pattern: str, *, allowed: str, fix: str = "", source: str = "") -> str:
    """The text, if all of it matches the pattern.

    Args:
        what: The argument's name.
        value: What came.
        pattern: Regular expression for the whole text.
        allowed: The pattern in words.
        fix: What to do about it.
        source: Who sets the rule.
    """
    if not re.fullmatch(pattern, value):
        raise RuleError(what, allowed=allowed, got=value, fix=fix, source=source)
    return value


def plain(what: str, value: str) -> str:
    """The text, if Terraform will leave it as it is: a person's text is data (ARCHITECTURE, decision 7)."""
    if _EVALUATED.search(value):
        raise RuleError(what, allowed="text without ${ or %{: Terraform would evaluate it", got=value)
    return value


def plain_map(what: str, values: Mapping[str, str]) -> dict[str, str]:
    """The map, if Terraform will leave every key and value as it is."""
    return {plain(what, key): plain(f"{what}[{key}]", value) for key, value in values.items()}
