"""Leases: one run a platform, told by a row with a heartbeat, and beside it a lock on a file of this machine."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from app.database.database import Database
from app.database.tables import RUN_LEASES
from app.database.unusable import DatabaseUnusable
from app.project import rehearse_flag
from app.provisioning.ledger.advice import ANOTHER_PROJECT
from app.provisioning.ledger.ledger import now
from app.provisioning.ledger.records import AZURE
from app.provisioning.process import Process, this_process
from naming.errors import LakemasonError

HEARTBEAT_SECONDS = 10.0
STALE_SECONDS = 120.0
"""Silence after which a holder that cannot be looked at from here counts as gone: twelve heartbeats."""
_LOOK_AGAIN_SECONDS = 0.5


@dataclass(frozen=True)
class Lease:
    """Who works on a platform.

    Args:
        platform: The platform's name.
        process: The holder.
        doing: What it does, such as `deploy`.
        taken_at: Since when.
        silent: How long it has been silent.
        states: Folder of the states that it works with, there.
        one_machine: Whether only one machine at a time can write such a lease: SQLite's log is in its memory, so no
            other one has written beside us. Source: sqlite.org/wal.html, 2025.
    """

    platform: str
    process: Process
    doing: str
    taken_at: datetime
    silent: timedelta
    states: str = ""
    one_machine: bool = False

    @property
    def stale(self) -> bool:
        """Whether its holder is gone.

        Its process has ended, or the machine was started again since. Where neither can be told from here, as of
        another machine or container, it has long been silent.
        """
        if self.process.here:
            return not self.process.alive
        if self.one_machine and self.process.before_restart:
            return True
        return self.silent.total_seconds() > STALE_SECONDS

    @property
    def heard_of(self) -> str:
        """When a holder that cannot be looked at was last heard of, and what that means; empty for one that can."""
        if self.process.here:
            return ""
        seconds = max(0, round(self.silent.total_seconds()))
        return f" It was last heard of {seconds} s ago, and counts as gone after {STALE_SECONDS:.0f} s of silence."

    def __str__(self) -> str:
        return f"{self.process}, since {self.taken_at:%Y-%m-%d %H:%M:%S} UTC ({self.doing})"


class PlatformBusy(LakemasonError):
    """Another run has the platform."""


class LeaseLost(LakemasonError):
    """Another run has taken the platform over: this machine was silent for too long, asleep or cut off."""


class Leases:
    """The leases of one scope.

    Args:
        database: The open state database.
        scope: As the ledger's.
        folder: Where this machine's lock files stand; made if it is not there.
    """

    def __init__(self, database: Database, scope: str, folder: Path) -> None:
        self._database = database
        self._scope = scope
        self._folder = folder

    @contextmanager
    def hold(
        self, platform: str, doing: str, *, wait_seconds: float = 0, lost: Callable[[], None] = lambda: None
    ) -> Iterator[Callable[[Connection], None]]:
        """Keep other runs of a platform out while the `with` lasts.

        Yields what is to be called in every transaction that writes of the run: it raises LeaseLost where another
        run has taken the platform over, and else keeps it for STALE_SECONDS more.

        Args:
            platform: The platform's name.
            doing: What for, as others are told.
            wait_seconds: How long to wait for the one who has it; not at all if left out.
            lost: Called, once and in another thread, where another run has taken the platform over.

        Raises:
            PlatformBusy: Somebody has it, and still has it after that time.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / f"{platform}.lock")
        clock = threading.Event()  # a wait that a signal handler can end by raising
        waited = 0.0
        token = secrets.token_hex(8)
        while True:
            with suppress(Timeout):
                lock.acquire(timeout=0)
            if lock.is_locked:
                try:
                    holder = self._take(platform, doing, token)
                except BaseException:
                    lock.release()
                    raise
                if holder is None:
                    break
                lock.release()
            if waited >= wait_seconds:
                raise self._busy(platform)
            clock.wait(_LOOK_AGAIN_SECONDS)
            waited += _LOOK_AGAIN_SECONDS
        done = threading.Event()
        heart = threading.Thread(target=self._beat, args=(platform, token, done, lost), daemon=True)
        heart.start()
        try:
            yield lambda connection: self._keep(connection, platform, token)
        finally:
            done.set()
            heart.join()
            with suppress(DatabaseUnusable):  # it went away: the lease goes stale by itself
                self._give_back(platform, token)
            lock.release()

    def find(self, platform: str) -> Lease | None:
        """Who has a platform; None where nobody does."""
        return next((lease for lease in self.all() if lease.platform == platform), None)

    def all(self) -> list[Lease]:
        """Every lease, stale ones too."""
        with self._database.read() as connection:
            moment = _moment(connection)
            rows = connection.execute(select(RUN_LEASES).where(RUN_LEASES.c.scope == self._scope)).all()
            return [_lease_of(row, moment, connection) for row in rows]

    def _take(self, platform: str, doing: str, token: str) -> Lease | None:
        """Take a lease, also from a holder who is gone; else say who has it."""
        mine = this_process()
        here = (RUN_LEASES.c.scope == self._scope) & (RUN_LEASES.c.platform == platform)
        with self._database.write(lock=RUN_LEASES) as connection:
            moment = _moment(connection)
            row = connection.execute(select(RUN_LEASES).where(here)).first()
            if row is not None and not (found := _lease_of(row, moment, connection)).stale:
                return found
            connection.execute(delete(RUN_LEASES).where(here))
            connection.execute(
                insert(RUN_LEASES).values(
                    scope=self._scope, platform=platform, token=token, doing=doing, person=mine.person,
                    host=mine.host, pid=mine.pid, process_started=mine.started, taken_at=moment, seen_at=moment,
                    states_in=str(self._folder.resolve()),
                )
            )  # fmt: skip
        return None

    def _give_back(self, platform: str, token: str) -> None:
        with self._database.write() as connection:
            connection.execute(delete(RUN_LEASES).where(self._mine(platform, token)))

    def _beat(self, platform: str, token: str, done: threading.Event, lost: Callable[[], None]) -> None:
        while not done.wait(HEARTBEAT_SECONDS):
            try:
                with suppress(DatabaseUnusable), self._database.write() as connection:
                    self._keep(connection, platform, token)
            except LeaseLost:
                lost()
                return

    def _keep(self, connection: Connection, platform: str, token: str) -> None:
        """Say that we are here. Whoever would take the lease over waits until this transaction ends."""
        seen = update(RUN_LEASES).where(self._mine(platform, token)).values(seen_at=_moment(connection))
        if connection.execute(seen).rowcount:
            return
        here = (RUN_LEASES.c.scope == self._scope) & (RUN_LEASES.c.platform == platform)
        row = connection.execute(select(RUN_LEASES).where(here)).first()
        who = f" by {_lease_of(row, _moment(connection), connection)}" if row is not None else ""
        raise LeaseLost(
            f"This machine was silent for so long that {platform} was taken over{who}. Nothing more is done here.",
            fix=f"`lakemason runs {platform}{rehearse_flag(self._scope != AZURE)}` shows what has become of it.",
        )

    def _mine(self, platform: str, token: str) -> Any:
        return (RUN_LEASES.c.scope == self._scope) & (RUN_LEASES.c.platform == platform) & (RUN_LEASES.c.token == token)

    def _busy(self, platform: str) -> PlatformBusy:
        lease = self.find(platform)
        wait = "Wait for it (--wait does), or answer its question."
        if lease is None:
            who = "a process of this machine that is just beginning or ending"
            return PlatformBusy(f"Another run works on {platform}: {who}.", fix=wait)
        more = lease.heard_of
        if lease.states and (not lease.process.here or lease.states != str(self._folder.resolve())):
            more += f" Its states are in {lease.states} there."
            wait += f" {ANOTHER_PROJECT}"
        return PlatformBusy(f"Another run works on {platform}: {lease}.{more}", fix=wait)


def _moment(connection: Connection) -> datetime:
    """The time: of the server where several machines share one, so that their clocks need not agree."""
    if connection.dialect.name == "postgresql":
        moment: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return moment
    return now()


def _lease_of(row: Row[Any], moment: datetime, connection: Connection) -> Lease:
    process = Process(row.person, row.host, row.pid, row.process_started)
    one_machine = connection.dialect.name == "sqlite"
    return Lease(row.platform, process, row.doing, row.taken_at, moment - row.seen_at, row.states_in or "", one_machine)
