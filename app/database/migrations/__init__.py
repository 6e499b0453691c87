"""What Alembic runs: `versions/` from the first table on, numbered, in one line without branches."""
