"""Who hears of a job's runs."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.limits import between, matching
from naming.errors import RuleError


@dataclass(frozen=True)
class Notifications:
    """Who hears of a job's runs.

    Args:
        on_failure: Addresses to write to when a run fails.
        on_success: Addresses to write to when it succeeds.
        on_start: Addresses to write to when it starts.
        slower_than_minutes: Minutes after which a run counts as slow; left out: none does.
        on_slow: Addresses to write to then.
        webhooks_on_failure: Ids of notification destinations (Teams, Slack, PagerDuty) for failures, at most 3.
            Source: SDK jobs/model.go, WebhookNotifications.

    Raises:
        RuleError: An address that is none; `on_slow` without a time or the other way round; more than 3 webhooks.
    """

    on_failure: tuple[str, ...] = ()
    on_success: tuple[str, ...] = ()
    on_start: tuple[str, ...] = ()
    slower_than_minutes: int | None = None
    on_slow: tuple[str, ...] = ()
    webhooks_on_failure: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for address in (*self.on_failure, *self.on_success, *self.on_start, *self.on_slow):
            matching("notifications", address, r"[^@\s${]+@[^@\s${]+\.[^@\s${]+", allowed="addresses")
        if self.slower_than_minutes is not None:
            between("slower_than_minutes", self.slower_than_minutes, 1, None, unit="minutes")
        if (self.slower_than_minutes is None) != (not self.on_slow):
            raise RuleError("on_slow", allowed="with slower_than_minutes, and only then", got=self.on_slow)
        between("webhooks_on_failure", len(self.webhooks_on_failure), 0, 3, unit="webhooks", source="SDK jobs/model.go")
