"""The simulated cloud: one SQLite file that holds every object, fault and operation.

Several providers, each a process, work on it at once: every operation is one write transaction.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import cast

from rehearsal.faults import Faults
from rehearsal.protocol.values import Object
from rehearsal.trace import Step, read_trace
from rehearsal.tree import Node, grow

_TABLES = """
CREATE TABLE objects (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    realm TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL COLLATE NOCASE,
    unique_key TEXT UNIQUE COLLATE NOCASE,
    parent INTEGER REFERENCES objects(number),
    vanishes INTEGER NOT NULL,
    state TEXT NOT NULL,
    reads INTEGER NOT NULL DEFAULT 0,
    UNIQUE (realm, type, id)
);
CREATE TABLE holds (holder INTEGER NOT NULL, held INTEGER NOT NULL, PRIMARY KEY (holder, held));
CREATE TABLE births (identity TEXT PRIMARY KEY, count INTEGER NOT NULL);
CREATE TABLE faults (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL, operation TEXT, type TEXT, moment TEXT NOT NULL,
    at INTEGER NOT NULL, times INTEGER NOT NULL, seen INTEGER NOT NULL DEFAULT 0,
    status INTEGER, message TEXT, seconds REAL NOT NULL DEFAULT 600, retry_after REAL NOT NULL DEFAULT 17
);
CREATE TABLE trace (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    provider TEXT NOT NULL, operation TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, outcome TEXT NOT NULL
);
"""
# What a cloud made by an earlier version lacks, by the version that added it; a new file has it all.
_UPGRADES = (
    "ALTER TABLE faults ADD COLUMN seconds REAL NOT NULL DEFAULT 600",
    "ALTER TABLE objects ADD COLUMN reads INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE holds (holder INTEGER NOT NULL, held INTEGER NOT NULL, PRIMARY KEY (holder, held))",
    "ALTER TABLE faults ADD COLUMN retry_after REAL NOT NULL DEFAULT 17",
)
ANY = "*"
_BUSY_SECONDS = 30.0
_UNUSABLE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_ERROR)
"""What SQLite answers where a file holds something else: the last one, for tables that are not there."""


@dataclass(frozen=True)
class CloudObject:
    """One object of the cloud.

    Args:
        number: Its number in the file.
        realm: Where its type and id are unique: a subscription, a workspace's host, a metastore.
        type: Its Terraform type.
        id: Its id, as Terraform imports it.
        parent: The number of the object it lives in.
        vanishes: It goes with its parent; else it keeps the parent.
        state: Its attributes.
    """

    number: int
    realm: str
    type: str
    id: str
    parent: int | None
    vanishes: bool
    state: Object


class NoCloudError(Exception):
    """A file that is not a rehearsal cloud, or not any more."""


class Cloud:
    """The cloud in a file; one that does not exist yet is empty, and reading does not make it.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def database(self) -> sqlite3.Connection:
        """The open file, with its tables. Raises NoCloudError."""
        if not self.path.is_file():
            _make(self.path)
        try:
            return _open(self.path)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in _UNUSABLE:
                raise  # locked, read-only or full: the file itself may be right
            raise NoCloudError(f"{self.path} is not a rehearsal cloud ({error}).") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make what happens inside one step for every other process."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.database.execute("ROLLBACK")
            raise
        self.database.execute("COMMIT")

    @property
    def faults(self) -> Faults:
        """The faults that wait to happen: add, list, clear."""
        return Faults(self.database)

    def untouched(self) -> bool:
        """Tell whether nothing was ever made here; what was made and is gone again counts."""
        return not self.exists() or self.database.execute("SELECT 1 FROM births LIMIT 1").fetchone() is None

    def trace(self) -> list[Step]:
        """List every operation there was, the first one first."""
        return read_trace(self.database) if self.exists() else []

    def close(self) -> None:
        """Close the file."""
        if "database" in self.__dict__:
            self.__dict__.pop("database").close()

    def exists(self) -> bool:
        """Tell whether anything was ever kept here."""
        return self.path.exists()

    def objects(self) -> list[CloudObject]:
        """List every object, in the order they were made."""
        return self._select("1 = 1 ORDER BY number") if self.exists() else []

    def tree(self) -> list[Node]:
        """The objects, each in what it lives in: subscription, resource group, workspace, cluster."""
        return grow(self.objects())

    def find(self, realm: str, type_name: str, id_: str) -> CloudObject | None:
        """Find an object by its id; of type "*", of whatever type, and in realm "*", wherever it is."""
        wanted = {"realm": realm, "type": type_name}
        asked = {column: value for column, value in wanted.items() if value != ANY}
        condition = "".join(f"{column} = ? AND " for column in asked)
        return self._one(f"{condition}id = ?", *asked.values(), id_)

    def find_by_attribute(self, realm: str, type_name: str, wanted: Object) -> list[CloudObject]:
        """Find the objects of a type, in realm "*" wherever, whose attributes equal some values, without case."""
        same = [it for it in self.of_type(type_name) if realm in (ANY, it.realm)]
        return [it for it in same if all(_same(it.state.get(name), value) for name, value in wanted.items())]

    def of_type(self, type_name: str) -> list[CloudObject]:
        """List the objects of a type, in the order they were made."""
        return self._select("type = ? ORDER BY number", type_name)

    def count_read(self, number: int) -> int:
        """Count how often an object was read since it was made, this time included."""
        row = self.database.execute("UPDATE objects SET reads = reads + 1 WHERE number = ? RETURNING reads", (number,))
        return int(row.fetchone()[0])

    def holder(self, unique_key: str) -> CloudObject | None:
        """Find who has a key that only one object may have."""
        return self._one("unique_key = ?", unique_key)

    def children(self, parent: int) -> list[CloudObject]:
        """List what lives in an object."""
        return self._select("parent = ? ORDER BY number", parent)

    def hold(self, holder: int, held: set[int]) -> None:
        """Let an object keep others from being deleted, and no longer those that it kept before."""
        self.database.execute("DELETE FROM holds WHERE holder = ?", (holder,))
        self.database.executemany("INSERT INTO holds VALUES (?, ?)", [(holder, number) for number in held])

    def holders(self, held: int) -> list[CloudObject]:
        """List what keeps an object from being deleted without living in it."""
        return self._select("number IN (SELECT holder FROM holds WHERE held = ?) ORDER BY number", held)

    def insert(self, made: CloudObject, unique_key: str | None) -> int:
        """Put an object into the cloud; its number is given here."""
        cursor = self.database.execute(
            "INSERT INTO objects (realm, type, id, unique_key, parent, vanishes, state) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (made.realm, made.type, made.id, unique_key, made.parent, made.vanishes, _dump(made.state)),
        )
        return cast(int, cursor.lastrowid)

    def update(self, number: int, state: Object, unique_key: str | None) -> None:
        """Replace the attributes of an object."""
        self.database.execute(
            "UPDATE objects SET state = ?, unique_key = ? WHERE number = ?", (_dump(state), unique_key, number)
        )

    def change(self, number: int, state: Object) -> None:
        """Replace the attributes of an object and nothing else."""
        self.database.execute("UPDATE objects SET state = ? WHERE number = ?", (_dump(state), number))

    def remove(self, number: int) -> None:
        """Take an object away, with everything in it."""
        for child in self.children(number):
            self.remove(child.number)
        self.database.execute("DELETE FROM holds WHERE ? IN (holder, held)", (number,))
        self.database.execute("DELETE FROM objects WHERE number = ?", (number,))

    def birth(self, identity: str) -> int:
        """Count how often something of this identity was made, this time included.

        A workspace made again under the same name is another workspace, with another URL.
        """
        row = self.database.execute(
            "INSERT INTO births VALUES (?, 1) ON CONFLICT (identity) DO UPDATE SET count = count + 1 RETURNING count",
            (identity,),
        ).fetchone()
        return int(row[0])

    def _one(self, condition: str, *values: str) -> CloudObject | None:
        found = self._select(condition, *values)
        return found[0] if found else None

    def _select(self, condition: str, *values: str | int) -> list[CloudObject]:
        rows = self.database.execute(
            f"SELECT number, realm, type, id, parent, vanishes, state FROM objects WHERE {condition}", values
        ).fetchall()
        return [
            CloudObject(number, realm, type_name, id_, parent, bool(vanishes), json.loads(state))
            for number, realm, type_name, id_, parent, vanishes, state in rows
        ]


def _make(path: Path) -> None:
    """Make an empty cloud beside its place and put it there whole: of two processes the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    os.close(handle)
    new = sqlite3.connect(name)
    new.execute("PRAGMA journal_mode = WAL")
    new.executescript(_TABLES)
    new.execute(f"PRAGMA user_version = {len(_UPGRADES)}")
    new.close()
    with suppress(FileExistsError):
        os.link(name, path)
    os.unlink(name)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        _upgrade(connection)
        connection.execute("SELECT 1 FROM births, faults, holds, objects, trace LIMIT 0")
    except BaseException:
        connection.close()
        raise
    return connection


def _upgrade(connection: sqlite3.Connection) -> None:
    """Bring an older file up to date; of two processes the second one finds it done."""
    if connection.execute("PRAGMA user_version").fetchone()[0] >= len(_UPGRADES):
        return
    connection.execute("BEGIN IMMEDIATE")
    for statement in _UPGRADES[connection.execute("PRAGMA user_version").fetchone()[0] :]:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(_UPGRADES)}")
    connection.execute("COMMIT")


def _same(left: object, right: object) -> bool:
    return str(left).lower() == str(right).lower()


def _dump(state: Object) -> str:
    return json.dumps(state, default=_exact)


def _exact(value: object) -> str:
    assert isinstance(value, Decimal)
    return str(value)
