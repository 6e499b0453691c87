"""Tells what kind of error Terraform met, whether trying again may help, and what a person does about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.provisioning.errors.patterns import PASSING, Kind, Row, rows
from app.provisioning.events import Diagnostic

_READ_CHARACTERS = 20_000
"""How much of one error is looked at: codes stand at the start, and a service may send a whole page behind them."""

_FRAME = re.compile(r"^[\s│╷╵]+", re.MULTILINE)
_HEADS = re.compile(r"^Error: ", re.MULTILINE)
_HEADER = re.compile(r"Retry-?After\W{1,4}(?P<many>\d+(?:\.\d+)?)(?P<unit>ms|s|m|h)?\b", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:again|retry) (?:after|in) ['\"]?(?P<many>\d+(?:\.\d+)?)['\"]? ?"
    r"(?P<unit>ms|milliseconds?|s|seconds?|minutes?|hours?)\b",
    re.IGNORECASE,
)
_SECONDS = (("ms", 0.001), ("milli", 0.001), ("m", 60), ("h", 3600), ("", 1))
"""By what a unit begins with, the longer beginning first; none is seconds, as in the header."""


@dataclass(frozen=True)
class Classified:
    """What a failure is.

    Args:
        kind: Its family.
        retryable: Whether trying again may help.
        explanation: What happened, for a person; empty where nothing is known of it.
        next_step: What to do about it; empty where nothing is known of it.
        retry_after_seconds: How long the service asks to wait; None where it does not say.
        row: The name of the row that knows it; empty where none does.
    """

    kind: Kind
    retryable: bool
    explanation: str = ""
    next_step: str = ""
    retry_after_seconds: float | None = None
    row: str = ""

    @property
    def advice(self) -> str:
        """Explanation and next step in one; empty where nothing is known."""
        return f"{self.explanation} {self.next_step}".strip()


def classify(errors: Sequence[Diagnostic] | str) -> Classified:
    """Tell what a failed command of Terraform met.

    Trying again may help only if it may for every error. Of several errors the one speaks that decides: the first for
    which it may not; else a crashed plugin, of which there is one retry; else the one that asks for the longest wait.

    Args:
        errors: What Terraform said: its diagnostics, of which only errors count, or its text.
    """
    if isinstance(errors, str):
        texts = _errors_in(errors)
    else:
        texts = [f"{it.summary}\n{it.detail}" for it in errors if it.severity == "error"]
    found = [_classify(text) for text in texts]
    if not found:
        return Classified("unknown", retryable=False)
    return min(found, key=_weight)


def explain(said: str) -> str:
    """The advice for an error; empty where there is none.

    Args:
        said: What Terraform printed.
    """
    return classify(said).advice


def asked_wait_seconds(text: str) -> float | None:
    """How long a service asks to wait, where the text says so in numbers; None where it does not.

    Source: RFC 9110, Retry-After, as providers print it; "Please try again after '17' seconds" of Azure Resource
    Manager (request-limits-and-throttling).

    Args:
        text: The error's text.
    """
    found = _HEADER.search(text) or _WORDS.search(text)
    if found is None:
        return None
    unit = (found["unit"] or "").lower()
    return float(found["many"]) * next(factor for begin, factor in _SECONDS if unit.startswith(begin))


def _weight(one: Classified) -> tuple[bool, bool, float]:
    """The least of these speaks; equal ones in the order they came."""
    return one.retryable, one.kind != "plugin", -(one.retry_after_seconds or 0)


def _classify(text: str) -> Classified:
    flat = " ".join(text[:_READ_CHARACTERS].split())
    for row in rows():
        for pattern in row.match:
            if hit := pattern.search(flat):
                return _of(row, hit, flat)
    return Classified("unknown", retryable=False)


class _Named(dict[str, str]):
    """What a pattern found; what it did not find is left to the reader: NAMESPACE."""

    def __missing__(self, name: str) -> str:
        return name.upper()


def _of(row: Row, hit: re.Match[str], flat: str) -> Classified:
    return Classified(
        kind=row.kind,
        retryable=row.kind in PASSING,
        explanation=row.explanation,
        next_step=row.next.format_map(_Named(hit.groupdict())),
        retry_after_seconds=asked_wait_seconds(flat) if row.kind in PASSING else None,
        row=row.name,
    )


def _errors_in(text: str) -> list[str]:
    """The errors in a text that Terraform printed for people: each begins with `Error: `, perhaps in a frame."""
    plain = _FRAME.sub("", text)
    _before, *errors = _HEADS.split(plain)
    return errors or ([plain] if plain.strip() else [])
