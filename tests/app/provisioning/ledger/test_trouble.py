"""A ledger that was killed in the midst of writing, cut off, made by a newer program, or cannot be written."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.database.database import Database
from app.database.location import DatabaseLocation
from app.database.migration import MIGRATIONS, Migrations
from app.database.tables import FEATURE_REQUESTS, RUNS
from app.project import Project
from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.opened import open_ledger
from rehearsal.cloud import Cloud
from tests.app.database.test_database import NOON, later_program
from tests.app.provisioning.ledger.keeping import committed
from tests.conftest import PLATFORM, ROOT, Lakemason, Result
from tests.postgres import Postgres

WRITER = """
import sys
from pathlib import Path
from app.database.database import Database
from app.database.location import DatabaseLocation
from app.project import Project
from app.provisioning.ledger.ledger import Ledger
from tests.app.provisioning.ledger.keeping import committed

with Database.open(DatabaseLocation.of(Project(Path.cwd()))) as database:
    for number in range(100_000):
        print(committed(Ledger(database, "azure"), pools=number % 7).id, flush=True)
"""


def database_file(project: Path) -> Path:
    return project / ".lakemason" / "lakemason.db"


def things_in_cloud(project: Path) -> int:
    path = project / ".lakemason" / "rehearsal" / "cloud.db"
    if not path.exists():
        return 0
    cloud = Cloud(path)
    try:
        return len(list(cloud.objects()))
    finally:
        cloud.close()


def deploy(lakemason: Lakemason) -> Result:
    return lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--yes")


def refused(lakemason: Lakemason, project: Path) -> str:
    """What a deployment says that is refused before anything is applied."""
    before = things_in_cloud(project)
    done = deploy(lakemason)
    assert (done.code, done.out) == (1, "")
    assert "Traceback" not in done.err
    assert things_in_cloud(project) == before
    return done.err


@pytest.mark.parametrize("lines", [1, 3, 8, 20])
def test_killed_in_the_midst_of_writing_it_has_all_that_was_committed(lines: int, location: DatabaseLocation) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER], env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        said = [next(writer.stdout) for _ in range(lines)]
        writer.send_signal(signal.SIGKILL)
        said += list(writer.stdout)
    last = max(int(line) for line in said if line.endswith("\n"))
    with Database.open(location) as database:
        ledger = Ledger(database, "azure")
        for number in range(1, last + 1):
            run = ledger.run(number)
            assert (run.state, len(run.steps)) == ("committed", 2)
            assert ledger.configuration(run).databricks
        standing = ledger.standing("ml")
        assert standing is not None
        assert standing.run in (last, last + 1), "the one that was said last, or one that was not said any more"
        later = [run for run in ledger.runs() if run.id > last]
        assert len(later) <= 2
        for run in later:
            ledger.configuration(run)
        assert committed(ledger).id > last, "and it goes on"
    if location.path:
        with closing(sqlite3.connect(location.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("left", ["nothing", "a hundred bytes", "a page", "half"])
def test_fails_on_a_ledger_that_was_cut_off_and_leaves_it(left: str, samples: Path, lakemason: Lakemason) -> None:
    found = Project(samples)
    with open_ledger(found, found.place(rehearse=True)) as ledger:
        for _ in range(20):
            committed(ledger, "other")
    path = database_file(samples)
    size = {"nothing": 0, "a hundred bytes": 100, "a page": 4096, "half": path.stat().st_size // 2}[left]
    os.truncate(path, size)
    before = path.read_bytes()
    said = refused(lakemason, samples)
    assert said.startswith("Error: The database .lakemason/lakemason.db is damaged: ")
    assert "It was left as it is.\nPut a copy of it back." in said
    assert path.read_bytes() == before


def test_fails_on_a_ledger_of_a_newer_version_and_leaves_it(
    samples: Path, location: DatabaseLocation, lakemason: Lakemason, tmp_path: Path
) -> None:
    with Database.open(location, migrations=later_program(tmp_path)) as database:
        committed(Ledger(database, "azure"))
    said = refused(lakemason, samples)
    assert "is of version 0005; this Lakemason knows up to 0004. It was left as it is.\nUpdate Lakemason" in said


def test_an_older_database_is_migrated_and_keeps_its_feature_requests(
    samples: Path, lakemason: Lakemason, tmp_path: Path
) -> None:
    location = DatabaseLocation.of(Project(samples))
    older = Path(shutil.copytree(MIGRATIONS, tmp_path / "older"))
    for name in ("0003_runs.py", "0004_who_recovered.py"):
        (older / "versions" / name).unlink()
    row = {"feature": "gpu", "person": "maria", "requested_at": NOON, "sentence": "GPUs, please", "blueprint": None}
    with Database.open(location, migrations=Migrations(older)) as database, database.write() as connection:
        connection.execute(insert(FEATURE_REQUESTS).values(row))
    deploy(lakemason).good()
    assert '"requested_by": "maria"' in lakemason("features", "export").good().out
    assert "ml-team-ml-dev  deploy  committed" in lakemason("runs", "--rehearse").good().out


def test_a_ledger_of_the_version_before_is_migrated_and_its_runs_are_shown(
    location: DatabaseLocation, lakemason: Lakemason, tmp_path: Path
) -> None:
    older = Path(shutil.copytree(MIGRATIONS, tmp_path / "older"))
    (older / "versions" / "0004_who_recovered.py").unlink()
    row = {
        "scope": "azure", "platform": "ml", "kind": "deploy", "state": "applying", "started_at": NOON, "person": "ann",
        "host": "build-7", "pid": 7, "process_started": "abcd1234 99", "on_failure": "rollback", "stood_before": {},
        "error": "", "advice": "",
    }  # fmt: skip
    with Database.open(location, migrations=Migrations(older)) as database, database.write() as connection:
        connection.execute(insert(RUNS).values(row))
    said = re.sub(" +", " ", lakemason("runs", "show", "1").good().out)
    assert said.startswith("Run 1: deploy of ml, interrupted\n"), "nobody is heard of any more"
    assert "begun 2026-11-21 12:00:00 UTC by ann, process 7 on build-7\n ended" not in said
    assert "begun 2026-11-21 12:00:00 UTC by ann, process 7 on build-7\n from nothing" in said
    shown = json.loads(lakemason("runs", "export").good().out)
    assert (shown["recovered_by"], shown["states_in"]) == (None, None)


@pytest.fixture
def open_to_all(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A deployed project that everybody may read and write: pytest's own folders are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="lakemason-ro-"))
    (folder / "platforms").mkdir()
    (folder / "platforms" / "ml-team-ml-dev.yaml").write_text(PLATFORM)
    shutil.copy(ROOT / "cdktf.json", folder)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.chdir(folder)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of the superuser, who may write everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_fails_on_a_ledger_that_cannot_be_written(open_to_all: Path, lakemason: Lakemason) -> None:
    deploy(lakemason).good()  # loads all there is to load, too
    for path in (open_to_all, *open_to_all.rglob("*")):
        path.chmod(0o777)
    database_file(open_to_all).chmod(0o444)
    platform = open_to_all / "platforms" / "ml-team-ml-dev.yaml"
    platform.write_text(platform.read_text().replace("max_workers: 4", "max_workers: 3"))
    with as_nobody():
        said = refused(lakemason, open_to_all)
        shown = lakemason("runs", "--rehearse").good().out
    assert said.startswith("Error: The database .lakemason/lakemason.db cannot be opened for writing: ")
    assert "Make the file and its folder writable for you" in said
    assert "committed" in shown, "what is only read still can be"


def test_fails_on_a_shared_ledger_that_cannot_be_written(
    samples: Path, lakemason: Lakemason, monkeypatch: pytest.MonkeyPatch, postgres: Postgres
) -> None:
    url = postgres.new_database()
    monkeypatch.setenv("LAKEMASON_DATABASE_URL", url)
    with Database.open(DatabaseLocation.of(Project(samples))):
        pass
    monkeypatch.setenv("LAKEMASON_DATABASE_URL", f"{url}&options=-c%20default_transaction_read_only%3Don")
    said = refused(lakemason, samples)
    assert "The PostgreSQL database of LAKEMASON_DATABASE_URL cannot be used: cannot execute" in said
    assert "read-only transaction" in said
