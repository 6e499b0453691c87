"""What a deployment needs at hand: a place, a terraform, its variables and somebody to tell."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.project import Place, Project
from app.provisioning.binary import find_terraform
from app.provisioning.credentials import check_credentials
from app.provisioning.progress.progress import Progress
from app.provisioning.terraform import STOPPING, Interrupted, Terraform, base_environment

if TYPE_CHECKING:
    from app.provisioning.ledger.leases import Lease
    from app.provisioning.ledger.ledger import Ledger

PRIVATE_PREFIX = "lakemason-run-"
RUN_PROCESS_VARIABLE = "LAKEMASON_RUN_PROCESS"
"""Tells Terraform's children which process the whole run is: a rehearsal's power cut ends it with all of them."""


@dataclass(frozen=True)
class Session:
    """One run's surroundings.

    Args:
        place: Where it keeps its things.
        binary: The terraform.
        environment: Variables that Terraform runs with.
        progress: Who is told what happens.
        private: Folder of this process alone, gone when it ends: for what may hold secrets.
        project: The project.
        tidy: What is closed when it ends.
        opened: What was opened when it was first asked for.
    """

    place: Place
    binary: Path
    environment: dict[str, str]
    progress: Progress
    private: Path
    project: Project
    tidy: ExitStack
    opened: dict[str, Ledger] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def open(cls, project: Project, *, rehearse: bool, progress: Progress) -> Iterator[Session]:
        """Get everything ready; tidy up afterwards, however it ends.

        Args:
            project: The project.
            rehearse: On the simulated cloud.
            progress: Who is told what happens.

        Raises:
            LakemasonError: No terraform, or, for a real run, no credentials.
        """
        place = project.place(rehearse=rehearse)
        environment = base_environment()
        if place.rehearsal:
            from app.rehearsing import rehearsal_environment

            environment = rehearsal_environment(place.rehearsal, environment)
        else:
            check_credentials()
        environment[RUN_PROCESS_VARIABLE] = str(os.getpid())
        with (
            ending_on_signals(),
            tempfile.TemporaryDirectory(prefix=PRIVATE_PREFIX) as private,  # mode 0700
            ExitStack() as tidy,
        ):
            yield cls(place, find_terraform(), environment, progress, Path(private), project, tidy)

    @property
    def ledger(self) -> Ledger:
        """The ledger of runs, opened when it is first asked for.

        Raises:
            DatabaseUnusable: It cannot be read or written.
        """
        if "ledger" not in self.opened:
            from app.provisioning.ledger.opened import open_ledger

            self.opened["ledger"] = self.tidy.enter_context(open_ledger(self.project, self.place))
        return self.opened["ledger"]

    @contextmanager
    def alone_with(self, platform: str, doing: str = "deploy", *, wait_seconds: float = 0) -> Iterator[None]:
        """Keep other runs of a platform out, from synthesis to the end: what is shown is what is applied.

        What earlier runs left whose process was killed when it had just ended them goes now.

        Args:
            platform: The platform's name.
            doing: What for, as others are told.
            wait_seconds: How long to wait for the one who has it; not at all if left out.

        Raises:
            PlatformBusy: Another run has it.
        """
        from app.provisioning.ledger.leases import Leases, PlatformBusy
        from app.provisioning.run.files import remove_ended

        leases = Leases(self.ledger.database, self.ledger.scope, self.place.state)
        with ExitStack() as held:
            try:
                alone = held.enter_context(leases.hold(platform, doing, lost=_stop))
            except PlatformBusy as busy:
                if not wait_seconds:
                    raise
                lease = leases.find(platform)
                self.progress.wait_for_run(busy.message, wait_seconds, _holder(lease) if lease else {})
                alone = held.enter_context(leases.hold(platform, doing, wait_seconds=wait_seconds, lost=_stop))
            self.ledger.alone = alone
            try:
                remove_ended(self.place, self.ledger, platform, mine=self.private)
                yield
            finally:
                self.ledger.alone = None

    def terraform(self, folder: Path) -> Terraform:
        """Terraform for a stack's folder."""
        return Terraform(self.binary, folder, self.environment, self.progress.event, self.private)

    def stack(self, name: str) -> Terraform:
        """Terraform for a stack, ready to plan."""
        terraform = self.terraform(self.place.stack(name))
        self.progress.step(f"Preparing {name}", name)
        terraform.init()
        return terraform


def _holder(lease: Lease) -> dict[str, object]:
    """Who has a platform, for programs."""
    process = lease.process
    since = lease.taken_at.isoformat(timespec="seconds")
    return {"person": process.person, "host": process.host, "pid": process.pid, "doing": lease.doing, "since": since}


def _stop() -> None:
    """Stop this process's run as one Ctrl-C would; a program that handles its own signals is left alone."""
    if getattr(signal.getsignal(signal.SIGTERM), "__module__", "").startswith(__package__ or "app.provisioning"):
        os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Turn signals that mean stop into an error, so that what is temporary is tidied up on the way out."""

    def stop(_number: int, _frame: object) -> None:
        raise Interrupted("Stopped before Terraform changed anything more.")

    if threading.current_thread() is not threading.main_thread():
        yield  # a program that drives us from a thread handles its own signals
        return
    before = {number: signal.signal(number, stop) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
