"""A ledger in both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.database.database import Database
from app.database.location import DatabaseLocation
from app.provisioning.ledger.ledger import Ledger


@pytest.fixture
def database(location: DatabaseLocation) -> Iterator[Database]:
    with Database.open(location) as opened:
        yield opened


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, "azure")
