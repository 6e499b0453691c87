"""Reads how much data and how many people: `2 TB`, `500 GB a day`, `20 analysts`, `a team of 12`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from app.intent.rules_numbers import NUMBER, Found, as_number, may_hold_number
from app.intent.rules_pattern import Pattern

_UNITS_GB = {
    "kb": 1e-6,
    "mb": 1e-3,
    "gb": 1.0,
    "tb": 1e3,
    "pb": 1e6,
    "kib": 1024 / 1e9,
    "mib": 1024**2 / 1e9,
    "gib": 1024**3 / 1e9,
    "tib": 1024**4 / 1e9,
    "pib": 1024**5 / 1e9,
    "megabyte": 1e-3,
    "gigabyte": 1.0,
    "terabyte": 1e3,
    "petabyte": 1e6,
    "gig": 1.0,
    "tera": 1e3,
}
"""GB of 10^9 bytes, as Azure bills storage and traffic."""

_A_DAY = {"hour": 24.0, "day": 1.0, "night": 1.0, "week": 1 / 7, "month": 12 / 365, "year": 1 / 365}
_PERIODS = {"hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month"}
_RATE = (
    r"(?:\s*(?:of\s+)?(?:\w+\s+){0,2}?(?:a|an|per|each|every|/|in\s+a)\s*(?P<per>hour|hr|h|day|d|night|week|month|year)\b"
    r"|\s*(?:\w+\s+){0,2}?(?P<adverb>hourly|daily|nightly|weekly|monthly)\b)?"
)
_DATA = Pattern(
    rf"(?P<number>{NUMBER})(?P<unit_gap>\s?-?)(?P<unit>{'|'.join(sorted(_UNITS_GB, key=len, reverse=True))})s?\b"
    rf"(?P<of>(?:\s+of)?\s*(?:v?ram|memory|mem|gpus?|disks?|ssd|heap)\b)?{_RATE}",
    needs=may_hold_number,
)
_RATE_BEFORE = Pattern(
    r"\b(hourly|daily|nightly|weekly|monthly|every\s+(?:hour|day|night|week|month)|each\s+(?:day|night|week|month))\b"
    r"[^,;.!?]{0,30}$",
)
_MEMORY_BEFORE = Pattern(r"\b(?:v?ram|memory|heap|disk)\s*(?:of|:|=|is)?\s*$")

_ANYBODY = (
    "user|person|people|seat|viewer|colleague|employee|member|participant|attendee|consumer|folk|head|human|reader"
    "|staff|strong|ppl|pax|visitor|concurrent user"
)
_SOMEBODY = (
    "analyst|scientist|engineer|developer|dev|student|learner|trainee|intern|researcher|manager|quant|statistician"
    "|modeller|modeler|expert|consultant|steward|new hire|new joiner|newcomer|beginner|specialist|pupil|graduate"
    "|actuary|actuaries|data engineer|data scientist|programmer|tester|trader|controller|doctor|nurse|teacher|partner"
)
_KINDS = "data|business|bi|ml|sql|concurrent|active|daily|power|junior|senior|named|citizen|different|new|monthly"
_USERS = Pattern(
    rf"(?:(?P<low>{NUMBER})\s?(?:-|–|to|or)\s?)?(?P<number>{NUMBER})\+?\s*"  # noqa: RUF001 - typed dashes
    rf"(?:(?:{_KINDS})\s+){{0,2}}(?:(?P<anybody>{_ANYBODY})|(?P<somebody>{_SOMEBODY}))s?\b",
    needs=may_hold_number,
)
_LABELLED = Pattern(
    rf"\b(?:(?:number\s+of\s+)?(?:users?|seats|headcount|people)\s*(?:[:=]|is|are)\s*|(?:team|group|crew|squad|us)\s+of\s+"
    rf"(?:about\s+|around\s+|roughly\s+|some\s+)?)(?P<number>{NUMBER})(?!\s?(?:%|hours?\b|gb\b|tb\b))",
    needs=may_hold_number,
)
MOST_USERS = 1_000_000


@dataclass(frozen=True)
class Data:
    """How much data there is.

    Args:
        found: GB, and where that was said.
        daily: Whether it is what comes in a day.
    """

    found: Found
    daily: bool


def find_data(sentence: str) -> tuple[Data | None, tuple[Found, ...]]:
    """The largest amount of data that is named, and the others. Memory of machines is none."""
    said: list[Data] = []
    other: list[Found] = []
    for match in _DATA.finditer(sentence):
        gb = as_number(match["number"]) * _UNITS_GB[match["unit"].lower()]
        if not 0 < gb < math.inf:
            continue
        end = match.end()
        if match["of"] or _MEMORY_BEFORE.search(sentence[: match.start()]):
            other.append(Found(gb, match.start(), match.end("of") if match["of"] else end))
            continue
        period = _period(match, sentence)
        note = "" if period is None or _A_DAY[period] == 1 else f"a {period}, so a day's share"
        value = round(gb * (_A_DAY[period] if period else 1), 6)
        if value > 0:
            said.append(Data(Found(value, match.start(), end, 0.95, note), period is not None))
    if not said:
        return None, tuple(other)
    most = max(said, key=lambda one: one.found.value)
    return most, (*other, *(one.found for one in said if one is not most))


def _period(match: re.Match[str], sentence: str) -> str | None:
    if match["per"]:
        unit = match["per"].lower()
        return {"hr": "hour", "h": "hour", "d": "day"}.get(unit, unit)
    if match["adverb"]:
        return _PERIODS[match["adverb"].lower()]
    before = _RATE_BEFORE.search(sentence[max(0, match.start() - 60) : match.start()])
    if not before:
        return None
    word = before[1].lower()
    return _PERIODS.get(word) or word.split()[-1]


def find_users(sentence: str) -> Found | None:
    """How many people will use it: those named in general, or all kinds of people together."""
    general: list[Found] = []
    kinds: list[Found] = []
    for pattern in (_LABELLED, _USERS):
        for match in pattern.finditer(sentence):
            low = match.groupdict().get("low")
            count = max(as_number(match["number"]), as_number(low) if low else 0)
            if not 1 <= count <= MOST_USERS or count != int(count):
                continue
            somebody = "somebody" in match.groupdict() and match["somebody"]
            note = "the more of two" if low else ""
            one = Found(count, match.start(), match.end(), 0.95 if not somebody else 0.9, note)
            (kinds if somebody else general).append(one)
    if general:
        return max(general, key=lambda one: one.value)
    if not kinds:
        return None
    note = " + ".join(f"{one.value:g}" for one in kinds) if len(kinds) > 1 else kinds[0].note
    total = min(sum(one.value for one in kinds), MOST_USERS)
    return Found(total, kinds[0].start, kinds[-1].end if len(kinds) > 1 else kinds[0].end, 0.9, note)
