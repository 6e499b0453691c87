"""The ledger of runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of the ledger."""
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("process_started", sa.Text, nullable=False),
        sa.Column("on_failure", sa.Text, nullable=False),
        sa.Column("base_run", sa.Integer),
        sa.Column("platform_file", sa.Text),
        sa.Column("azure_config", sa.Text),
        sa.Column("databricks_config", sa.Text),
        sa.Column("stood_before", sa.JSON, nullable=False),
        sa.Column("stood_after", sa.JSON),
        sa.Column("plan", sa.JSON),
        sa.Column("approval", sa.JSON),
        sa.Column("outputs", sa.JSON),
        sa.Column("kept", sa.JSON),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("advice", sa.Text, nullable=False),
        sa.Column("cost_before", sa.Float),
        sa.Column("cost_after", sa.Float),
        sqlite_autoincrement=True,
    )
    op.create_index("runs_platform", "runs", ["scope", "platform", "id"])
    op.create_index("runs_state", "runs", ["scope", "state"])
    op.create_table(
        "run_steps",
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("layer", sa.Text, nullable=False),
        sa.Column("doing", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("config", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("stood_before", sa.JSON),
        sa.Column("stood_after", sa.JSON),
        sa.Column("resources", sa.JSON),
        sa.Column("error", sa.Text, nullable=False),
    )
    op.create_table(
        "run_contents",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "run_leases",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("doing", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("process_started", sa.Text, nullable=False),
        sa.Column("taken_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "standings",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("run", sa.Integer),
        sa.Column("last_run", sa.Integer, nullable=False),
        sa.Column("states", sa.JSON, nullable=False),
        sa.Column("drift_seen_at", _MOMENT),
        sa.Column("drift", sa.JSON),
    )
