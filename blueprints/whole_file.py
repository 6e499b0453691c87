"""Writes files whole or not at all, and nothing over what somebody else wrote."""

from __future__ import annotations

import difflib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from naming.errors import LakemasonError


@dataclass(frozen=True)
class Saved:
    """A file that was saved.

    Args:
        path: Where it is.
        outcome: created, replaced, or unchanged where it held the same already.
        difference: What changed, as a unified difference; empty unless replaced.
    """

    path: Path
    outcome: Literal["created", "replaced", "unchanged"]
    difference: str = ""


def save_text(path: Path, text: str, *, replace: bool, shown: str, fix: str) -> Saved:
    """Write a file whole or not at all; its folder is made where it is missing.

    Args:
        path: The file.
        text: What it holds.
        replace: Whether a file that is there and differs may be replaced.
        shown: What messages call it.
        fix: What to do where it differs.

    Raises:
        LakemasonError: A different file is there (with the difference), or it is no ordinary one.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise LakemasonError(f"{path} is no ordinary file; nothing was written.")
    before = path.read_text(encoding="utf-8", errors="replace") if path.exists() else None
    if before == text:
        return Saved(path, "unchanged")
    difference = "" if before is None else _difference(before, text, path.name)
    if before is not None and not replace:
        raise LakemasonError(f"{shown} exists and differs:\n{difference}", fix=fix)
    path.parent.mkdir(exist_ok=True)
    write_whole(path, text)
    return Saved(path, "created" if before is None else "replaced", difference)


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all, over whatever is there; it is on the disk when this returns.

    Args:
        path: The file; its folders are made where they are missing.
        text: What it holds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _difference(before: str, after: str, name: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"{name} (there)", f"{name} (new)", lineterm=""
    )
    return "\n".join(lines)
