"""What everything in Azure has."""

from __future__ import annotations

from typing import Protocol


class AzureThing(Protocol):
    """A construct whose main resource has an id in Azure Resource Manager."""

    arm_id: str
