"""Connections as this project wants them: durable, patient, with foreign keys."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import StaticPool

from app.database.location import DatabaseLocation

if TYPE_CHECKING:
    from sqlalchemy.pool import ConnectionPoolEntry

WRITES = "lakemason_writes"
"""Execution option of transactions that write: they take SQLite's lock at once, so none has to be repeated."""


def engine_of(location: DatabaseLocation, *, wait_seconds: float) -> Engine:
    """The engine of a database.

    Args:
        location: Which.
        wait_seconds: How long to wait for others' locks, and for a server to answer.

    Raises:
        ArgumentError: The URL cannot be read.
    """
    if location.path is None:
        url = make_url(location.url)
        arguments: dict[str, object] = {"fallback_application_name": "lakemason"}
        if "connect_timeout" not in url.query:
            arguments["connect_timeout"] = max(2, int(wait_seconds))  # libpq takes 1 for 2
        return create_engine(url, connect_args=arguments, hide_parameters=True)
    # Never made by opening: a file that vanished is an error, not an empty database.
    url = URL.create("sqlite", database=f"file:{quote(str(location.path))}", query={"mode": "rw", "uri": "true"})
    return _sqlite(create_engine(url, connect_args={"timeout": wait_seconds}, hide_parameters=True))


def memory_engine() -> Engine:
    """An empty SQLite database in memory."""
    return _sqlite(create_engine("sqlite://", poolclass=StaticPool))


def _sqlite(engine: Engine) -> Engine:
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late: _begin sends it
    for setting in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
