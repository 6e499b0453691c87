"""The trace of the cloud: every operation, in order."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One operation on the cloud.

    Args:
        number: Its place in the order.
        provider: azurerm or databricks.
        operation: create, read, update or delete; looking for a data source's object is a read.
        type: The Terraform type.
        id: The object's id, as far as it is known.
        outcome: "ok", "crashed before", "failed after" and so on, or what was said in refusing.
    """

    number: int
    provider: str
    operation: str
    type: str
    id: str
    outcome: str


def record(database: sqlite3.Connection, provider: str, operation: str, type_name: str, id_: str, outcome: str) -> None:
    """Write an operation down."""
    database.execute(
        "INSERT INTO trace (provider, operation, type, id, outcome) VALUES (?, ?, ?, ?, ?)",
        (provider, operation, type_name, id_, outcome),
    )


def read_trace(database: sqlite3.Connection) -> list[Step]:
    """List the operations, the first one first."""
    return [Step(*row) for row in database.execute("SELECT * FROM trace ORDER BY number")]
