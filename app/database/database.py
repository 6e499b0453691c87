"""The one way to the state database: opened, brought up to date, read and written in transactions."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from stat import S_ISREG
from types import TracebackType

from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from app.database.engine import WRITES, engine_of, memory_engine
from app.database.location import URL_VARIABLE, DatabaseLocation
from app.database.migration import Migrations
from app.database.unusable import DatabaseUnusable, damaged, explained, unwritable

WAIT_SECONDS = 30.0
_UPGRADE_LOCK = 5_217_004_601
"""Key of PostgreSQL's advisory lock for migrating: any number, always the same."""


class Database:
    """The state database, open. Close it, or use it in a `with`.

    Args:
        location: Where it stands, for messages.
        engine: Its connections.
        wait_seconds: How long to wait for others' locks.
    """

    def __init__(self, location: DatabaseLocation, engine: Engine, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self._location = location
        self._engine = engine
        self._wait_ms = int(wait_seconds * 1000)

    @classmethod
    def open(
        cls,
        location: DatabaseLocation,
        *,
        create: bool = True,
        wait_seconds: float = WAIT_SECONDS,
        migrations: Migrations | None = None,
    ) -> Database:
        """Open a database; made where there is none, migrated where it is older.

        Args:
            location: Where it stands.
            create: Where there is no file: make one; or else open an empty database in memory, to read.
            wait_seconds: How long to wait for others' locks, and for a server to answer.
            migrations: The versions there are; those of this program if left out.

        Raises:
            DatabaseUnusable: It is damaged, newer than this program, another program's, or cannot be written.
        """
        migrations = migrations or Migrations()
        if location.path is not None:
            if not _stands(location.path, location):
                if not create:
                    database = cls(location, memory_engine())
                    database._upgrade(migrations)
                    return database
                _make(location.path, location, migrations)
        try:
            engine = engine_of(location, wait_seconds=wait_seconds)
        except (SQLAlchemyError, ValueError) as error:
            raise DatabaseUnusable(
                f"{URL_VARIABLE} cannot be read as a URL.",
                fix="Write postgresql://USER:PASSWORD@HOST:5432/DATABASE, with %XX for special characters in it.",
            ) from error
        database = cls(location, engine, wait_seconds=wait_seconds)
        try:
            database._bring_up_to_date(migrations)
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads.

        Raises:
            DatabaseUnusable: It cannot be read.
        """
        with self._explaining(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, *, lock: Table | None = None) -> Iterator[Connection]:
        """A transaction: committed at the end of the `with`, taken back where that raises.

        Args:
            lock: A table that nobody else may write meanwhile, so that what was read from it stays true.
                SQLite has one writer at a time anyway.

        Raises:
            DatabaseUnusable: It cannot be written.
        """
        with self._explaining(), self._engine.execution_options(**{WRITES: True}).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = {self._wait_ms}"))
                if lock is not None:
                    connection.execute(text(f"LOCK TABLE {lock.name} IN SHARE ROW EXCLUSIVE MODE"))
            yield connection

    def forget_deleted(self) -> None:
        """Leave no trace of deleted rows in SQLite's log; the file itself keeps none (secure_delete)."""
        if self._engine.dialect.name == "sqlite":
            with self._explaining():
                raw = self._engine.raw_connection()
                try:
                    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    raw.close()

    def close(self) -> None:
        """Close its connections."""
        self._engine.dispose()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise  # the caller's own rule, not the database's trouble
        except DBAPIError as error:
            raise explained(error, self._location) from error

    def _bring_up_to_date(self, migrations: Migrations) -> None:
        with self.read() as connection:
            current = self._known_version(connection, migrations) == migrations.head
        if not current:
            self._upgrade(migrations)

    def _upgrade(self, migrations: Migrations) -> None:
        with self.write() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})"))
            # Asked again: another process may have been faster.
            if self._known_version(connection, migrations) != migrations.head:
                migrations.upgrade(connection)

    def _known_version(self, connection: Connection, migrations: Migrations) -> str | None:
        try:
            version = migrations.version(connection)
        except ValueError as error:
            raise DatabaseUnusable(
                f"{self._named} cannot be used: {error}. It was left as it is.",
                fix=f"Give Lakemason a database of its own: {URL_VARIABLE}, or LAKEMASON_HOME for a file's folder.",
            ) from None
        if version is not None and version not in migrations.known:
            raise DatabaseUnusable(
                f"{self._named} is of version {version}; this Lakemason knows up to {migrations.head}. "
                "It was left as it is.",
                fix="Update Lakemason to the version that others use; or take another database: "
                f"{URL_VARIABLE}, or LAKEMASON_HOME for a file's folder.",
            )
        return version

    @property
    def _named(self) -> str:
        shown = self._location.shown
        return f"The database {shown}" if self._location.path else f"{shown[0].upper()}{shown[1:]}"


def _make(path: Path, location: DatabaseLocation, migrations: Migrations) -> None:
    """Make a database aside and link it into its place: nobody ever sees half of one, and the first one stays."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=path.parent) as folder:
            made = Path(folder) / path.name
            with closing(sqlite3.connect(made)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")  # kept in the file
            aside = DatabaseLocation(path=made)
            with Database(aside, engine_of(aside, wait_seconds=WAIT_SECONDS)) as database:
                database._upgrade(migrations)
            try:
                os.link(made, path)
            except FileExistsError:
                return
    except (OSError, sqlite3.OperationalError) as error:
        raise unwritable(location, getattr(error, "strerror", None) or str(error)) from error


def _stands(path: Path, location: DatabaseLocation) -> bool:
    """Whether there is a file, empty ones refused: SQLite would take one for new, and throw away its log."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise unwritable(location, error.strerror or str(error)) from error
    if S_ISREG(found.st_mode) and found.st_size == 0:
        raise damaged(location, "the file is empty")
    return True
