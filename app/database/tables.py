"""The tables as the program sees them; `migrations/` makes them, and a test holds both equal."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, MetaData, Table, Text

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

CAPABILITY_PLANS = Table(
    "capability_plans",
    METADATA,
    Column("plan_id", Text, primary_key=True),
    Column("capability", Text, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("digest", Text, nullable=False),
    Column("requires_approval", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("data", JSON, nullable=False),
)
"""One row a plan that a program asked for: what it would build, and where it stands."""
