"""Puts right what a process left behind that was killed: a state cut off in the midst, the note of a lock."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.provisioning.ledger.records import Run
from app.provisioning.session import Session
from app.provisioning.state import locked_by
from blueprints.whole_file import write_whole

_UNWRITTEN = "errored.tfstate"
"""What Terraform calls a state that it could not write to its place."""


def mend_state(session: Session, run: Run, stack: str) -> None:
    """Put a state right that was not written whole: its process was killed in the midst of it, or the disk was full.

    What Terraform could not write it leaves in the stack's folder, if that takes it; the state before it keeps beside
    the state. What was made since is in the run's log, and found from there.

    Args:
        session: The run's surroundings.
        run: The run that wrote it.
        stack: The stack.

    Raises:
        OSError: It cannot be written here, either.
    """
    path = session.place.state_file(stack)
    saved = session.place.stack(stack) / _UNWRITTEN
    state, newer = _whole(path), _whole(saved)
    backup = path.with_name(f"{path.name}.backup")
    before = state or _whole(backup)
    if state is None and path.exists():
        shutil.copy(path, path.with_name(f"{path.name}.damaged-by-run-{run.id}"))
    if newer and (before is None or _follows(newer, before)):
        write_whole(path, saved.read_text(encoding="utf-8"))
        saved.unlink()
    elif state is None and before and path.exists():
        write_whole(path, backup.read_text(encoding="utf-8"))
    elif state is None:
        path.unlink(missing_ok=True)  # there was none before


def _whole(path: Path) -> dict[str, Any] | None:
    """A state file's content; None where there is none, or a part of one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return found if isinstance(found, dict) and "serial" in found else None


def _follows(newer: dict[str, Any], before: dict[str, Any]) -> bool:
    """Whether a state is the same one's later writing."""
    return newer.get("lineage") == before.get("lineage") and int(newer["serial"]) > int(before["serial"])


def unlock_own(session: Session, run: Run, stack: str) -> None:
    """Remove the note of a lock that the run's own Terraform left; nobody else's, and none that is held."""
    note = session.place.state / f".{stack}.tfstate.lock.info"
    if locked_by(session.place, stack):
        return
    with suppress(OSError, ValueError, KeyError):
        info = json.loads(note.read_text(encoding="utf-8"))
        if (
            info["Who"].endswith((f"@{run.process.host}", f"@{run.worker.host}"))
            and info["Created"][:19] >= f"{run.started_at:%Y-%m-%dT%H:%M:%S}"
        ):
            note.unlink()
