"""Reads hours of use: `9 to 5`, `40 h a week`, `around the clock`, `nightly`.

A month has 21 working days, and 30 days or nights where all are meant, as the prices of the blueprints assume; a year
has 52 weeks, around the clock is 730 hours, and `nightly` alone is 2 hours. Where two are said, the longer counts: what
is used at any time must be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.intent.rules_numbers import NUMBER, Found, as_number, may_hold_number
from app.intent.rules_pattern import Pattern

HOURS_A_MONTH = 730
WORKING_DAYS = 21
ALL_DAYS = 30
OFFICE_HOURS = 8
NIGHT_HOURS = 2
"""Hours that a nightly job is taken to run where nobody says."""
_WEEKS = 52 / 12

_ALWAYS = Pattern(
    r"\b(?:(?:a?round|throughout)[\s-]the[\s-]clock|24\s?(?:/|x|-)\s?7|24\s?(?:h|hrs?|hours?)(?:\s?(?:a|per|/)\s?day)?"
    r"|always[\s-]on|day[\s-]and[\s-]night|non-?stop|all\s+day,?\s+every\s+day|rund\s+um\s+die\s+uhr)\b",
)
_OFFICE = Pattern(
    r"\b(?:during\s+|in\s+|at\s+)?(?:business|office|working|work|core|regular)[\s-]hours\b(?!\s*(?:[:=]\s*\d|are))"
    r"|\bduring\s+(?:the\s+)?(?:day|daytime|workday)\b|\bdaytime\b",
)
_NIGHTLY = Pattern(r"\b(?:nightly|(?:every|each)\s+night|over\s?night|at\s+night)\b")
_LENGTH = Pattern(
    rf"(?P<number>{NUMBER})(?:\s?-\s?|\s?)(?:h|hr|hrs|hours?|std|stunden)\b\.?(?:\s+of\s+\w+)?"
    r"(?:\s*(?:a|an|per|each|every|/|in\s+the)\s*"
    r"(?P<per>work(?:ing)?\s?day|weekday|business\s+day|day|night|week|month)\b"
    r"|\s*(?P<adverb>daily|nightly|weekly|monthly)\b)?",
    needs=may_hold_number,
)
_DAYS_A_WEEK = Pattern(
    rf"\b(?P<number>{NUMBER})\s+(?:work(?:ing)?\s?)?days\s+(?:a|per|each|every)\s+week\b",
    needs=may_hold_number,
)
_GRID = Pattern(r"\b(?P<hours>[4-9]|1\d|2[0-3])\s?[x×]\s?(?P<days>[1-7])\b(?!\s?\w)")  # noqa: RUF001
_CLOCK = r"(?:[01]?\d|2[0-4])"
_MARK = r"\s?(?:[ap]\.?m\b\.?|h\b|uhr\b|o'?clock\b)"
_RANGE = Pattern(
    rf"(?P<lead>\b(?:from|between)\s+)?(?<![\d.,$€£/-])\b(?P<a>{_CLOCK})(?::(?P<am>[0-5]\d))?(?P<a_mark>{_MARK})?"
    rf"\s?(?:-|–|to|till|til|until|and|bis)\s?"  # noqa: RUF001 - typed dashes
    rf"(?P<b>{_CLOCK})(?::(?P<bm>[0-5]\d))?(?P<b_mark>{_MARK})?(?![\w.:%$€£/-]*\d)",
    needs=may_hold_number,
)
_GOES_ON = Pattern(
    r"\s*(?:$|[,;.!?)]|(?:on|every|each|daily|in|and|but|or|only|with|so|for|cet|utc|gmt|local|monday|mon|week\w*|work\w*"
    r"|business|most|except|at|during|by|please|office|sharp|there|is|job|shift)\b)",
)
_DAY_NAMES = ("mo", "tu", "we", "th", "fr", "sa", "su")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_WEEKDAYS = Pattern(rf"\b(?P<a>{_DAY})\s?(?:-|–|to|till|until|through|thru)\s?(?P<b>{_DAY})\b")  # noqa: RUF001
_EVERY_DAY = Pattern(
    r"\b(?:every\s+(?:single\s+)?day|(?:7|seven)\s+days|7/7|incl\w*\s+weekends?|weekends\s+too|also\s+(?:on|at)\s+weekends)\b",
)
_EVERY_WEEK = Pattern(rf"\b(?:weekly|once\s+a\s+week|(?:every|each)\s+(?:week|{_DAY}))\b")
_EVERY_MONTH = Pattern(r"\b(?:monthly|once\s+a\s+month)\b")
_NOT = Pattern(r"\b(?:not|no|never|without|n't|dont|don't|doesn't|isn't|needn't)\b[^,;.!?]{0,25}$")


def find_hours(sentence: str) -> tuple[Found | None, list[tuple[int, int]]]:
    """Hours of use a month, None where nobody said; and every part of the sentence that speaks of them."""
    days = _days(sentence)
    said = [one for one in _said(sentence, days) if 0 < one.value <= HOURS_A_MONTH + ALL_DAYS]
    plain = [one for one in said if not _NOT.search(sentence[max(0, one.start - 40) : one.start])]
    if not plain:
        return None, []
    spans = [(one.start, one.end) for one in plain]
    spans += [match.span() for part in (_WEEKDAYS, _DAYS_A_WEEK, _EVERY_DAY) for match in part.finditer(sentence)]
    sure = [one for one in plain if one.sure > 0.5] or plain
    most = max(sure, key=lambda one: one.value)
    found = Found(min(round(most.value, 2), HOURS_A_MONTH), most.start, most.end, most.sure, most.note)
    return found, spans


def _days(sentence: str) -> float | None:
    """Days a month on which it is used, where that is said."""
    if _EVERY_DAY.search(sentence):
        return ALL_DAYS
    named = _DAYS_A_WEEK.search(sentence)
    if named and 1 <= as_number(named["number"]) <= 7:
        return _month_of(as_number(named["number"]))
    if between := _WEEKDAYS.search(sentence):
        a, b = (_DAY_NAMES.index(between[part].lower()[:2]) for part in "ab")
        return _month_of((b - a) % 7 + 1)
    return None


def _month_of(days_a_week: float) -> float:
    """Days a month: five a week are the 21 working days, seven are all 30."""
    return {5: WORKING_DAYS, 7: ALL_DAYS}.get(int(days_a_week), days_a_week * _WEEKS)


def _said(sentence: str, days: float | None) -> Iterator[Found]:
    for match in _ALWAYS.finditer(sentence):
        yield Found(HOURS_A_MONTH, *match.span())
    for match in _GRID.finditer(sentence):
        if int(match["hours"]) * int(match["days"]):
            yield Found(int(match["hours"]) * _month_of(int(match["days"])), *match.span())
    for match in _RANGE.finditer(sentence):
        hours = _between(match, sentence)
        if hours:
            on = days or (ALL_DAYS if _overnight(match) else WORKING_DAYS)
            yield Found(hours * on, *match.span(), 0.9, f"{hours:g} h on {on:g} days")
    yield from _lengths(sentence, days)
    for match in _OFFICE.finditer(sentence):
        on = days or WORKING_DAYS
        yield Found(OFFICE_HOURS * on, *match.span(), 0.8, f"{OFFICE_HOURS} h on {on:g} days")
    for match in _NIGHTLY.finditer(sentence):
        yield Found(NIGHT_HOURS * ALL_DAYS, *match.span(), 0.5, f"{NIGHT_HOURS} h on {ALL_DAYS} nights")


def _lengths(sentence: str, days: float | None) -> Iterator[Found]:
    """Hours a day, night, week or month."""
    often = ""
    for first, match in enumerate(_LENGTH.finditer(sentence)):
        often = often if first else _said_elsewhere(sentence)
        hours = as_number(match["number"])
        per = " ".join((match["per"] or match["adverb"] or "").lower().split())
        per = per or often
        if per in ("week", "weekly"):
            yield Found(hours * _WEEKS, *match.span())
        elif per in ("month", "monthly"):
            yield Found(hours, *match.span())
        elif per and hours <= 24:
            usual = ALL_DAYS if per in ("night", "nightly") else WORKING_DAYS
            if not match["per"] and not match["adverb"] and usual == WORKING_DAYS and days is None:
                continue
            on = usual if days is None else days
            yield Found(
                hours * on, *match.span(), 0.9, f"{hours:g} h on {on:g} {'nights' if 'night' in per else 'days'}"
            )


def _said_elsewhere(sentence: str) -> str:
    """How often, where a length such as `3 hours` does not say so itself."""
    for pattern, per in ((_NIGHTLY, "night"), (_EVERY_WEEK, "week"), (_EVERY_MONTH, "month"), (_EVERY_DAY, "day")):
        if pattern.search(sentence):
            return per
    return "day" if _WEEKDAYS.search(sentence) or _DAYS_A_WEEK.search(sentence) else ""


def _between(match: re.Match[str], sentence: str) -> float:
    """Hours of a range of the clock; 0 where it is none: `2 to 8 workers`."""
    a, b = int(match["a"]), int(match["b"])
    marks = [(match[mark] or "").strip().lower() for mark in ("a_mark", "b_mark")]
    told = any(marks) or match["am"] or match["bm"]
    if re.search(r"\band\b", match.group(), re.IGNORECASE) and (match["lead"] or "").lower().strip() != "between":
        return 0
    if not told:
        usual = 5 <= a <= 12 and (1 <= b <= 8 or 13 <= b <= 22) and a != b
        if not usual or not _GOES_ON.match(sentence, match.end()):
            return 0
    first, last = _hour(a, marks[0]), _hour(b, marks[1])
    first += int(match["am"] or 0) / 60
    last += int(match["bm"] or 0) / 60
    if last <= first and a <= 12 and b <= 12 and not (marks[0].startswith("p") or marks[1].startswith("a")):
        last += 12
    return round((last - first) % 24, 2)


def _hour(hour: int, mark: str) -> float:
    if mark.startswith("p") and hour < 12:
        return hour + 12
    return 0 if mark.startswith("a") and hour == 12 else hour


def _overnight(match: re.Match[str]) -> bool:
    """Whether a range of the clock goes over midnight, so that nights are meant."""
    a, b = int(match["a"]), int(match["b"])
    p, q = ((match[mark] or "").strip().lower()[:1] for mark in ("a_mark", "b_mark"))
    return (p == "p" and q == "a") or (a > 12 and b < a)
