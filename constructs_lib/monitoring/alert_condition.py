"""When an alert goes off."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.limits import one_of
from constructs_lib.literal import literal
from naming.errors import RuleError

OPERATORS = (
    *("EQUAL", "NOT_EQUAL", "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL"),
    *("IS_NULL", "IS_NOT_NULL"),
)
AGGREGATIONS = ("AVG", "COUNT", "COUNT_DISTINCT", "MAX", "MEDIAN", "MIN", "STDDEV", "SUM")
EMPTY = ("ERROR", "OK", "TRIGGERED", "UNKNOWN")
_SOURCE = "databricks 1.99, alert_v2"


@dataclass(frozen=True)
class AlertCondition:
    """When an alert goes off.

    Args:
        column: Column of the query's result.
        operator: How it is compared, such as `GREATER_THAN`; `IS_NULL` and `IS_NOT_NULL` need no threshold.
        threshold: What it is compared with. Left out: nothing.
        aggregation: What is made of all rows, such as `SUM`. Left out: the first row counts.
        empty: What a result without rows means: `ERROR`, `OK`, `TRIGGERED` or `UNKNOWN`. Left out: `UNKNOWN`,
            so that a source that dried up is no good news.

    Raises:
        RuleError: For a value that Databricks does not know.
    """

    column: str
    operator: str
    threshold: float | str | bool | None = None
    aggregation: str | None = None
    empty: str = "UNKNOWN"

    def __post_init__(self) -> None:
        literal("column", self.column)
        one_of("operator", self.operator, OPERATORS, source=_SOURCE)
        if (self.threshold is None) != (self.operator in ("IS_NULL", "IS_NOT_NULL")):
            raise RuleError(
                "threshold",
                allowed="a value, but none with IS_NULL and IS_NOT_NULL",
                got=self.threshold,
                source=_SOURCE,
            )
        if isinstance(self.threshold, str):
            literal("threshold", self.threshold)
        if self.aggregation is not None:
            one_of("aggregation", self.aggregation, AGGREGATIONS, source=_SOURCE)
        one_of("empty", self.empty, EMPTY, source=_SOURCE)
