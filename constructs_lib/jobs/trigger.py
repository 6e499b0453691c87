"""What starts a job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from constructs_lib.limits import between, one_of
from constructs_lib.schedule import Schedule
from constructs_lib.unity_catalog.external_location import ExternalLocation
from constructs_lib.unity_catalog.volume import Volume

_SOURCE = "databricks_job docs, trigger"


@dataclass(frozen=True)
class FileArrival:
    """Starts the job when files arrive.

    Args:
        place: Where to look: a volume or an external location.
        folder: Folder in it; empty: all of it.
        least_seconds_between: Seconds between two starts, 60 or more; left out: none.
        quiet_seconds: Seconds without a new file before it starts, 60 or more; left out: at once.
    """

    place: Volume | ExternalLocation
    folder: str = ""
    least_seconds_between: int | None = None
    quiet_seconds: int | None = None

    def __post_init__(self) -> None:
        for what, value in (
            ("least_seconds_between", self.least_seconds_between),
            ("quiet_seconds", self.quiet_seconds),
        ):
            if value is not None:
                between(what, value, 60, None, unit="seconds", source=_SOURCE)

    @property
    def url(self) -> str:
        """The address to look at; the provider wants / at its end."""
        root = self.place.path if isinstance(self.place, Volume) else self.place.url
        return f"{root}/{self.folder}/" if self.folder else f"{root}/"


@dataclass(frozen=True)
class Every:
    """Starts the job again and again.

    Args:
        interval: How many units, 1 or more.
        unit: `HOURS`, `DAYS` or `WEEKS`.
    """

    interval: int
    unit: Literal["HOURS", "DAYS", "WEEKS"]

    def __post_init__(self) -> None:
        between("interval", self.interval, 1, None)
        one_of("unit", self.unit, ("HOURS", "DAYS", "WEEKS"), source=_SOURCE)


@dataclass(frozen=True)
class Continuous:
    """Always one run: a new one starts when one ends.

    Args:
        paused: Kept, but nothing runs. Default: off.
    """

    paused: bool = False


Trigger = Schedule | FileArrival | Every | Continuous
