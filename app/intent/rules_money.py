"""Reads amounts: the most a platform may cost a month, or the sum an alert is wished at."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from app.intent.rules_numbers import NUMBER, as_number, may_hold_number
from app.intent.rules_pattern import Pattern

HOURS_A_MONTH = 730
_NEAR = 80
"""Characters around an amount that can say what it is for."""

_OTHER_DOLLARS = r"(?:canadian|australian|singapore|hong\s?kong|new\s?zealand)\s+"
_OTHER = (
    r"(?:€|£|¥|₹|eur(?:os?)?\b|gbp\b|chf\b|sek\b|nok\b|dkk\b|pln\b|czk\b|inr\b|jpy\b|aud\b|cad\b|sgd\b|nzd\b|brl\b|zar\b"
    rf"|pounds?\b|sterling\b|quid\b|francs?\b|franken\b|yen\b|rupees?\b|kron(?:or|er|a|e)\b|zloty\b|{_OTHER_DOLLARS}dollars?\b"
    r"|(?:ca|c|au|a|nz|hk|sg?)\$)"
)
_DOLLARS = r"(?:us\s?\$|usd\b|u\.?s\.?\s?dollars?\b|dollars?\b|bucks\b|\$)"
_AMOUNT = Pattern(
    rf"(?:(?<![\w$])(?P<other_a>{_OTHER})\s?(?P<e>{NUMBER})"
    rf"|(?P<d>{NUMBER})\s?(?P<other_b>{_OTHER})"
    rf"|(?<![\w$])(?:us\$|usd\s?|\$)\s?(?P<a>{NUMBER})(?:\s?(?:usd|dollars?)\b)?"
    rf"|(?P<b>{NUMBER})\s?{_DOLLARS})",
    needs=may_hold_number,
)
_BARE = Pattern(
    rf"\b(?:budget|cost\s+(?:limit|cap|ceiling)|limit|costs?|spend(?:ing)?|price|monthly\s+(?:limit|cap|ceiling))\b"
    r"(?:\s*[:=]|(?:\s+(?:of|is|at|to|under|below|max(?:imum)?|up|about|around|roughly|monthly|month|limit|cap|no|not|more"
    r"|than|most|must|should|may|be|stay))*)\s*"
    rf"(?P<c>{NUMBER})(?=\s*(?:$|[,;.!?)](?!\d)|(?:a|per|each|every|/)\s?(?:month|mo|year|week|day)\b|monthly\b|max\b))"
    r"|(?<![\w.,$€£])(?P<k>\d+(?:\.\d+)?\s?k)(?=\s*(?:(?:a|per|each|/)\s?month\b|monthly\b))",
    needs=may_hold_number,
)
"""An amount without a currency, where a word says that it is money."""

_PERIOD = Pattern(
    r"\s*(?:(?:a|an|per|each|every|/|in a|p\.)\s*)?(?P<unit>monthly|month|mo|pcm|p\.?m\b\.?|yearly|annually|year|annum"
    r"|weekly|week|daily|day|hourly|hour|h)\b",
)
_MONTHS = {
    "mo": 1.0,
    "pc": 1.0,
    "pm": 1.0,
    "p.": 1.0,
    "ye": 1 / 12,
    "an": 1 / 12,
    "we": 52 / 12,
    "da": 365 / 12,
    "ho": HOURS_A_MONTH,
    "h": HOURS_A_MONTH,
}
_LIMIT_BEFORE = Pattern(
    r"(no more than|not more than|at most|max(imum)?|under|below|less than|up to|within|limit\w*|budget\w*|cap(ped)?|"
    r"exceed\w*|cheaper than|spend\w*|costs?|pay|tops?|ceiling|stay\w*|keep|beyond|over|afford|have)\b[^,;.!?]{0,30}$"
    r"|(<=?|≤|=|:)\s*$",
)
_LIMIT_AFTER = Pattern(r"\s*(or less|max(imum)?|at most|tops?|limit|cap|budget|ceiling)\b")
_ALERT = Pattern(r"\b(alerts?|alarms?|notif\w+|warn\w*|mail|e-?mail)\b")
_CLAUSE = r"[;!?]|,(?!\d)|\.(?!\d)|\band\b|\bbut\b"


@dataclass(frozen=True)
class Money:
    """What a sentence says about money.

    Args:
        limit_usd: The most it may cost, USD a month; None where nobody said.
        alert: Whether mail is wished once spending passes a sum.
        spans: Parts of the sentence that were read as amounts.
        limit_span: The part that the limit was read from.
        sure: How sure the limit is, 0 to 1.
        note: How it was read, where that is not plain.
        other_currency: Parts that name a limit in another currency; nobody converts them.
        alert_span: The part that the alert was read from.
    """

    limit_usd: float | None = None
    alert: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    limit_span: tuple[int, int] = (0, 0)
    sure: float = 0.0
    note: str = ""
    other_currency: tuple[tuple[int, int], ...] = ()
    alert_span: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class _Limit:
    usd: float
    span: tuple[int, int]
    sure: float
    note: str


def find_money(sentence: str) -> Money:
    """The limit and the alert of a sentence. Other currencies are told, not converted; sums of 0 stay unread."""
    limits: list[_Limit] = []
    alerts: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    other: list[tuple[int, int]] = []
    for match in _AMOUNT.finditer(sentence):
        before, after = _clause(sentence, *match.span())
        period = _PERIOD.match(after)
        span = (match.start(), match.end() + (period.end() if period else 0))
        rest = after[period.end() :] if period else after
        if _ALERT.search(before) or _ALERT.search(after):
            alerts.append(span)
        elif match["other_a"] or match["other_b"]:
            other.append(span)
            continue
        elif period or _LIMIT_BEFORE.search(before) or _LIMIT_AFTER.match(rest):
            limit = _limit(as_number(match["a"] or match["b"]), period, span, 0.95 if period else 0.85)
            if limit is None:
                continue  # no limit that could be kept; as it is not read, it is listed
            limits.append(limit)
        else:
            continue
        spans.append(span)
    if not limits and not other and (bare := _BARE.search(sentence)):
        period = _PERIOD.match(sentence, bare.end())
        part = "c" if bare["c"] else "k"
        span = (bare.start(part), period.end() if period else bare.end())
        if not _ALERT.search(_clause(sentence, *bare.span(part))[0]):
            limits += filter(None, [_limit(as_number(bare[part]), period, span, 0.6, "taken as USD")])
            spans += [one.span for one in limits]
    best = min(limits, key=lambda one: one.usd, default=None)
    alert = alerts[0] if alerts else (0, 0)
    if best is None:
        return Money(None, bool(alerts), tuple(spans), other_currency=tuple(other), alert_span=alert)
    return Money(best.usd, bool(alerts), tuple(spans), best.span, best.sure, best.note, tuple(other), alert_span=alert)


def _limit(
    amount: float, period: re.Match[str] | None, span: tuple[int, int], sure: float, note: str = ""
) -> _Limit | None:
    unit = period["unit"].lower()[:2] if period else "mo"
    usd = amount * _MONTHS[unit]
    if math.isinf(usd) or round(usd, 2) <= 0:
        return None
    if _MONTHS[unit] != 1 and period:
        note = f"{note}, a month's share" if note else "a month's share"
    return _Limit(round(usd, 2), span, sure, note)


def _clause(sentence: str, start: int, end: int) -> tuple[str, str]:
    """The text of the same clause before and after an amount."""
    before = re.split(_CLAUSE, sentence[max(0, start - _NEAR) : start], flags=re.IGNORECASE)[-1]
    after = re.split(_CLAUSE, sentence[end : end + _NEAR], maxsplit=1, flags=re.IGNORECASE)[0]
    return before, after
