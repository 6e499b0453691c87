"""The identity through which Unity Catalog reaches a lake."""

from __future__ import annotations

from typing import Protocol


class Connector(Protocol):
    """An access connector: the construct (`workspace/access_connector.py`), or one that exists, by its ids."""

    arm_id: str
    managed_identity_id: str | None
