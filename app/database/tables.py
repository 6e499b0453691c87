"""The tables as the program sees them; `migrations/` makes them, and a test holds both equal."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

from app.database.utc import UtcDateTime

METADATA = MetaData()

FEATURE_REQUESTS = Table(
    "feature_requests",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("feature", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("blueprint", Text),
    Index("feature_requests_once", "feature", "person", "requested_at", unique=True),
    Index("feature_requests_person", "person"),
)
"""One row each time a person asked for a feature in vain; `blueprint` is null where none fitted."""

FEATURE_THRESHOLDS = Table(
    "feature_thresholds",
    METADATA,
    Column("feature", Text, primary_key=True),
    Column("people", Integer, primary_key=True, autoincrement=False),
    Column("reached_at", UtcDateTime, nullable=False),
)
"""Features that so many people had asked for, and when that was said. It names nobody."""
