"""How a quality monitor looks at a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from constructs_lib.limits import one_of, plain
from naming.errors import RuleError

GRANULARITIES = (
    "5 minutes", "30 minutes", "1 hour", "1 day", "1 week", "2 weeks", "3 weeks", "4 weeks", "1 month", "1 year",
)  # fmt: skip
"""Source: Azure Databricks docs, lakehouse-monitoring API, granularities."""


@dataclass(frozen=True)
class Monitored:
    """How a quality monitor looks at a table. Made by `snapshot`, `time_series` or `inference`.

    Args:
        kind: Which of the three.
        timestamp: Column with the time of a row.
        granularities: Windows to sum up by.
        prediction: Column with the model's answer.
        model_id: Column with the model's version.
        label: Column with the true answer, where it is known.
        problem: What the model does.
    """

    kind: Literal["snapshot", "time_series", "inference"]
    timestamp: str = ""
    granularities: tuple[str, ...] = ()
    prediction: str = ""
    model_id: str = ""
    label: str | None = None
    problem: Literal["classification", "regression"] = "classification"

    @classmethod
    def snapshot(cls) -> Monitored:
        """The whole table each time."""
        return cls("snapshot")

    @classmethod
    def time_series(cls, *, timestamp: str, granularities: tuple[str, ...] = ("1 day",)) -> Monitored:
        """Window by window of time."""
        return cls("time_series", plain("timestamp", timestamp), _checked(granularities))

    @classmethod
    def inference(
        cls,
        *,
        timestamp: str,
        prediction: str,
        model_id: str,
        problem: Literal["classification", "regression"],
        label: str | None = None,
        granularities: tuple[str, ...] = ("1 day",),
    ) -> Monitored:
        """What a model answered, window by window."""
        one_of("problem", problem, ("classification", "regression"))
        for what, column in (("timestamp", timestamp), ("prediction", prediction), ("model_id", model_id)):
            plain(what, column)
        return cls("inference", timestamp, _checked(granularities), prediction, model_id, label, problem)


def _checked(granularities: tuple[str, ...]) -> tuple[str, ...]:
    if not granularities:
        raise RuleError("granularities", allowed=", ".join(GRANULARITIES), got=[])
    for one in granularities:
        one_of("granularities", one, GRANULARITIES, source="Azure Databricks docs, lakehouse-monitoring")
    return granularities
