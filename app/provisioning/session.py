"""What a deployment needs at hand: a place, a terraform, its variables and somebody to tell."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.project import Place, Project
from app.provisioning.binary import find_terraform
from app.provisioning.credentials import check_credentials
from app.provisioning.progress import Progress
from app.provisioning.terraform import STOPPING, Interrupted, Terraform, base_environment
from naming.errors import LakemasonError


@dataclass(frozen=True)
class Session:
    """One run's surroundings.

    Args:
        place: Where it keeps its things.
        binary: The terraform.
        environment: Variables that Terraform runs with.
        progress: Who is told what happens.
        private: Folder of this run alone, gone when it ends.
    """

    place: Place
    binary: Path
    environment: dict[str, str]
    progress: Progress
    private: Path

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
        with ending_on_signals(), tempfile.TemporaryDirectory(prefix="lakemason-run-") as private:  # mode 0700
            yield cls(place, find_terraform(), environment, progress, Path(private))

    @contextmanager
    def alone_with(self, platform: str) -> Iterator[None]:
        """Keep other runs of a platform out, from synthesis to the end: what is shown is what is applied.

        Args:
            platform: The platform's name.

        Raises:
            LakemasonError: Another run has it.
        """
        self.place.state.mkdir(parents=True, exist_ok=True)
        with (self.place.state / f".{platform}.run.lock").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # given back when the file closes, or we are killed
            except BlockingIOError:
                file.seek(0)
                raise LakemasonError(
                    f"Another run works on {platform}: {file.read().strip() or 'it does not say which'}.",
                    fix="Wait for it, or answer its question.",
                ) from None
            file.truncate(0)
            file.write(f"process {os.getpid()} on {socket.gethostname()}")
            file.flush()
            yield

    def terraform(self, folder: Path) -> Terraform:
        """Terraform for a stack's folder."""
        return Terraform(self.binary, folder, self.environment, self.progress.event, self.private)

    def stack(self, name: str) -> Terraform:
        """Terraform for a stack, ready to plan."""
        terraform = self.terraform(self.place.stack(name))
        self.progress.step(f"Preparing {name}")
        terraform.init()
        return terraform


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
