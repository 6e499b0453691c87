"""When something runs by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import available_timezones

from constructs_lib.limits import plain
from naming.errors import RuleError

_QUARTZ = "quartz-scheduler.org, crontrigger"
_FIELD = r"[0-9A-Z*?,/#LW-]+"


@dataclass(frozen=True)
class Schedule:
    """A time of the clock, as Quartz writes it: seconds first, and ? for the day that is not said.

    Args:
        cron: 6 or 7 fields: seconds minutes hours day-of-month month day-of-week [year]; `0 0 6 * * ?`: at 6.
        timezone: Of the clock, such as `Europe/Berlin`; UTC by default, which has no hour twice.
        paused: Kept, but nothing runs. Default: off.

    Raises:
        RuleError: Other than 6 or 7 fields; both days said, or none; a timezone there is not.
    """

    cron: str
    timezone: str = "UTC"
    paused: bool = False

    def __post_init__(self) -> None:
        plain("cron", self.cron)
        fields = self.cron.upper().split()
        if not 6 <= len(fields) <= 7 or not all(re.fullmatch(_FIELD, field) for field in fields):
            fix = f"Quartz starts with seconds: {_with_seconds(fields)}" if len(fields) == 5 else ""
            raise RuleError("cron", allowed="6 or 7 Quartz fields", got=self.cron, fix=fix, source=_QUARTZ)
        if (fields[3] == "?") == (fields[5] == "?"):
            raise RuleError(
                "cron", allowed="? for exactly one of day-of-month and day-of-week", got=self.cron, source=_QUARTZ
            )
        zones = available_timezones()  # empty where a machine has no tz database
        if not re.fullmatch(r"[A-Za-z0-9_+/-]+", self.timezone) or (zones and self.timezone not in zones):
            raise RuleError("timezone", allowed="a name of the tz database", got=self.timezone, fix="Such as UTC.")

    def quartz(self) -> dict[str, str]:
        """The two arguments that schedules of the provider share."""
        return {"quartz_cron_expression": self.cron, "timezone_id": self.timezone}


def _with_seconds(unix: list[str]) -> str:
    """A Unix cron as Quartz writes it: ? for one of the days, and Sunday is 1 there, not 0.

    Where it names days of both kinds, both stay: only its author knows which was meant.
    """
    days = "?" if unix[4] == "*" else re.sub(r"(?<![/#])\b\d\b", lambda day: str(int(day[0]) % 7 + 1), unix[4])
    month_days = "?" if unix[2] == "*" and days != "?" else unix[2]
    return " ".join(["0", *unix[:2], month_days, unix[3], days])
