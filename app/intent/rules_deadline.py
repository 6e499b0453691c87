"""Reads when something is needed: a date, or words of the calendar. Nothing else comes out of here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.intent.rules_pattern import Pattern

_MONTH_NAMES = (
    "january february march april may june july august september october november december".split()
)  # fmt: skip
_MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, 1)} | {
    **{name[:3]: n for n, name in enumerate(_MONTH_NAMES, 1)},
    "sept": 9,
    "januar": 1,
    "februar": 2,
    "märz": 3,
    "mai": 5,
    "juni": 6,
    "juli": 7,
    "oktober": 10,
    "dezember": 12,
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DAY_MONTH = rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>20\d\d)\b)?"
_MONTH_DAY = rf"(?P<m2>{_MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<y2>20\d\d)\b)?"
_ISO = r"(?P<y3>20\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b"
_DOTTED = r"(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>20\d\d)\b"
_SLASHED = r"\d{1,2}/\d{1,2}/(?:20)?\d\d\b"
_NUMBER = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|a few)"
_UNIT = r"(?:day|week|month|quarter|sprint|hour)s?"
_PART = (
    r"(?:(?:the\s+)?(?:very\s+)?(?:end|beginning|start|middle|mid|early|late|first half|second half)(?:\s+of)?[\s-]+)"
)
_NAMED = (
    rf"(?:(?:(?:this|next|the|coming)\s+)*(?:{_WEEKDAY}|mon|tue|wed|thu|fri|q[1-4](?:[\s/-]?20\d\d)?|week|month|quarter"
    rf"|year|sprint|fiscal year|(?:{_MONTH})\b(?:\s+20\d\d)?|20\d\d|spring|summer|autumn|fall|winter|christmas|easter"
    r"|new year)\b)"
)
_WORDS = (
    rf"(?:{_PART}{_NAMED}|{_NAMED}|tomorrow|today|tonight|eod|eow|eom|eoy|cob|end of day"
    rf"|{_NUMBER}\s+(?:working\s+|business\s+)?{_UNIT}\b)"
)
_WHEN = rf"(?P<when>{_ISO}|{_DOTTED}|{_SLASHED}|{_DAY_MONTH}|{_MONTH_DAY}|{_WORDS})"
_CUE = (
    r"(?:\b(?:(?:needed|due|ready|required|wanted|delivered|available|live|running|done|up|finished|set\s+up|deadline"
    r"|go-?live|launch(?:es|ing)?|starts?|starting|kick-?off)\s+(?:is\s+)?(?:by|on|before|for|in|at|within)"
    r"|(?:no|not)\s+later\s+than|by(?:\s+the)?|before|within|due|deadline(?:\s+is)?|dead-line|target date"
    r"|go-?live(?:\s+date)?(?:\s+is)?|latest|bis(?:\s+zum)?|needs?\s+it\s+(?:on|in|for)|we\s+have\s+until)\s*[:=]?\s*(?:the\s+)?)"
)
_CUED = Pattern(_CUE + _WHEN, needs=Pattern(_CUE).search)
_BARE = Pattern(
    rf"\b(?P<when>asap|a\.s\.a\.p|as\s+soon\s+as\s+possible|urgent(?:ly)?|immediately|right\s+away|tomorrow"
    rf"|next\s+(?:week|month|quarter|sprint|{_WEEKDAY})|(?:this|the\s+end\s+of\s+(?:the|this))\s+(?:week|month|quarter)"
    rf"|end\s+of\s+(?:the\s+)?(?:week|month|quarter|year|q[1-4]))\b(?!\s+(?:we|i)\s+(?:had|did))",
)
_UNSURE = ("this month", "this week", "this quarter")


@dataclass(frozen=True)
class Deadline:
    """When it is needed.

    Args:
        value: A date as YYYY-MM-DD, or words in lower case.
        start: Where its words start.
        end: Where they end.
        sure: 0 to 1.
    """

    value: str
    start: int
    end: int
    sure: float


def find_deadline(sentence: str) -> Deadline | None:
    """The first deadline that is named after a word such as `by`; else words that can mean nothing else."""
    for cued in _CUED.finditer(sentence):
        if not _goes_on(sentence, cued.end()):
            return Deadline(_value(cued), *cued.span(), 0.9)
    if match := _BARE.search(sentence):
        text = " ".join(match["when"].lower().replace("a.s.a.p", "asap").split()).replace("the end of", "end of")
        return Deadline(text, *match.span(), 0.6 if text in _UNSURE else 0.8)
    return None


def _goes_on(sentence: str, end: int) -> bool:
    """Whether the words went on to something that is no date: `within a month's cost`, `in 3 days of`."""
    return sentence[end : end + 2] in ("'s", "’s") or sentence[end : end + 1] == "-"  # noqa: RUF001


def _value(match: re.Match[str]) -> str:
    groups = match.groupdict()
    for n in "1234":
        year, month, day = (groups.get(part + n) for part in "ymd")
        if year and month and day:
            number = _MONTHS.get(month.lower()) or int(month)
            try:
                return date(int(year), number, int(day)).isoformat()
            except ValueError:
                break
    words = " ".join(match["when"].lower().split())
    return re.sub(r"^the\s+|(?<=of )the\s+", "", words)
