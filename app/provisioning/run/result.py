"""How a run ended, for whoever asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from app.provisioning.events import Change

Status = Literal["deployed", "unchanged", "destroyed", "declined", "rolled back", "recovered", "kept", "adopted"]


@dataclass(frozen=True)
class DeploymentResult:
    """How a deployment ended.

    Args:
        platform: Its name.
        status: What became of it; `kept` where a way back left standing what may hold data.
        changes: What was done, over both layers.
        outputs: Values by name, over both layers.
        run: The run's number in the ledger; None where there was nothing to run.
        notes: What is worth knowing, a line each.
    """

    platform: str
    status: Status
    changes: tuple[Change, ...] = ()
    outputs: dict[str, Any] = field(default_factory=dict)
    run: int | None = None
    notes: tuple[str, ...] = ()
