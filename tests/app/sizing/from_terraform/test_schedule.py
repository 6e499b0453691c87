"""How often Quartz schedules run in a mean month."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sizing.from_terraform.schedule import CronError, runs_a_month

MONTH = 1461 / 48
"""Days of a mean month."""


@pytest.mark.parametrize(
    ("cron", "runs"),
    [
        ("0 0 3 * * ?", MONTH),
        ("0 0 3 * * ? *", MONTH),
        ("0 0 3 * * ? 2030", MONTH),
        ("0 0/5 * * * ?", MONTH * 24 * 12),
        ("0 */15 8-17 * * ?", MONTH * 10 * 4),
        ("0 0 22-2 * * ?", MONTH * 5),
        ("0 0 0/6 * * ?", MONTH * 4),
        ("0 0 8,12,18 * * ?", MONTH * 3),
        ("30 15 10-14/2 * * ?", MONTH * 3),
        ("0 0 6 ? * MON-FRI", 1043 / 48),
        ("0 0 6 ? * mon-fri", 1043 / 48),
        ("0 0 6 ? * 2-6", 1043 / 48),
        ("0 0 6 ? * SAT,SUN", 418 / 48),
        ("0 0 6 ? * FRI-SUN", 627 / 48),
        ("0 0 6 ? * 6L", 1),
        ("0 0 6 ? * L", 209 / 48),
        ("0 0 6 ? * MON#1", 1),
        ("0 0 6 1 * ?", 1),
        ("0 0 6 L * ?", 1),
        ("0 0 6 LW * ?", 1),
        ("0 0 6 L-3 * ?", 1),
        ("0 0 6 15W * ?", 1),
        ("0 0 6 1,15 * ?", 2),
        ("0 0 6 31 * ?", 7 / 12),
        ("0 0 6 29 FEB ?", 1 / 48),
        ("0 0 6 1 JAN,JUL ?", 2 / 12),
        ("0 0 6 1 1/3 ?", 4 / 12),
        ("0 0 6 30 2 ?", 0),
    ],
)
def test_runs_of_a_month(cron: str, runs: float) -> None:
    assert runs_a_month(cron) == pytest.approx(runs)


@pytest.mark.parametrize(
    "cron",
    [
        "",
        "0 3 * * *",
        "0 0 3 * * ? 2026 x",
        "0 0 24 * * ?",
        "60 0 3 * * ?",
        "0 0 3 32 * ?",
        "0 0 3 ? * 8",
        "0 0 3 ? * 0",
        "0 0/0 3 * * ?",
        "0 0 3 * 13 ?",
        "0 0 3 ? * FUNDAY",
        "0 0 3 * NOV- ?",
        "${var.cron}",
        "None",
        "0 0 -3 * * ?",
        "0 0 3 L-x * ?",
    ],
)
def test_fails_what_quartz_would_not_read(cron: str) -> None:
    with pytest.raises(CronError):
        runs_a_month(cron)


@given(st.text(alphabet="0123456789*?,-/LW# MONFEB", max_size=30))
def test_whatever_is_written_has_runs_or_is_refused(cron: str) -> None:
    try:
        runs = runs_a_month(cron)
    except CronError:
        return
    assert 0 <= runs <= MONTH * 86_400 + 1
