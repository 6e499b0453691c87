"""The tables as the program sees them; `migrations/` makes them, and a test holds both equal."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

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

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("person", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("process_started", Text, nullable=False),
    Column("on_failure", Text, nullable=False),
    Column("base_run", Integer),
    Column("platform_file", Text),
    Column("azure_config", Text),
    Column("databricks_config", Text),
    Column("stood_before", JSON, nullable=False),
    Column("stood_after", JSON),
    Column("plan", JSON),
    Column("approval", JSON),
    Column("outputs", JSON),
    Column("kept", JSON),
    Column("error", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("cost_before", Float),
    Column("cost_after", Float),
    Column("states_in", Text),
    Column("recovered_by", JSON),
    Index("runs_platform", "scope", "platform", "id"),
    Index("runs_state", "scope", "state"),
    sqlite_autoincrement=True,
)
"""One row a run. `…_config` and `platform_file` are digests of `run_contents`; null where nothing is to stand.
`states_in` is the folder of its states on its machine; `recovered_by` says who went on with it, null for nobody."""

RUN_STEPS = Table(
    "run_steps",
    METADATA,
    Column("run", Integer, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("layer", Text, nullable=False),
    Column("doing", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("config", Text),
    Column("state", Text, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("stood_before", JSON),
    Column("stood_after", JSON),
    Column("resources", JSON),
    Column("error", Text, nullable=False),
)
"""One row a step of a run: written before Terraform starts, and again with how it ended."""

RUN_CONTENTS = Table(
    "run_contents",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""Platform files and Terraform JSON, compressed, each kept once under the SHA-256 of its text."""

RUN_LEASES = Table(
    "run_leases",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("platform", Text, primary_key=True),
    Column("token", Text, nullable=False),
    Column("doing", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("process_started", Text, nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("states_in", Text),
)
"""Who works on a platform; `seen_at` is the holder's heartbeat."""

STANDINGS = Table(
    "standings",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("platform", Text, primary_key=True),
    Column("run", Integer),
    Column("last_run", Integer, nullable=False),
    Column("states", JSON, nullable=False),
    Column("drift_seen_at", UtcDateTime),
    Column("drift", JSON),
)
"""One row a platform: the run whose configuration stands, and the states as the last run left them."""
