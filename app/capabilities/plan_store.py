"""Plans that wait, were executed or taken back: a row each in the state database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue
from sqlalchemy import insert, select, update

from app.database.database import Database
from app.database.tables import CAPABILITY_PLANS

PlanState = Literal[
    "refused", "planned", "expired", "executing", "executed", "failed", "rolling back", "rolled back", "rollback failed"
]


class PlanRecord(BaseModel):
    """A plan as it is kept.

    Args:
        plan_id: Its name.
        capability: Whose it is.
        user_id: Who asked.
        session_id: In which conversation or run.
        made_at: When.
        expires_at: From when on it cannot be executed any more.
        digest: The hash of everything that would be built.
        requires_approval: Whether a person must approve.
        state: Where it stands.
        note: What there is to say of that.
        data: What it takes to do it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    plan_id: str
    capability: str
    user_id: str
    session_id: str
    made_at: datetime
    expires_at: datetime
    digest: str
    requires_approval: bool
    state: PlanState
    note: str = ""
    data: Mapping[str, JsonValue]


class PlanStore:
    """Keeps plans.

    Args:
        opened: Opens the database for one use.
    """

    def __init__(self, opened: Callable[[], AbstractContextManager[Database]]) -> None:
        self._opened = opened

    def add(self, record: PlanRecord) -> None:
        """Keep a new plan."""
        with self._opened() as database, database.write() as connection:
            connection.execute(insert(CAPABILITY_PLANS).values(**record.model_dump()))

    def get(self, plan_id: str) -> PlanRecord | None:
        """A plan; None where there is none of that name."""
        with self._opened() as database, database.read() as connection:
            row = connection.execute(select(CAPABILITY_PLANS).where(CAPABILITY_PLANS.c.plan_id == plan_id)).first()
        return PlanRecord.model_validate(dict(row._mapping)) if row else None

    def move(self, plan_id: str, before: str, after: str, *, note: str = "") -> bool:
        """Move a plan from one state to another; whether it was in the first. Of two at once, one is told True."""
        change = update(CAPABILITY_PLANS).where(
            CAPABILITY_PLANS.c.plan_id == plan_id, CAPABILITY_PLANS.c.state == before
        )
        with self._opened() as database, database.write() as connection:
            return connection.execute(change.values(state=after, note=note)).rowcount == 1
