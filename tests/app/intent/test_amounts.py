"""Data, people, hours and deadlines, as people write them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intent.rules import parse
from app.intent.rules_deadline import find_deadline
from app.intent.rules_numbers import NUMBER, as_number
from blueprints.request import InfrastructureRequest

START = "ML for team vision in dev"


def read(words: str) -> InfrastructureRequest:
    return parse(f"{START}, {words}")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("1,500", 1500),
        ("1.500", 1500),
        ("1'500", 1500),
        ("2 000", 2000),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1.5", 1.5),
        ("2,5", 2.5),
        ("0.125", 0.125),
        ("1.5k", 1500),
        ("12 thousand", 12000),
        ("a dozen", 12),
        ("twenty-five", 25),
        ("two hundred", 200),
        ("a thousand", 1000),
    ],
)
def test_numbers(text: str, number: float) -> None:
    found = re.search(NUMBER, text, re.IGNORECASE)
    assert found is not None
    assert found.group() == text
    assert as_number(text) == number


@pytest.mark.parametrize(
    ("words", "gb", "daily"),
    [
        ("2 TB", 2000, False),
        ("500 GB a day", 500, True),
        ("500GB/day", 500, True),
        ("10 GB per hour", 240, True),
        ("7 TB of events each week", 1000, True),
        ("daily loads of 40 GB", 40, True),
        ("1 TiB", 1099.511628, False),
        ("1.5 terabytes", 1500, False),
        ("300 gigs", 300, False),
        ("3 TB, and 20 GB daily", 3000, False),
        ("0 GB", None, False),
        ("64 GB RAM", None, False),
        ("16 GB of memory", None, False),
    ],
)
def test_data(words: str, gb: float | None, daily: bool) -> None:
    request = read(words)
    assert (request.data_volume_gb, request.data_volume_daily) == (gb, daily)


def test_what_else_is_said_of_data_is_kept() -> None:
    assert read("3 TB, grows 20 GB daily").additional_requirements == ("20 GB daily",)
    assert read("with 64 GB RAM").additional_requirements == ("64 GB RAM",)


@pytest.mark.parametrize(
    ("words", "users"),
    [
        ("20 analysts", 20),
        ("30 people", 30),
        ("about 50 concurrent users", 50),
        ("10-15 users", 15),
        ("2,000 viewers", 2000),
        ("a dozen data scientists", 12),
        ("users: 40", 40),
        ("5 engineers and 3 analysts", 8),
        ("8 users, 3 of them analysts", 8),
        ("we are a team of nine", 9),
        ("2 to 8 workers", None),
        ("3 teams", None),
        ("0 users", None),
        ("1.5 users", None),
        ("9999999999 users", None),
    ],
)
def test_users(words: str, users: int | None) -> None:
    assert read(words).users == users


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("9 to 5", 168),
        ("9-17", 168),
        ("from 8am to 6pm", 210),
        ("9:00-17:30", 178.5),
        ("8 to 18 every day", 300),
        ("10pm to 4am", 180),
        ("40 h a week", 173.33),
        ("8 hours a day", 168),
        ("4 h a day, 3 days a week", 52),
        ("100 hours a month", 100),
        ("mon-fri, 10 hours a day", 210),
        ("around the clock", 730),
        ("24/7", 730),
        ("24 hours a day", 730),
        ("8x5", 168),
        ("business hours", 168),
        ("nightly", 60),
        ("3 hours every night", 90),
        ("nightly, for 3 hours", 90),
        ("a 6 hour run once a week", 26),
        ("not 24/7", None),
        ("2 to 8 workers", None),
        ("5 to 10 users", None),
        ("9000 hours a month", None),
        ("in 3 hours", None),
    ],
)
def test_hours(words: str, hours: float | None) -> None:
    assert read(words).hours_a_month == hours


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("by 2026-12-01", "2026-12-01"),
        ("by 1 December 2026", "2026-12-01"),
        ("by December 1st, 2026", "2026-12-01"),
        ("bis 31.12.2026", "2026-12-31"),
        ("needed by Friday", "friday"),
        ("no later than the end of Q1", "end of q1"),
        ("deadline: end of March", "end of march"),
        ("within two weeks", "two weeks"),
        ("asap", "asap"),
        ("by 31.02.2027", "31.02.2027"),
        ("only until Friday", None),
        ("by the vision team", None),
        ("updated daily", None),
    ],
)
def test_deadlines(words: str, deadline: str | None) -> None:
    assert read(words).deadline == deadline


def test_amounts_are_understood_and_no_name_of_a_team() -> None:
    request = parse("dev ML for Friday, by 2026-12-01, 9 to 5, 2 TB, 20 users, $900 a month")
    assert request.not_understood in ((), ("Friday",))
    assert request.team in (None, "friday")
    assert read("by 2026-12-01, 9 to 5, 2 TB, 20 users, $900 a month").not_understood == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("1.500 EUR a month", "1.500 EUR a month"),
        ("budget €2k per month", "€2k per month"),
        ("at most 500 Canadian dollars", "500 Canadian dollars"),
        ("A$500 a month", "A$500 a month"),
    ],
)
def test_another_currency_is_said_and_not_converted(words: str, said: str) -> None:
    request = read(words)
    assert request.cost_limit_usd is None
    assert request.additional_requirements == (said,)


@pytest.mark.parametrize(
    ("words", "usd", "note"),
    [
        ("$1.500 a month", 1500, ""),
        ("max USD300 a month", 300, ""),
        ("two thousand dollars a month", 2000, ""),
        ("budget: 800", 800, "taken as USD"),
        ("max 2k a month", 2000, "taken as USD"),
        ("$12k per year", 1000, "a month's share"),
        ("budget for 5 users", None, ""),
        ("a limit of 8 workers", None, ""),
    ],
)
def test_limits_say_how_they_were_read(words: str, usd: float | None, note: str) -> None:
    request = read(words)
    assert request.cost_limit_usd == usd
    assert request.source("cost_limit_usd").note == note


@given(st.text(alphabet="0123456789 .,-/:apmhbydGTBk$€x", max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_mix_of_digits_and_units_is_read(text: str) -> None:
    request = read(text)
    assert request.users is None or 1 <= request.users <= 1_000_000
    assert request.hours_a_month is None or 0 < request.hours_a_month <= 730
    assert request.data_volume_gb is None or request.data_volume_gb > 0
    found = find_deadline(text)
    assert found is None or re.fullmatch(r"[a-z0-9äöü ./,-]{1,60}", found.value)
