"""One run a platform at a time, among threads, processes and machines, in both kinds of database."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from app.database.database import Database
from app.database.tables import RUN_LEASES
from app.provisioning.ledger.leases import STALE_SECONDS, LeaseLost, Leases, PlatformBusy
from app.provisioning.process import host_name, this_process
from tests.conftest import ROOT, allowed

HOLDER = """
import os, sys
from pathlib import Path
from app.database.database import Database
from app.database.location import DatabaseLocation
from app.project import Project
from app.provisioning.ledger.leases import Leases

folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
with Database.open(DatabaseLocation.of(Project(Path.cwd()))) as database:
    leases = Leases(database, "azure", folder)
    for _ in range(rounds):
        with leases.hold("ml", "deploy", wait_seconds=120):
            os.close(os.open("holder", os.O_CREAT | os.O_EXCL))  # fails where another one holds it, too
            with open("held", "a") as held:
                held.write(f"{os.getpid()}\\n")
            if rounds == 1:
                print("held", flush=True)
                sys.stdin.read()
            os.unlink("holder")
"""


@pytest.fixture
def leases(database: Database, tmp_path: Path) -> Leases:
    return Leases(database, "azure", tmp_path / "locks")


def holder(folder: Path, rounds: int, *through: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*through, sys.executable, "-c", HOLDER, str(folder), str(rounds)], env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def put_lease(database: Database, *, host: str, pid: int = 1, started: str = "x", silent_seconds: float = 0) -> None:
    """The row of a holder as it would have written it itself."""
    seen_at = datetime.now(UTC) - timedelta(seconds=silent_seconds)
    row = {
        "scope": "azure", "platform": "ml", "token": "theirs", "doing": "destroy", "person": "eva", "host": host,
        "pid": pid, "process_started": started, "taken_at": seen_at - timedelta(hours=1), "seen_at": seen_at,
    }  # fmt: skip
    with database.write() as connection:
        connection.execute(insert(RUN_LEASES).values(row))


def shared(database: Database) -> bool:
    with database.read() as connection:
        return connection.dialect.name == "postgresql"


def tokens(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(RUN_LEASES.c.token)).scalars())


def test_a_lease_says_who_holds_it_and_is_given_back(leases: Leases) -> None:
    assert leases.find("ml") is None
    with leases.hold("ml", "deploy"):
        lease = leases.find("ml")
        assert lease is not None
        assert (lease.platform, lease.process, lease.doing, lease.stale) == ("ml", this_process(), "deploy", False)
        assert str(lease) == f"{this_process()}, since {lease.taken_at:%Y-%m-%d %H:%M:%S} UTC (deploy)"
        assert [one.platform for one in leases.all()] == ["ml"]
    assert leases.all() == []


def test_fails_to_hold_what_another_run_holds_and_says_who(leases: Leases) -> None:
    with leases.hold("ml", "deploy"):
        with pytest.raises(
            PlatformBusy, match=rf"Another run works on ml: .*, process {os.getpid()} on .* \(deploy\)\.\n.*--wait"
        ):
            leases.hold("ml", "destroy").__enter__()
        with leases.hold("other", "destroy"):  # another platform is another lease
            assert {lease.platform for lease in leases.all()} == {"ml", "other"}


def test_rehearsals_hold_nothing_of_real_runs(leases: Leases, database: Database, tmp_path: Path) -> None:
    with leases.hold("ml", "deploy"), Leases(database, "rehearsal 1", tmp_path / "theirs").hold("ml", "deploy"):
        assert len(leases.all()) == 1


def test_it_is_given_back_where_the_run_fails(leases: Leases) -> None:
    with pytest.raises(ZeroDivisionError), leases.hold("ml", "deploy"):
        raise ZeroDivisionError
    assert leases.all() == []
    with leases.hold("ml", "deploy"):
        pass


def test_waiting_ends_when_the_holder_does(leases: Leases) -> None:
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with leases.hold("ml", "deploy"):
            held.set()
            done.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    with pytest.raises(PlatformBusy):
        leases.hold("ml", "destroy", wait_seconds=0.6).__enter__()
    done.set()
    with leases.hold("ml", "destroy", wait_seconds=60):
        thread.join()


@pytest.mark.parametrize("shared", [True, False], ids=["one machine", "a machine each"])
def test_of_many_processes_one_holds_it_at_a_time(shared: bool, database: Database, tmp_path: Path) -> None:
    # With a folder of lock files each, the rows in the database alone keep them apart.
    running = [holder(tmp_path / ("locks" if shared else f"locks-{number}"), 3) for number in range(6)]
    for process in running:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    assert sorted(Path("held").read_text().split()) == sorted(str(process.pid) for process in running for _ in range(3))
    assert tokens(database) == []


def test_a_killed_holder_of_this_machine_is_followed_at_once(leases: Leases, tmp_path: Path) -> None:
    with holder(tmp_path / "locks", 1) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(PlatformBusy, match=f"process {process.pid} on "):
            leases.hold("ml", "deploy").__enter__()
        process.send_signal(signal.SIGKILL)
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # dead, and nobody has waited for it
        lease = leases.find("ml")
        assert lease is not None
        assert lease.stale
        with leases.hold("ml", "deploy"):
            lease = leases.find("ml")
            assert lease is not None
            assert lease.process == this_process()


def test_a_later_process_of_the_same_number_is_not_the_holder(leases: Leases, database: Database) -> None:
    put_lease(database, host=host_name(), pid=os.getpid(), started=f"{this_process().started}0")
    with leases.hold("ml", "deploy"):
        assert tokens(database) != ["theirs"]


def test_a_holder_before_the_machine_was_started_again_is_gone(leases: Leases, database: Database) -> None:
    _, _, rest = this_process().started.partition(" ")
    put_lease(database, host=host_name(), pid=os.getpid(), started=f"0000abcd {rest}", silent_seconds=5)
    if shared(database):  # it may as well be another machine of that name
        with pytest.raises(
            PlatformBusy, match=r"It was last heard of \d+ s ago, and counts as gone after 120 s of sil"
        ):
            leases.hold("ml", "deploy").__enter__()
        with database.write() as connection:
            connection.execute(update(RUN_LEASES).values(seen_at=datetime.now(UTC) - timedelta(seconds=121)))
    with leases.hold("ml", "deploy"):
        assert tokens(database) != ["theirs"]


def test_a_holder_in_another_container_of_the_same_name_is_not_thought_gone(leases: Leases, tmp_path: Path) -> None:
    container = ("unshare", "--pid", "--fork", "--mount-proc", "--kill-child")
    allowed([*container, "true"], "make containers")
    with holder(tmp_path / "their-locks", 1, *container) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(PlatformBusy, match=f"process [12] on {re.escape(host_name())}, since"):
            leases.hold("ml", "deploy").__enter__()
        process.communicate("")
    with leases.hold("ml", "deploy"):
        pass


@pytest.mark.parametrize(
    ("scope", "shown_by"),
    [
        ("azure", "lakemason runs ml"),
        ("rehearsal", "lakemason runs ml --rehearse"),
        ("rehearsal 0123456789abcdef", "lakemason runs ml --rehearse"),
    ],
)
def test_who_has_lost_it_is_told_where_to_look(database: Database, tmp_path: Path, scope: str, shown_by: str) -> None:
    with Leases(database, scope, tmp_path / "locks").hold("ml", "deploy") as keep, database.write() as connection:
        connection.execute(delete(RUN_LEASES))
        with pytest.raises(LeaseLost) as lost:
            keep(connection)
    assert lost.value.fix == f"`{shown_by}` shows what has become of it."


def test_who_is_busy_says_where_its_states_are_and_what_to_do_if_it_is_another_project(
    leases: Leases, tmp_path: Path
) -> None:
    with holder(tmp_path / "another" / "state", 1) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(PlatformBusy) as refused:
            leases.hold("ml", "deploy").__enter__()
        process.communicate("")
    assert f"(deploy). Its states are in {tmp_path / 'another' / 'state'} there.\n" in str(refused.value)
    assert "If that is another project's platform of the same name" in str(refused.value)
    assert "LAKEMASON_DATABASE_URL" in str(refused.value)


def test_a_holder_elsewhere_counts_as_gone_after_two_minutes_of_silence(leases: Leases, database: Database) -> None:
    assert STALE_SECONDS == 120
    put_lease(database, host="elsewhere", silent_seconds=100)
    with pytest.raises(PlatformBusy, match=r"eva, process 1 on elsewhere, since .* \(destroy\)"):
        leases.hold("ml", "deploy").__enter__()
    assert [lease.stale for lease in leases.all()] == [False]
    with database.write() as connection:
        connection.execute(update(RUN_LEASES).values(seen_at=datetime.now(UTC) - timedelta(seconds=121)))
    assert [lease.stale for lease in leases.all()] == [True]
    with leases.hold("ml", "deploy"):
        assert tokens(database) != ["theirs"]


def test_a_holder_is_heard_of_again_and_again(
    leases: Leases, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.provisioning.ledger.leases.HEARTBEAT_SECONDS", 0.01)
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    with leases.hold("ml", "deploy"):
        with database.write() as connection:
            connection.execute(update(RUN_LEASES).values(seen_at=long_ago))
        deadline = datetime.now(UTC) + timedelta(seconds=30)
        while (lease := leases.find("ml")) and lease.silent > timedelta(minutes=1):
            assert datetime.now(UTC) < deadline


def test_who_was_thought_gone_takes_nothing_from_who_followed(leases: Leases, database: Database) -> None:
    with leases.hold("ml", "deploy"), database.write() as connection:
        connection.execute(update(RUN_LEASES).values(token="theirs"))
    assert tokens(database) == ["theirs"]
