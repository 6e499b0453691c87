"""What people ask for and do not get."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the feature requests."""
    op.create_table(
        "feature_requests",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("feature", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("blueprint", sa.Text),
    )
    op.create_index("feature_requests_once", "feature_requests", ["feature", "person", "requested_at"], unique=True)
    op.create_index("feature_requests_person", "feature_requests", ["person"])
    op.create_table(
        "feature_thresholds",
        sa.Column("feature", sa.Text, primary_key=True),
        sa.Column("people", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
    )
