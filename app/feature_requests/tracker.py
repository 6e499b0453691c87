"""Counts what people ask for and do not get."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Text, delete, exists, func, insert, literal, select

from app.database.database import Database
from app.database.tables import FEATURE_REQUESTS, FEATURE_THRESHOLDS
from app.database.utc import UtcDateTime
from app.feature_requests.demand import FeatureDemand
from app.feature_requests.feature_request import FeatureRequest
from app.feature_requests.settings import threshold_people
from naming.errors import RuleError

REPEAT = timedelta(days=1)
"""Asked again by the same person within this time, before or after, a wish counts once."""

_LOG = logging.getLogger("lakemason.features")
_R, _T = FEATURE_REQUESTS.c, FEATURE_THRESHOLDS.c


def utc_now() -> datetime:
    """The current moment."""
    return datetime.now(UTC)


class FeatureRequestTracker:
    """Counts what people ask for and do not get.

    Args:
        database: Where it is kept.
        threshold: Distinct people from whom on a feature should be built next, from 1; if left out,
            `LAKEMASON_FEATURE_THRESHOLD`, or 10.
        clock: Tells the time at which a threshold was reached.
    """

    def __init__(
        self, database: Database, *, threshold: int | None = None, clock: Callable[[], datetime] = utc_now
    ) -> None:
        if threshold is not None and threshold < 1:
            raise RuleError("threshold", allowed="1 or more people", got=threshold)
        self.threshold = threshold if threshold is not None else threshold_people()
        self._database = database
        self._clock = clock

    def record(self, requests: Iterable[FeatureRequest]) -> tuple[FeatureRequest, ...]:
        """Count requests, all or none; says once in the log where one reaches the threshold.

        Args:
            requests: In any order.

        Returns:
            Those that counted: no repeats within a day by the same person.

        Raises:
            DatabaseUnusable: The database cannot be written.
        """
        ordered = sorted(requests, key=lambda one: (one.requested_at, one.sentence, one.blueprint or ""))
        if not ordered:
            return ()
        with self._database.write(lock=FEATURE_REQUESTS) as connection:
            counted = tuple(one for one in ordered if _insert(connection, one))
            reached = self._reached(connection, {one.feature for one in counted})
        for feature, people in reached:
            _LOG.warning("%s should be built next: %d people have asked for it.", feature, people)
        return counted

    def top(self, limit: int | None = None) -> list[FeatureDemand]:
        """Features by how many people asked for them, most first.

        Args:
            limit: How many; all if left out.
        """
        found = sorted(self._demand(), key=lambda one: (-one.people, -one.requests, one.feature))
        return found[:limit]

    def demand(self, feature: str) -> FeatureDemand:
        """How much one feature is asked for."""
        nobody = FeatureDemand(
            feature=feature,
            people=0,
            requests=0,
            first_asked=None,
            last_asked=None,
            reached_at=None,
            should_prioritize=False,
        )
        return next((one for one in self._demand() if one.feature == feature), nobody)

    def should_prioritize(self, feature: str) -> bool:
        """Whether as many people as the threshold asked for a feature, now or once."""
        return self.demand(feature).should_prioritize

    def requests(self, feature: str | None = None) -> list[FeatureRequest]:
        """What was counted, oldest first.

        Args:
            feature: For this feature; for all if left out.
        """
        query = select(FEATURE_REQUESTS)
        if feature is not None:
            query = query.where(_R.feature == feature)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        found = [
            FeatureRequest(
                feature=row.feature,
                requested_by=row.person,
                requested_at=row.requested_at,
                sentence=row.sentence,
                blueprint=row.blueprint,
            )
            for row in rows
        ]
        return sorted(found, key=lambda one: (one.requested_at, one.feature, one.requested_by))

    def count_of(self, person: str) -> int:
        """How many requests of a person are kept."""
        query = select(func.count()).select_from(FEATURE_REQUESTS).where(_R.person == person)
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()

    def forget(self, person: str) -> int:
        """Delete everything that is kept about a person.

        Args:
            person: As `requested_by` has it.

        Returns:
            How many requests were deleted.
        """
        with self._database.write(lock=FEATURE_REQUESTS) as connection:
            deleted = connection.execute(delete(FEATURE_REQUESTS).where(_R.person == person)).rowcount
        self._database.forget_deleted()
        return deleted

    def _demand(self) -> list[FeatureDemand]:
        asked = select(
            _R.feature,
            func.count(_R.person.distinct()).label("people"),
            func.count().label("requests"),
            func.min(_R.requested_at, type_=UtcDateTime).label("first"),
            func.max(_R.requested_at, type_=UtcDateTime).label("last"),
        ).group_by(_R.feature)
        said = (
            select(_T.feature, func.min(_T.reached_at, type_=UtcDateTime).label("at"))
            .where(_T.people >= self.threshold)
            .group_by(_T.feature)
        )
        with self._database.read() as connection:
            counts = {row.feature: row for row in connection.execute(asked)}
            reached = {row.feature: row.at for row in connection.execute(said)}
        return [
            FeatureDemand(
                feature=feature,
                people=row.people if row else 0,
                requests=row.requests if row else 0,
                first_asked=row.first if row else None,
                last_asked=row.last if row else None,
                reached_at=reached.get(feature),
                should_prioritize=feature in reached or (row is not None and row.people >= self.threshold),
            )
            for feature in counts.keys() | reached.keys()
            for row in (counts.get(feature),)
        ]

    def _reached(self, connection: Connection, features: set[str]) -> list[tuple[str, int]]:
        """Note the features that reach the threshold now; each with its people."""
        people = func.count(_R.person.distinct())
        query = select(_R.feature, people).where(_R.feature.in_(features)).group_by(_R.feature)
        known = select(_T.feature).where(_T.people == self.threshold)
        said = set(connection.execute(known).scalars())
        new = [(feature, count) for feature, count in connection.execute(query) if count >= self.threshold]
        reached = sorted((feature, count) for feature, count in new if feature not in said)
        for feature, _ in reached:
            row = {"feature": feature, "people": self.threshold, "reached_at": self._clock()}
            connection.execute(insert(FEATURE_THRESHOLDS).values(row))
        return reached


def _insert(connection: Connection, one: FeatureRequest) -> bool:
    """Add a request unless it repeats one; whether it was added."""
    repeats = exists().where(
        _R.feature == one.feature,
        _R.person == one.requested_by,
        _R.requested_at > one.requested_at - REPEAT,
        _R.requested_at < one.requested_at + REPEAT,
    )
    row = select(
        literal(one.feature, Text),
        literal(one.requested_by, Text),
        literal(one.requested_at, UtcDateTime),
        literal(one.sentence, Text),
        literal(one.blueprint, Text),
    ).where(~repeats)
    into = insert(FEATURE_REQUESTS).from_select(["feature", "person", "requested_at", "sentence", "blueprint"], row)
    return connection.execute(into, execution_options={"preserve_rowcount": True}).rowcount == 1
