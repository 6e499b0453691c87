"""The state database: made, migrated, refused and written by many at once."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from app.database.database import Database
from app.database.location import DatabaseLocation
from app.database.migration import MIGRATIONS, VERSION_TABLE, Migrations
from app.database.tables import FEATURE_THRESHOLDS, METADATA
from app.database.unusable import DatabaseUnusable
from app.project import Project
from naming.errors import LakemasonError
from tests.postgres import Postgres

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECOND = '''
"""One version more, as a later program would have it."""
from alembic import op
revision, down_revision = "0005", "0004"
def upgrade():
    op.execute("CREATE TABLE later (x INTEGER)")
    op.execute("{last}")
'''


@pytest.fixture
def file(project: Path) -> DatabaseLocation:
    return DatabaseLocation.of(Project(project))


def later_program(folder: Path, *, last: str = "INSERT INTO later VALUES (1)") -> Migrations:
    """The migrations of a program one version ahead."""
    copy = Path(shutil.copytree(MIGRATIONS, folder / "later % migrations"))
    (copy / "versions" / "0005_later.py").write_text(SECOND.format(last=last))
    return Migrations(copy)


def insert(location: DatabaseLocation, feature: str) -> None:
    with Database.open(location) as database, database.write() as connection:
        row = {"feature": feature, "people": 1, "reached_at": datetime.now(UTC)}
        connection.execute(FEATURE_THRESHOLDS.insert().values(row))


def features(location: DatabaseLocation, migrations: Migrations | None = None) -> set[str]:
    with Database.open(location, migrations=migrations) as database, database.read() as connection:
        return set(connection.execute(select(FEATURE_THRESHOLDS.c.feature)).scalars())


def test_migrations_make_the_tables_that_the_program_sees(location: DatabaseLocation) -> None:
    def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
        return not (kind == "table" and name == VERSION_TABLE)

    with Database.open(location) as database, database.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_versions_are_numbered_and_follow_each_other() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    line = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(line)) == Migrations().known


def test_a_file_is_durable_and_keeps_foreign_keys(file: DatabaseLocation) -> None:
    with Database.open(file, wait_seconds=7) as database, database.read() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 7000,
        "secure_delete": 1,
    }
    assert file.path is not None
    assert [path.name for path in file.path.parent.iterdir()] == ["lakemason.db"]


@pytest.mark.parametrize("name", ["plain", "with space", "%20 #? é", "a&mode=ro"])
def test_a_file_may_have_any_name(name: str, tmp_path: Path) -> None:
    location = DatabaseLocation(path=tmp_path / name / f"{name}.db")
    insert(location, "gpu")
    assert features(location) == {"gpu"}
    assert [path.name for path in (tmp_path / name).iterdir()] == [f"{name}.db"]


def test_reading_makes_no_file(file: DatabaseLocation) -> None:
    with Database.open(file, create=False) as database, database.read() as connection:
        assert connection.execute(select(FEATURE_THRESHOLDS)).all() == []
    assert file.path is not None
    assert not file.path.parent.exists()


def test_an_older_database_is_migrated_and_keeps_what_it_holds(location: DatabaseLocation, tmp_path: Path) -> None:
    insert(location, "gpu")
    later = later_program(tmp_path)
    assert features(location, later) == {"gpu"}
    with Database.open(location, migrations=later) as database, database.read() as connection:
        assert connection.execute(text("SELECT x FROM later")).all() == [(1,)]


def test_fails_to_open_a_database_of_a_newer_version(location: DatabaseLocation, tmp_path: Path) -> None:
    with Database.open(location, migrations=later_program(tmp_path)):
        pass
    with pytest.raises(DatabaseUnusable, match=r"is of version 0005; this Lakemason knows up to 0004.*\n.*Update"):
        Database.open(location)


def test_fails_to_migrate_and_leaves_the_older_version(location: DatabaseLocation, tmp_path: Path) -> None:
    insert(location, "gpu")
    with pytest.raises(DatabaseUnusable, match="cannot be used"):
        Database.open(location, migrations=later_program(tmp_path, last="INSERT INTO nowhere VALUES (1)"))
    assert features(location) == {"gpu"}
    with Database.open(location) as database, database.read() as connection:
        assert connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).all() == [("0004",)]
        assert "later" not in inspect(connection).get_table_names()


def test_fails_to_take_over_tables_of_another_program(location: DatabaseLocation, postgres: Postgres) -> None:
    if location.path is not None:
        location.path.parent.mkdir()
        with sqlite3.connect(location.path) as connection:
            connection.execute("CREATE TABLE feature_requests (theirs TEXT)")
        connection.close()
    else:
        import psycopg

        with psycopg.connect(location.url.replace("+psycopg", "")) as server:
            server.execute("CREATE TABLE feature_requests (theirs TEXT)")
    with pytest.raises(DatabaseUnusable, match="belongs to another program: it has the table feature_requests"):
        Database.open(location)


def zeros(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 + 7])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def letter(path: Path) -> None:
    path.write_text("Dear reader, this has never been a database.\n" * 100)


def scrambled(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xa5" * (len(content) - 100))


@pytest.mark.parametrize("damage", [zeros, half, emptied, letter, scrambled])
def test_fails_to_open_a_damaged_file_and_leaves_it(damage: Callable[[Path], None], file: DatabaseLocation) -> None:
    insert(file, "gpu")
    assert file.path is not None
    damage(file.path)
    before = file.path.read_bytes()
    with pytest.raises(DatabaseUnusable, match=r"\.lakemason/lakemason\.db is damaged: .*\n.*\.recover"):
        Database.open(file)
    assert file.path.read_bytes() == before


def test_the_way_out_of_a_damaged_file_works(file: DatabaseLocation) -> None:
    assert file.path is not None
    file.path.parent.mkdir()
    file.path.write_bytes(b"nonsense")
    with pytest.raises(DatabaseUnusable):
        Database.open(file)
    file.path.rename(file.path.with_suffix(".damaged"))
    insert(file, "gpu")
    assert features(file) == {"gpu"}


@pytest.fixture
def locked_up() -> Iterator[Path]:
    """A folder that the test, whoever runs it, may read but not write."""
    folder = Path(tempfile.mkdtemp(prefix="lakemason-ro-"))  # pytest's own is closed to others
    (folder / "inside").mkdir()
    insert(DatabaseLocation(path=folder / "inside" / "lakemason.db"), "gpu")
    for path in (folder / "inside" / "lakemason.db", folder / "inside", folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)  # nobody
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for path in (folder, folder / "inside"):
            path.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize("name", ["inside/lakemason.db", "new/lakemason.db", "lakemason.db", "inside"])
def test_fails_to_open_where_nothing_can_be_written(name: str, locked_up: Path) -> None:
    location = DatabaseLocation(path=locked_up / name)
    with pytest.raises(DatabaseUnusable, match=r"cannot be opened for writing: .*\n.*LAKEMASON_HOME"):
        insert(location, "photon")


def test_fails_where_a_file_stands_in_place_of_the_folder(file: DatabaseLocation) -> None:
    assert file.path is not None
    file.path.parent.write_text("")
    with pytest.raises(DatabaseUnusable, match="cannot be opened for writing"):
        Database.open(file)


def test_fails_when_another_writes_for_too_long(location: DatabaseLocation) -> None:
    with Database.open(location) as one, Database.open(location, wait_seconds=0.1) as other:
        with (
            one.write(lock=FEATURE_THRESHOLDS),
            pytest.raises(DatabaseUnusable, match="lock"),
            other.write(lock=FEATURE_THRESHOLDS),
        ):
            pass
        with other.write(lock=FEATURE_THRESHOLDS):
            pass  # free again


def test_a_transaction_is_taken_back_where_it_fails(location: DatabaseLocation) -> None:
    insert(location, "gpu")
    with pytest.raises(IntegrityError):
        insert(location, "gpu")

    def delete_and_fail() -> None:
        with Database.open(location) as database, database.write() as connection:
            connection.execute(FEATURE_THRESHOLDS.delete())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        delete_and_fail()
    assert features(location) == {"gpu"}


def test_moments_come_back_in_utc_and_need_a_zone(location: DatabaseLocation) -> None:
    east = datetime(2026, 11, 21, 12, 0, 0, 7, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    rows = [{"feature": zone, "people": 1, "reached_at": at} for zone, at in (("east", east), ("utc", NOON))]
    with Database.open(location) as database:
        with database.write() as connection:
            connection.execute(FEATURE_THRESHOLDS.insert(), rows)
        with database.read() as connection:
            found = dict(connection.execute(select(FEATURE_THRESHOLDS.c["feature", "reached_at"])).tuples().all())
        assert found == {"east": east, "utc": NOON}
        assert {at.tzinfo for at in found.values()} == {UTC}
        naive = FEATURE_THRESHOLDS.insert().values(feature="none", people=1, reached_at=NOON.replace(tzinfo=None))
        with pytest.raises(StatementError, match="no time zone"), database.write() as connection:
            connection.execute(naive)


@pytest.mark.parametrize("url", ["mysql://secret@host/x", "secret", "postgresql:secret", "sqlite:///secret"])
def test_fails_to_use_another_kind_of_url_and_keeps_it_secret(
    url: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKEMASON_DATABASE_URL", url)
    with pytest.raises(LakemasonError, match="LAKEMASON_DATABASE_URL") as refused:
        DatabaseLocation.of(Project(project))
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "rest", ["u:secret@host:port/x", "u:secret@/x?host=/nowhere-at-all", "u:secret@127.0.0.1:1/x", "u:secret@[::/x"]
)
def test_fails_to_reach_a_server_and_keeps_the_password(
    rest: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKEMASON_DATABASE_URL", f"postgres://{rest}")
    location = DatabaseLocation.of(Project(project))
    with pytest.raises(DatabaseUnusable, match="LAKEMASON_DATABASE_URL") as refused:
        Database.open(location, wait_seconds=2)
    assert "secret" not in f"{refused.value} {location!r}"


@pytest.mark.parametrize("existing", [False, True], ids=["new", "older"])
def test_twenty_processes_open_and_write_at_once(existing: bool, location: DatabaseLocation, tmp_path: Path) -> None:
    if existing:
        with Database.open(location):
            pass
    migrations = later_program(tmp_path) if existing else None
    context = multiprocessing.get_context("fork")
    together = context.Barrier(20)

    def work(number: int) -> None:
        together.wait(timeout=30)
        with Database.open(location, migrations=migrations) as database, database.write() as connection:
            row = {"feature": f"feature-{number}", "people": 1, "reached_at": datetime.now(UTC)}
            connection.execute(FEATURE_THRESHOLDS.insert().values(row))

    workers = [context.Process(target=work, args=(number,)) for number in range(20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert [worker.exitcode for worker in workers] == [0] * 20
    assert features(location, migrations) == {f"feature-{number}" for number in range(20)}
