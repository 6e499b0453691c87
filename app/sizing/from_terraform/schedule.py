"""How often a job runs in a month, by its Quartz schedule."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_FIRST, _COUNT = date(2025, 1, 1), 1461
"""Four years, a leap one among them: the mean of their months is a month."""


class CronError(ValueError):
    """A schedule that Quartz would not read, or that is known only when it is applied."""


@lru_cache(maxsize=512)
def runs_a_month(cron: str) -> float:
    """Runs in a mean month of a Quartz schedule; its year is not looked at.

    Args:
        cron: Seconds, minutes, hours, day of the month, month, day of the week, and a year if there is one.
            Source: quartz-scheduler.org, crontrigger.

    Raises:
        CronError: It cannot be read.
    """
    fields = cron.upper().split()
    if not 6 <= len(fields) <= 7:
        raise CronError(f"{len(fields)} fields in place of 6 or 7")
    seconds, minutes, hours, day, month, weekday = fields[:6]
    times = len(_values(seconds, 0, 59)) * len(_values(minutes, 0, 59)) * len(_values(hours, 0, 23))
    months = _values(_numbered(month, _MONTHS, 1), 1, 12)
    weekdays = _numbered(weekday, _DAYS, 1)
    _matches(date(2025, 1, 31), day, weekdays)  # every part of them must be readable, whatever the month
    days = sum(
        1
        for offset in range(_COUNT)
        if (one := _FIRST + timedelta(days=offset)).month in months and _matches(one, day, weekdays)
    )
    return days * times / 48


def _numbered(field: str, names: tuple[str, ...], first: int) -> str:
    for number, name in enumerate(names, start=first):
        field = re.sub(rf"\b{name}", str(number), field)
    return field


def _values(field: str, first: int, last: int) -> set[int]:
    """The numbers that a field without days means."""
    found: set[int] = set()
    for part in field.split(","):
        match = re.fullmatch(r"(?:(\*|\?)|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?", part)
        if not match:
            raise CronError(f"{part!r} cannot be read")
        every, low, high, step = match.groups()
        start = first if every else int(low)
        end = int(high) if high else last if every or step else start
        pace = int(step) if step else 1
        if not (first <= start <= last and first <= end <= last) or pace < 1:
            raise CronError(f"{part!r} is not within {first}-{last}")
        spread = range(start, end + 1) if start <= end else [*range(start, last + 1), *range(first, end + 1)]
        found |= set(list(spread)[::pace])
    return found


def _matches(one: date, day: str, weekday: str) -> bool:
    return _by_day(one, day) and _by_weekday(one, weekday)


def _by_day(one: date, field: str) -> bool:
    """Whether a day of the month is meant: numbers, L (the last), L-3, 15W (the working day nearest to the 15th)."""
    last = monthrange(one.year, one.month)[1]
    matched = False
    for part in field.split(","):
        if part in ("L", "LW"):
            matched |= one.day == last
        elif ending := re.fullmatch(r"L-(\d{1,2})", part):
            matched |= one.day == last - int(ending[1])
        elif near := re.fullmatch(r"(\d{1,2})W", part):
            matched |= one.day == min(int(near[1]), last)  # once a month, whichever day it falls on
        else:
            matched |= one.day in _values(part, 1, 31)
    return matched


def _by_weekday(one: date, field: str) -> bool:
    """Whether a day of the week is meant: 1 (Sunday) to 7, 6L (the last Friday), 6#3 (the third Friday)."""
    number = one.isoweekday() % 7 + 1
    last = monthrange(one.year, one.month)[1]
    matched = False
    for part in field.split(","):
        if part == "L":
            matched |= number == 7
        elif of_last := re.fullmatch(r"([1-7])L", part):
            matched |= number == int(of_last[1]) and one.day > last - 7
        elif nth := re.fullmatch(r"([1-7])#([1-5])", part):
            matched |= number == int(nth[1]) and (one.day - 1) // 7 + 1 == int(nth[2])
        else:
            matched |= number in _values(part, 1, 7)
    return matched
