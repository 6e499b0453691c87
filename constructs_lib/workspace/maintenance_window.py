"""When machines may be restarted to take updates."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.limits import between, one_of

DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
FREQUENCIES = (
    *("EVERY_WEEK", "FIRST_OF_MONTH", "SECOND_OF_MONTH", "THIRD_OF_MONTH", "FOURTH_OF_MONTH"),
    *("FIRST_AND_THIRD_OF_MONTH", "SECOND_AND_FOURTH_OF_MONTH"),
)
_SOURCE = "databricks 1.99, automatic_cluster_update_workspace_setting"


@dataclass(frozen=True)
class MaintenanceWindow:
    """A time of the week, in UTC.

    Args:
        day: Day of the week, such as `SUNDAY`.
        hour: Hour that it begins at, 0-23.
        minute: Minute that it begins at, 0-59. Left out: 0.
        frequency: Which weeks, such as `FIRST_OF_MONTH`. Left out: `EVERY_WEEK`.

    Raises:
        RuleError: For a value outside its limits.
    """

    day: str
    hour: int
    minute: int = 0
    frequency: str = "EVERY_WEEK"

    def __post_init__(self) -> None:
        one_of("day", self.day, DAYS, source=_SOURCE)
        between("hour", self.hour, 0, 23)
        between("minute", self.minute, 0, 59)
        one_of("frequency", self.frequency, FREQUENCIES, source=_SOURCE)
