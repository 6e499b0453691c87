"""What tests of the outside world share: databases of both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.database.location import DatabaseLocation
from app.project import Project
from tests.postgres import Postgres, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests that need one."""
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, project: Path, monkeypatch: pytest.MonkeyPatch) -> DatabaseLocation:
    """Where the project keeps its state: the test runs once in each kind of database."""
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        monkeypatch.setenv("LAKEMASON_DATABASE_URL", server.new_database())
    return DatabaseLocation.of(Project(project))
