"""Texts that the ledger keeps: compressed, once each, under their own hash."""

from __future__ import annotations

import hashlib
import zlib

from sqlalchemy import Connection, delete, select, union
from sqlalchemy.dialects import postgresql, sqlite

from app.database.tables import RUN_CONTENTS, RUN_STEPS, RUNS
from naming.errors import LakemasonError


def put(connection: Connection, text: str) -> str:
    """Keep a text; returns its digest.

    Args:
        connection: A transaction that writes.
        text: What to keep.
    """
    digest = digest_of(text)
    if connection.dialect.name == "postgresql":  # until this transaction ends, nobody drops what it finds here
        connection.exec_driver_sql(f"LOCK TABLE {RUN_CONTENTS.name} IN ROW EXCLUSIVE MODE")
    if connection.execute(select(RUN_CONTENTS.c.digest).where(RUN_CONTENTS.c.digest == digest)).first() is None:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        row = dialect.insert(RUN_CONTENTS).values(digest=digest, data=zlib.compress(text.encode(), 6))
        connection.execute(row.on_conflict_do_nothing())  # another run may keep the same text at the same time
    return digest


def get(connection: Connection, digest: str) -> str:
    """A text by its digest.

    Raises:
        LakemasonError: It is not there, or is not what it was.
    """
    row = connection.execute(select(RUN_CONTENTS.c.data).where(RUN_CONTENTS.c.digest == digest)).first()
    try:
        text = zlib.decompress(row[0]).decode() if row else None
    except (zlib.error, UnicodeDecodeError):
        text = None
    if text is None or digest_of(text) != digest:
        raise LakemasonError(
            f"The ledger has no whole copy of {digest[:12]}: somebody changed or damaged it.",
            fix="Put a copy of the database back; or deploy the platform file as it is.",
        )
    return text


def drop_unused(connection: Connection) -> int:
    """Remove what no run refers to any more; returns how many."""
    used = union(
        select(RUNS.c.platform_file).where(RUNS.c.platform_file.is_not(None)),
        select(RUNS.c.azure_config).where(RUNS.c.azure_config.is_not(None)),
        select(RUNS.c.databricks_config).where(RUNS.c.databricks_config.is_not(None)),
        select(RUN_STEPS.c.config).where(RUN_STEPS.c.config.is_not(None)),
    )
    return connection.execute(delete(RUN_CONTENTS).where(RUN_CONTENTS.c.digest.not_in(used))).rowcount


def digest_of(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
