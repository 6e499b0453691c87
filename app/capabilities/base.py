"""What every capability keeps to: a plan expires, is executed exactly once, and only as it was approved."""

from __future__ import annotations

import asyncio
import hashlib
import json
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue

from app.capabilities.plan_store import PlanRecord, PlanStore
from app.provisioning.run.result import DeploymentResult
from naming.errors import LakemasonError

VALID_FOR = timedelta(hours=1)
"""How long a plan may wait for its approval: prices and what stands may change meanwhile."""

P = TypeVar("P", bound=BaseModel)
T = TypeVar("T")


class CapabilityError(LakemasonError):
    """A plan that is not there, is over, or is not what was approved."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CapabilityContext(_Part):
    """Who wants what.

    Args:
        parameters: What is wished; each capability says in its description what it takes.
        user_id: Who asks, for the record.
        session_id: In which conversation or run, for the record.
    """

    parameters: Mapping[str, JsonValue]
    user_id: str
    session_id: str


class CapabilityDescription(_Part):
    """What a capability does.

    Args:
        name: Its name.
        summary: What it does, one sentence.
        parameters: JSON Schema of a context's parameters.
    """

    name: str
    summary: str
    parameters: Mapping[str, JsonValue]


class Draft(BaseModel, Generic[P]):
    """What a capability would do.

    Args:
        plan: For people and programs to read.
        data: What it takes to do it later, in another process; no secrets.
        requires_approval: Whether a person must approve.
        refused: Why nothing can be done; empty where it can.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    plan: P
    data: dict[str, JsonValue]
    requires_approval: bool
    refused: str = ""


class Planned(BaseModel, Generic[P]):
    """A plan that waits.

    Args:
        plan_id: Its name from here on.
        capability: Whose it is.
        plan: What would be done.
        digest: What an approval is given for: the hash of everything that would be built; empty where nothing can be.
        expires_at: From when on it cannot be executed any more.
        requires_approval: Whether a person must approve.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    plan_id: str
    capability: str
    plan: P
    digest: str
    expires_at: datetime
    requires_approval: bool


class BaseCapability(ABC, Generic[P]):
    """One thing that can be done. A subclass drafts, builds and takes down; the rules of plans are kept here.

    Args:
        store: Where plans wait.
        clock: Tells the time; this machine's if left out.
    """

    name: str
    summary: str

    def __init__(self, store: PlanStore, *, clock: Callable[[], datetime] | None = None) -> None:
        self._store = store
        self._clock = clock or (lambda: datetime.now(UTC))

    async def describe(self) -> CapabilityDescription:
        """What it does and what it takes."""
        return CapabilityDescription(name=self.name, summary=self.summary, parameters=self.parameters())

    async def plan(self, context: CapabilityContext) -> Planned[P]:
        """Plan; builds nothing. The plan waits for an hour.

        Raises:
            LakemasonError: The parameters are wrong, or what is wished cannot be had.
        """
        return await self._run(self._plan, context)

    async def execute(self, plan_id: str, *, approved_digest: str, approved_by: str | None = None) -> DeploymentResult:
        """Do what was planned, once.

        Args:
            plan_id: The plan.
            approved_digest: The digest that was seen and approved.
            approved_by: Who approved it; needed where the plan says so.

        Raises:
            CapabilityError: There is no such plan; it is over, was executed already, or is not what was approved.
            LakemasonError: It failed; the plan then stands as failed, and `rollback` takes back what was built.
        """
        return await self._run(self._execute, plan_id, approved_digest, approved_by)

    async def rollback(self, plan_id: str) -> DeploymentResult:
        """Take back what a plan built.

        Raises:
            CapabilityError: It built nothing.
            LakemasonError: It failed; it can be tried again.
        """
        return await self._run(self._rollback, plan_id)

    async def status(self, plan_id: str) -> PlanRecord:
        """Where a plan stands. Raises CapabilityError where there is none."""
        return await self._run(self._record, plan_id)

    @abstractmethod
    def parameters(self) -> dict[str, JsonValue]:
        """JSON Schema of what a context's parameters may be."""

    @abstractmethod
    def draft(self, context: CapabilityContext) -> Draft[P]:
        """What would be done."""

    @abstractmethod
    def files(self, data: Mapping[str, JsonValue]) -> Mapping[str, str]:
        """Everything that would be built, by name: the same text for the same data, or the approval is void."""

    @abstractmethod
    def build(self, data: Mapping[str, JsonValue]) -> DeploymentResult:
        """Build it."""

    @abstractmethod
    def take_down(self, data: Mapping[str, JsonValue]) -> DeploymentResult:
        """Take it down."""

    async def _run(self, work: Callable[..., T], *arguments: object) -> T:
        return await asyncio.to_thread(work, *arguments)

    def _plan(self, context: CapabilityContext) -> Planned[P]:
        draft = self.draft(context)
        now = self._clock()
        digest = "" if draft.refused else digest_of(self.files(draft.data))
        record = PlanRecord(
            plan_id=uuid.uuid4().hex,
            capability=self.name,
            user_id=context.user_id,
            session_id=context.session_id,
            made_at=now,
            expires_at=now + VALID_FOR,
            digest=digest,
            requires_approval=draft.requires_approval,
            state="refused" if draft.refused else "planned",
            note=draft.refused,
            data=draft.data,
        )
        self._store.add(record)
        return Planned(
            plan_id=record.plan_id,
            capability=self.name,
            plan=draft.plan,
            digest=digest,
            expires_at=record.expires_at,
            requires_approval=draft.requires_approval,
        )

    def _record(self, plan_id: str) -> PlanRecord:
        found = self._store.get(plan_id)
        if found is None or found.capability != self.name:
            raise CapabilityError(f"There is no plan {plan_id!r} of {self.name}.", fix="Plan first.")
        if found.state == "planned" and self._clock() >= found.expires_at:
            return found.model_copy(update={"state": "expired"})
        return found

    def _execute(self, plan_id: str, approved_digest: str, approved_by: str | None) -> DeploymentResult:
        record = self._record(plan_id)
        if record.state != "planned":
            why = f": {record.note}" if record.state == "refused" else "; it can be executed once, in its time"
            raise CapabilityError(f"The plan is {record.state}{why}.", fix="Plan anew.")
        if record.requires_approval and not approved_by:
            raise CapabilityError("A person has to approve this plan.", fix="Say who did: approved_by.")
        if approved_digest != record.digest:
            raise CapabilityError("What was approved is not what this plan would build.", fix="Look at it again.")
        if digest_of(self.files(record.data)) != record.digest:
            raise CapabilityError("What would be built now is not what was planned.", fix="Plan anew.")
        if not self._store.move(plan_id, "planned", "executing", note=f"approved by {approved_by or record.user_id}"):
            raise CapabilityError("Somebody else executes this plan already.")
        return self._do(plan_id, self.build, record.data, during="executing", done="executed", failed="failed")

    def _rollback(self, plan_id: str) -> DeploymentResult:
        record = self._record(plan_id)
        states = ("executed", "failed", "rollback failed")
        if not any(self._store.move(plan_id, state, "rolling back") for state in states):
            raise CapabilityError(f"There is nothing to take back: the plan is {record.state}.")
        return self._do(
            plan_id, self.take_down, record.data, during="rolling back", done="rolled back", failed="rollback failed"
        )

    def _do(
        self,
        plan_id: str,
        work: Callable[[Mapping[str, JsonValue]], DeploymentResult],
        data: Mapping[str, JsonValue],
        *,
        during: str,
        done: str,
        failed: str,
    ) -> DeploymentResult:
        try:
            result = work(data)
        except BaseException as error:
            self._store.move(plan_id, during, failed, note=str(error)[:2000])
            raise
        self._store.move(plan_id, during, done, note=result.status)
        return result


def digest_of(files: Mapping[str, str]) -> str:
    """The hash of files by name: equal exactly where names and texts are."""
    return hashlib.sha256(json.dumps(sorted(files.items())).encode()).hexdigest()
