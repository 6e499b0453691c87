"""The settings about feature requests; loads no database."""

from __future__ import annotations

import os

from naming.errors import RuleError

LOG_VARIABLE = "LAKEMASON_LOG_FEATURES"
THRESHOLD_VARIABLE = "LAKEMASON_FEATURE_THRESHOLD"
THRESHOLD_PEOPLE = 10
"""Distinct people from whom on a feature should be built next; `LAKEMASON_FEATURE_THRESHOLD` moves it."""

_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def counting_wanted() -> bool:
    """Whether a plan may count what it could not give; `LAKEMASON_LOG_FEATURES=0` says no.

    Raises:
        RuleError: The variable says neither yes nor no. Nobody is counted on a guess.
    """
    said = os.environ.get(LOG_VARIABLE, "").strip().lower()
    if said not in ("", *_YES, *_NO):
        raise RuleError(LOG_VARIABLE, allowed="0 or 1", got=said)
    return said not in _NO


def threshold_people() -> int:
    """Distinct people from whom on a feature should be built next.

    Raises:
        RuleError: The variable holds something else than a number from 1.
    """
    said = os.environ.get(THRESHOLD_VARIABLE, "").strip()
    if not said:
        return THRESHOLD_PEOPLE
    if not said.isdecimal() or not 1 <= int(said[:10]) <= 1_000_000:
        raise RuleError(THRESHOLD_VARIABLE, allowed="1-1000000 people", got=said)
    return int(said)
