"""What a run keeps beside the ledger while it lasts: what Terraform said, for whoever comes after a crash."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from app.project import Place
from app.provisioning.ledger.reading import LedgerReader
from app.provisioning.ledger.records import Run
from app.provisioning.preview import STACK_FILE
from app.provisioning.session import PRIVATE_PREFIX

_RUNS = "runs"
_WHOSE = "run"
_PRIVATE = "private"
_DIGITS = 10
"""Of the largest number that a run can have."""


def run_folder(place: Place, run: int) -> Path:
    """Folder of a run, for its owner alone; made if it is not there.

    Args:
        place: Where the run keeps its things.
        run: Its number.
    """
    folder = place.state.parent / _RUNS / str(run)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def begin_folder(place: Place, run: Run, private: Path) -> None:
    """Write into a run's folder whose it is, and where saved plans are: so both can be removed after a crash.

    Args:
        place: Where the run keeps its things.
        run: The run.
        private: The process's folder; those of processes before, which were killed, stay written down.
    """
    folder = run_folder(place, run.id)
    (folder / _WHOSE).write_text(_name(run), encoding="utf-8")
    with (folder / _PRIVATE).open("a", encoding="utf-8") as known:
        known.write(f"{private}\n")


def ended_here(place: Place, ledger: LedgerReader) -> list[Run]:
    """Runs that have ended and whose folder is still there: their process was killed when it had just ended them.

    A folder that another ledger's run of the same number has made is none of theirs.

    Args:
        place: Where runs keep their things.
        ledger: Its ledger.
    """
    try:
        names = [path.name for path in (place.state.parent / _RUNS).iterdir()]
    except OSError:
        return []
    numbers = [int(name) for name in names if name.isdecimal() and len(name) < _DIGITS]
    if not numbers:
        return []
    return [run for run in ledger.runs(ids=numbers) if run.ended and _whose(place, run.id) == _name(run)]


def remove_ended(place: Place, ledger: LedgerReader, platform: str, *, mine: Path) -> None:
    """Remove what a platform's runs left whose process was killed when it had just ended them.

    The caller has the platform to itself: so nobody is just about to remove it, and goes on with his saved plans.

    Args:
        place: Where runs keep their things.
        ledger: Its ledger.
        platform: The platform's name.
        mine: This process's own private folder.
    """
    for run in ended_here(place, ledger):
        if run.platform == platform:
            remove_run_folder(place, run.id, mine=mine)


def remove_run_folder(place: Place, run: int, *, mine: Path | None = None) -> None:
    """Remove a run's folder, and what processes that were killed left of saved plans: they may hold secrets.

    Args:
        place: Where the run keeps its things.
        run: Its number.
        mine: This process's own private folder, which it still needs and removes itself.
    """
    folder = place.state.parent / _RUNS / str(run)
    with suppress(OSError):
        for line in (folder / _PRIVATE).read_text(encoding="utf-8").splitlines():
            private = Path(line)
            with suppress(OSError):
                if private != mine and private.name.startswith(PRIVATE_PREFIX) and private.stat().st_uid == os.getuid():
                    shutil.rmtree(private, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def stack_text(place: Place, stack: str) -> str | None:
    """A stack's JSON as it was synthesized last; None where there is none."""
    try:
        return (place.stack(stack) / STACK_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _name(run: Run) -> str:
    """What no two runs have alike, whatever ledger they are in."""
    return f"{run.platform} {run.started_at.isoformat()}\n"


def _whose(place: Place, run: int) -> str:
    try:
        return (place.state.parent / _RUNS / str(run) / _WHOSE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
