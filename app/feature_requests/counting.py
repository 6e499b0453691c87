"""Counts what a plan could not give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.capability import CapabilityPlan
    from app.feature_requests.demand import FeatureDemand
    from app.project import Project

WAIT_SECONDS = 10.0
"""The plan is on the screen already: nobody waits long for a count."""


def count(
    planned: CapabilityPlan, project: Project, *, clock: Callable[[], datetime] | None = None
) -> list[FeatureDemand]:
    """Count a plan's unsupported features in the project's database; loads SQLAlchemy.

    Args:
        planned: The plan, with who asked for it and in which words.
        project: Where.
        clock: Tells the time; this machine's if left out.

    Returns:
        How much each of them is asked for now.

    Raises:
        LakemasonError: The database cannot be used, or a setting is wrong.
    """
    from app.database.database import Database
    from app.database.location import DatabaseLocation
    from app.feature_requests.feature_request import MAX_NAME, MAX_SENTENCE, FeatureRequest
    from app.feature_requests.tracker import FeatureRequestTracker, utc_now

    now = (clock or utc_now)()
    person = planned.request.requested_by.strip()[:MAX_NAME] or "unknown"
    requests = [
        FeatureRequest(
            feature=feature,
            requested_by=person,
            requested_at=now,
            sentence=planned.request.sentence[:MAX_SENTENCE],
            blueprint=planned.blueprint_name,
        )
        for feature in planned.feature_requests_to_log
    ]
    with Database.open(DatabaseLocation.of(project), wait_seconds=WAIT_SECONDS) as database:
        tracker = FeatureRequestTracker(database, clock=clock or utc_now)
        tracker.record(requests)
        return [tracker.demand(one.feature) for one in requests]
