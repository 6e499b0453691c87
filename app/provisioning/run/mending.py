"""Puts right what a process left behind that was killed: a state cut off in the midst, the note of a lock."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress

from app.provisioning.ledger.records import Run
from app.provisioning.session import Session
from app.provisioning.state import locked_by


def mend_state(session: Session, run: Run, stack: str) -> None:
    """Put a state back that a process was killed in the midst of writing: Terraform keeps the one before beside it.

    What was made since is in the run's log, and found from there.
    """
    path = session.place.state_file(stack)
    backup = path.with_name(f"{path.name}.backup")
    try:
        json.loads(path.read_text(encoding="utf-8"))
        return
    except FileNotFoundError:
        return
    except ValueError:
        pass
    shutil.copy(path, path.with_name(f"{path.name}.damaged-by-run-{run.id}"))
    with suppress(FileNotFoundError, ValueError):
        json.loads(backup.read_text(encoding="utf-8"))
        shutil.copy(backup, path)
        return
    path.unlink()  # there was none before


def unlock_own(session: Session, run: Run, stack: str) -> None:
    """Remove the note of a lock that the run's own Terraform left; nobody else's, and none that is held."""
    note = session.place.state / f".{stack}.tfstate.lock.info"
    if locked_by(session.place, stack):
        return
    with suppress(OSError, ValueError, KeyError):
        info = json.loads(note.read_text(encoding="utf-8"))
        if (
            info["Who"].endswith(f"@{run.process.host}")
            and info["Created"][:19] >= f"{run.started_at:%Y-%m-%dT%H:%M:%S}"
        ):
            note.unlink()
