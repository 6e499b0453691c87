"""What an endpoint's gateway limits and keeps."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.limits import between
from constructs_lib.unity_catalog.schema import Schema


@dataclass(frozen=True)
class Gateway:
    """What an endpoint's gateway limits and keeps.

    Args:
        calls_per_minute: Requests a minute for the whole endpoint; left out: no limit.
        user_calls_per_minute: Requests a minute for each user; left out: no limit.
        usage_tracking: Counts requests in the system tables. Default: on.
        log_to: Schema in which requests and answers are kept; left out: they are not, as they may hold what is
            personal.

    Raises:
        RuleError: A limit below 1.
    """

    calls_per_minute: int | None = None
    user_calls_per_minute: int | None = None
    usage_tracking: bool = True
    log_to: Schema | None = None

    def __post_init__(self) -> None:
        for what, value in (
            ("calls_per_minute", self.calls_per_minute),
            ("user_calls_per_minute", self.user_calls_per_minute),
        ):
            if value is not None:
                between(what, value, 1, None, unit="requests a minute", source="databricks_model_serving docs")
