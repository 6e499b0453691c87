"""What stays where its workspace is gone: it belongs to the metastore or the account."""

from __future__ import annotations

from pathlib import Path

from app.provisioning.finding.candidates import instances
from app.provisioning.finding.table import row_of


def outliving(state: Path) -> dict[str, str]:
    """What of a state stays where its workspace is gone, and where a person finds it, by address.

    Args:
        state: The state file; one that is not there has nothing.
    """
    return {
        address: row_of(kind).place(kind, values)
        for address, kind, values in instances(state)
        if row_of(kind).outlives
    }  # fmt: skip
