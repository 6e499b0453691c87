"""Finds what a run made in the cloud without its being in the state, and puts it there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from app.provisioning.ledger.records import Run

if TYPE_CHECKING:
    from app.provisioning.run.layers import Layers


def find_unrecorded(layers: Layers, layer: str, config: str, logs: Iterable[Path]) -> list[str]:
    """Find and import what creates that began have left."""
    return []


def find_after(layers: Layers, run: Run) -> list[str]:
    """Find and import what the steps of a run that did not end well have left."""
    return []
