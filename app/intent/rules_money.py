"""Reads amounts: the most a platform may cost a month, or the sum an alert is wished at."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

HOURS_A_MONTH = 730
_NEAR = 80
"""Characters around an amount that can say what it is for."""

_ONE_NUMBER = r"(?<!\d)(?<!\d[.,eE])(?<!\d[eE][-+])", r"(?![\d.,]*[eE][-+]?\d)"
"""Before and after a number: it is no part of a longer one, such as the 400 of 1e400."""

_NUMBER = (
    r"(?P<{0}>\d{{1,3}}(?:[,\u202f ]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    + _ONE_NUMBER[1]
    + r"\s?(?P<{0}k>k\b|thousand\b|(?<=\d)k(?=\s?usd))?"
)
_AMOUNT = re.compile(
    rf"(?:(?:us\$|usd\s?|\$)\s?{_NUMBER.format('a')}(?:\s?(?:usd|dollars?)\b)?"
    rf"|{_ONE_NUMBER[0]}{_NUMBER.format('b')}\s?(?:usd\b|us\s?dollars?\b|dollars?\b|bucks\b|\$))",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\s*(?:(?:a|an|per|each|every|/|in a)\s*)?(?P<unit>monthly|month|mo|yearly|annually|year|annum|weekly|week|daily"
    r"|day|hourly|hour|h)\b",
    re.IGNORECASE,
)
_MONTHS = {
    "mo": 1.0,
    "ye": 1 / 12,
    "an": 1 / 12,
    "we": 52 / 12,
    "da": 365 / 12,
    "ho": HOURS_A_MONTH,
    "h": HOURS_A_MONTH,
}
_LIMIT_BEFORE = re.compile(
    r"(no more than|not more than|at most|max(imum)?|under|below|less than|up to|within|limit\w*|budget\w*|cap(ped)?|"
    r"exceed\w*|cheaper than|spend\w*|costs?|pay|tops?|ceiling|stay\w*|keep)\b[^,;.!?]{0,30}$|(<=?|≤|=|:)\s*$",
    re.IGNORECASE,
)
_LIMIT_AFTER = re.compile(r"\s*(or less|max(imum)?|at most|tops?|limit|cap|budget|ceiling)\b", re.IGNORECASE)
_ALERT = re.compile(r"\b(alerts?|alarms?|notif\w+|warn\w*|mail|e-?mail)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;!?]|,(?!\d)|\.(?!\d)|\band\b|\bbut\b", re.IGNORECASE)


@dataclass(frozen=True)
class Money:
    """What a sentence says about money.

    Args:
        limit_usd: The most it may cost, USD a month; None where nobody said.
        alert: Whether mail is wished once spending passes a sum.
        spans: Parts of the sentence that were read as amounts.
    """

    limit_usd: float | None = None
    alert: bool = False
    spans: tuple[tuple[int, int], ...] = ()


def find_money(sentence: str) -> Money:
    """The limit and the alert of a sentence. Other currencies, and sums of 0, stay unread."""
    limit: float | None = None
    alert = False
    spans = []
    for match in _AMOUNT.finditer(sentence):
        before, after = _clause(sentence, *match.span())
        period = _PERIOD.match(after)
        rest = after[period.end() :] if period else after
        if _ALERT.search(before) or _ALERT.search(after):
            alert = True
        elif period or _LIMIT_BEFORE.search(before) or _LIMIT_AFTER.match(rest):
            usd = _usd(match) * (_MONTHS[period["unit"].lower()[:2]] if period else 1.0)
            if round(usd, 2) <= 0 or math.isinf(usd):
                continue  # no limit that could be kept; as it is not read, it is listed
            limit = min(limit, usd) if limit else usd
        else:
            continue
        spans.append((match.start(), match.end() + (period.end() if period else 0)))
    return Money(round(limit, 2) if limit else None, alert, tuple(spans))


def _clause(sentence: str, start: int, end: int) -> tuple[str, str]:
    """The text of the same clause before and after an amount."""
    before = _CLAUSE.split(sentence[max(0, start - _NEAR) : start])[-1]
    after = _CLAUSE.split(sentence[end : end + _NEAR], maxsplit=1)[0]
    return before, after


def _usd(match: re.Match[str]) -> float:
    name = "a" if match["a"] else "b"
    number = float(re.sub(r"[,\u202f ]", "", match[name]))
    return number * 1000 if match[f"{name}k"] else number
