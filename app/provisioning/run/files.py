"""What a run keeps beside the ledger while it lasts: what Terraform said, for whoever comes after a crash."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from app.project import Place
from app.provisioning.preview import STACK_FILE
from app.provisioning.session import PRIVATE_PREFIX

_PRIVATE = "private"


def run_folder(place: Place, run: int) -> Path:
    """Folder of a run, for its owner alone; made if it is not there.

    Args:
        place: Where the run keeps its things.
        run: Its number.
    """
    folder = place.state.parent / "runs" / str(run)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def remember_private(folder: Path, private: Path) -> None:
    """Write down where the process keeps saved plans, so that they can be removed after a crash.

    Args:
        folder: The run's folder.
        private: The process's; those of processes before, which were killed, stay written down.
    """
    with (folder / _PRIVATE).open("a", encoding="utf-8") as known:
        known.write(f"{private}\n")


def remove_run_folder(place: Place, run: int, *, mine: Path | None = None) -> None:
    """Remove a run's folder, and what processes that were killed left of saved plans: they may hold secrets.

    Args:
        place: Where the run keeps its things.
        run: Its number.
        mine: This process's own private folder, which it still needs and removes itself.
    """
    folder = place.state.parent / "runs" / str(run)
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
