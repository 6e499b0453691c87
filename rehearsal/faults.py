"""Faults of the cloud, as data: what goes wrong, at which operation."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "crash", "power", "hang", "unseen", "fail",
    "throttled", "conflict", "internal", "unavailable", "quota", "denied", "unauthenticated", "policy", "lost",
]  # fmt: skip
Moment = Literal["before", "after"]
Operation = Literal["create", "read", "update", "delete"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)
MOMENTS: tuple[Moment, ...] = get_args(Moment)
KINDS: tuple[Kind, ...] = get_args(Kind)

_COLUMNS = "kind, at, operation, type, moment, times, status, message, seconds, retry_after"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that goes wrong.

    Args:
        kind: "crash" kills the provider alone; "power" kills the whole run at once, as a lost machine would
            (`provider/power.py`); "hang" waits until Terraform asks the provider to stop, then is an answer
            with an error; "unseen" hides an object from its first reads, as a service does that is consistent
            only eventually; "fail" is an answer with an error, and so are the others, in the real services'
            words (overlay/errors.toml).
        at: At which of the operations that fit, counted from 1 from when the fault was added; of
            "unseen", at which read of each object, counted from its creation.
        operation: Only this operation; any where left out.
        type: Only this Terraform type; any where left out.
        moment: Before or after the operation took effect.
        times: For how many operations in a row.
        status: The HTTP status of "fail".
        message: The text of "fail"; of the others, in place of the service's own.
        seconds: How long "hang" waits if nobody asks it to stop.
        retry_after: How many seconds "throttled" asks to wait.
    """

    kind: Kind
    at: int = 1
    operation: Operation | None = None
    type: str | None = None
    moment: Moment = "before"
    times: int = 1
    status: int = 500
    message: str = ""
    seconds: float = 600
    retry_after: float = 17

    def describe(self) -> str:
        """Say it in a line: `quota at create of databricks_cluster, number 2, before it took effect`."""
        what = f"{self.operation or 'operation'} of {self.type or 'any type'}"
        turn = f"number {self.at}" if self.times == 1 else f"numbers {self.at} to {self.at + self.times - 1}"
        if self.kind == "unseen":
            return f"unseen at read {turn} of each object of {self.type or 'any type'}"
        return f"{self.kind} at {what}, {turn}, {self.moment} it took effect"


class Faults:
    """The faults of one cloud.

    Args:
        database: The cloud's open file.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def add(self, fault: Fault) -> int:
        """Let something go wrong from now on; returns its number."""
        values = (
            fault.kind, fault.at, fault.operation, fault.type, fault.moment, fault.times, fault.status, fault.message,
            fault.seconds, fault.retry_after,
        )  # fmt: skip
        holes = ", ".join("?" * len(values))
        cursor = self._database.execute(f"INSERT INTO faults ({_COLUMNS}) VALUES ({holes})", values)
        return cursor.lastrowid or 0

    def list(self) -> list[tuple[int, Fault, int]]:
        """List the faults: number, fault, and how many operations have fit so far."""
        rows = self._database.execute(f"SELECT number, seen, {_COLUMNS} FROM faults ORDER BY number").fetchall()
        names = _COLUMNS.split(", ")
        return [(row[0], Fault(**dict(zip(names, row[2:], strict=True))), row[1]) for row in rows]

    def clear(self) -> int:
        """Remove all faults; returns how many there were."""
        return self._database.execute("DELETE FROM faults").rowcount

    def due(self, operation: str, type_name: str) -> Fault | None:
        """Count an operation and return the fault that meets it, if one does. Call inside a transaction."""
        fits = "(operation IS NULL OR operation = ?) AND (type IS NULL OR type = ?) AND kind != 'unseen'"
        changed = self._database.execute(f"UPDATE faults SET seen = seen + 1 WHERE {fits}", (operation, type_name))
        if not changed.rowcount:
            return None
        return next((it for it, seen in self._fitting(operation, type_name) if _met(it, seen)), None)

    def hides(self, type_name: str, reads: int) -> bool:
        """Tell whether an object is not found yet: at its n-th read since it was made."""
        found = self._fitting("read", type_name, unseen=True)
        return any(_met(fault, reads) for fault, _seen in found)

    def _fitting(self, operation: str, type_name: str, *, unseen: bool = False) -> Iterator[tuple[Fault, int]]:
        for _number, fault, seen in self.list():
            fits = fault.operation in (None, operation) and fault.type in (None, type_name)
            if fits and (fault.kind == "unseen") == unseen:
                yield fault, seen


def _met(fault: Fault, seen: int) -> bool:
    return fault.at <= seen < fault.at + fault.times
