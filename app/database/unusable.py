"""What is wrong with a database, in words, and the way out."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from app.database.location import URL_VARIABLE, DatabaseLocation
from naming.errors import LakemasonError

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

_ELSEWHERE = f"set LAKEMASON_HOME to another folder, or {URL_VARIABLE} to a PostgreSQL database"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class DatabaseUnusable(LakemasonError):
    """The state database cannot be read or written; nothing in it was changed."""


def explained(error: DBAPIError, location: DatabaseLocation) -> DatabaseUnusable:
    """An error of the driver as one that people can act on.

    Args:
        error: What SQLAlchemy raised.
        location: Which database.
    """
    original = error.orig
    said = str(original).strip().partition("\n")[0]
    if location.path is None:
        return DatabaseUnusable(
            f"{location.shown[0].upper()}{location.shown[1:]} cannot be used: {said}.",
            fix=f"See that the server runs, and that the user of {URL_VARIABLE} may create tables in that database.",
        )
    code = getattr(original, "sqlite_errorcode", 0) & 0xFF  # the rest says more exactly what the first byte says
    if code in _DAMAGED:
        return damaged(location, said)
    if code in _UNWRITABLE:
        return unwritable(location, said)
    if code in _LOCKED:
        return DatabaseUnusable(
            f"The database {location.shown} has been busy for too long: {said}.",
            fix="Another program is writing to it. Try again when that has ended.",
        )
    if code == sqlite3.SQLITE_FULL:
        return DatabaseUnusable(f"No space is left for the database {location.shown}.", fix="Free some and try again.")
    return DatabaseUnusable(f"The database {location.shown} cannot be used: {said}.", fix=f"Or {_ELSEWHERE}.")


def damaged(location: DatabaseLocation, said: str) -> DatabaseUnusable:
    """A file that is no database, or no longer one.

    Args:
        location: Which.
        said: What is wrong with it.
    """
    name = location.shown
    return DatabaseUnusable(
        f"The database {name} is damaged: {said}. It was left as it is.",
        fix=f"Put a copy of it back. Without one, save what can be read, if you have sqlite3: "
        f"sqlite3 {name} .recover | sqlite3 saved.db; then move it away, together with {name}-wal and {name}-shm "
        "if they stand beside it, and saved.db in its place. With nothing in its place, an empty one is made.",
    )


def unwritable(location: DatabaseLocation, said: str) -> DatabaseUnusable:
    """A file or folder without permission.

    Args:
        location: Which.
        said: What was refused.
    """
    return DatabaseUnusable(
        f"The database {location.shown} cannot be opened for writing: {said}.",
        fix=f"Make the file and its folder writable for you; or {_ELSEWHERE}.",
    )
