"""Says how what a way back has kept is removed after all, and finds that again in what the ledger has of the run."""

from __future__ import annotations

import re

from app.project import rehearse_flag
from app.provisioning.ledger.records import Run

_REMOVES = re.compile(r"`(lakemason [^`]+)` removes it, too\.")


def removal(platform: str, *, rehearse: bool, to: int | None = None, destroy: bool = False) -> str:
    """Which command removes what was kept, in a sentence.

    Args:
        platform: The platform's name.
        rehearse: Whether it is a rehearsal's.
        to: The run that it went back to; none for what was committed last.
        destroy: Nothing was to be left of the platform.
    """
    flag = rehearse_flag(rehearse)
    if destroy:
        return f"`lakemason destroy {platform}{flag}` removes it, too."
    where = f" --to {to}" if to else ""
    return f"`lakemason rollback {platform}{flag}{where} --allow-data-loss` removes it, too."


def removed_by(run: Run) -> str:
    """The command that removes what a run has kept; empty where it has kept nothing.

    Args:
        run: The run.
    """
    found = _REMOVES.search(run.advice) if run.kept else None
    return found[1] if found else ""


def kept_by(run: Run) -> list[str]:
    """What a run keeps because it may hold data, in lines, and the command that removes it where that is known.

    Args:
        run: The run.
    """
    if not run.kept:
        return []
    lines = [f"  {address}: {why}" for address, why in run.kept.items()]
    command = removed_by(run)
    removes = [f"`{command}` removes it, too."] if command else []
    return [f"Kept, because it may hold data ({len(lines)}):", *lines, *removes]
