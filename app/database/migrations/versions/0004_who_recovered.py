"""Who went on with a run, and where the states are that a run works with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns; they are not known of what is there."""
    op.add_column("runs", sa.Column("states_in", sa.Text))
    op.add_column("runs", sa.Column("recovered_by", sa.JSON))
    op.add_column("run_leases", sa.Column("states_in", sa.Text))
