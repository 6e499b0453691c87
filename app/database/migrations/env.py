"""What Alembic starts: it takes the connection, and the transaction on it, from `app.database.migration`."""

from __future__ import annotations

from alembic import context

from app.database.migration import VERSION_TABLE
from app.database.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()
