"""What the ledger keeps, as typed records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from app.provisioning.process import Process

RunKind = Literal["deploy", "destroy", "rollback", "adopt"]
RunState = Literal[
    "prepared", "planned", "approved", "applying", "committed", "declined",
    "failed", "rolling_back", "rolled_back", "interrupted", "recovering", "recovered", "kept",
]  # fmt: skip
StepState = Literal["started", "done", "failed"]
Direction = Literal["forward", "back"]
OnFailure = Literal["rollback", "keep"]

ENDED: frozenset[RunState] = frozenset(("committed", "declined", "failed", "rolled_back", "recovered", "kept"))
"""States that a run stays in, but for one that has failed and goes back. Any other one is of a run under way, or of
one whose process is gone."""

AZURE = "azure"
"""The scope of real runs."""

REHEARSAL = "rehearsal"
"""The scope of a rehearsal; in a shared database it goes on with whose rehearsal it is."""

LAYERS = ("azure", "databricks")


@dataclass(frozen=True)
class StateMark:
    """Which state a layer had: Terraform's own lineage, and how often it was written.

    Args:
        lineage: Given when a state is made; empty where there is none.
        serial: Grows with every write; 0 where there is none.
    """

    lineage: str = ""
    serial: int = 0


Marks = Mapping[str, StateMark]
"""The marks of both layers, by layer."""


@dataclass(frozen=True)
class Configuration:
    """What is to stand: the Terraform JSON of both layers.

    Args:
        azure: Text of the first layer's `cdk.tf.json`; None for nothing.
        databricks: Text of the second layer's.
        platform_file: Text of the platform file that they come from; empty where it is not known.
    """

    azure: str | None = None
    databricks: str | None = None
    platform_file: str = ""

    def of(self, layer: str) -> str | None:
        """The JSON of a layer."""
        return self.azure if layer == "azure" else self.databricks

    def with_layer(self, layer: str, config: str | None) -> Configuration:
        """The same with another JSON in a layer."""
        return replace(self, azure=config) if layer == "azure" else replace(self, databricks=config)

    @property
    def empty(self) -> bool:
        """Whether nothing is to stand."""
        return self.azure is None and self.databricks is None


@dataclass(frozen=True)
class ResourceEvent:
    """What happened to one resource in a step.

    Args:
        address: Its address.
        action: create, update, delete or import.
        outcome: done, failed, or begun where its end was not seen.
        seconds: How long it took.
    """

    address: str
    action: str
    outcome: str
    seconds: float = 0.0


@dataclass(frozen=True)
class Step:
    """One Terraform apply of a run.

    Args:
        number: Its place in the run, from 1.
        layer: azure or databricks.
        doing: expand, apply, contract, destroy or forget.
        direction: Towards the run's target, or back.
        config: Digest of what is applied; None to take everything away.
        state: How far it is.
        started_at: When it began.
        ended_at: When it ended.
        attempts: How often Terraform was started.
        stood_before: The layer's state before.
        stood_after: The layer's state after.
        resources: What happened to each.
        error: What Terraform said.
    """

    number: int
    layer: str
    doing: str
    direction: Direction
    config: str | None
    state: StepState
    started_at: datetime
    ended_at: datetime | None = None
    attempts: int = 1
    stood_before: StateMark = StateMark()
    stood_after: StateMark | None = None
    resources: tuple[ResourceEvent, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Recovery:
    """Who went on with a run whose own process was gone.

    Args:
        process: Who, and where; the last one, where it took several.
        begun_at: When.
    """

    process: Process
    begun_at: datetime


@dataclass(frozen=True)
class Run:
    """One transaction on a platform.

    Args:
        id: Its number in the ledger.
        platform: The platform's name.
        kind: What was asked for.
        state: Where it is.
        started_at: When it began.
        ended_at: When it came to a state that it stays in.
        process: Who began it, where.
        on_failure: Whether a failure is rolled back or kept.
        base_run: The run whose configuration stood before; None where none did.
        platform_file: Digest of the platform file.
        azure_config: Digest of the first layer's JSON; None where nothing is to stand.
        databricks_config: Digest of the second layer's JSON.
        stood_before: The states before.
        stood_after: The states after.
        plan: What was to change: counts by action, and the addresses.
        approval: Who approved it, when and how.
        outputs: Values by name; never sensitive ones.
        kept: Addresses that a rollback left standing, and why.
        error: What went wrong.
        advice: What to do next.
        cost_before: USD a month of what stood before; None where not known.
        cost_after: USD a month of what was to stand.
        states_in: Folder of its states, on the machine where it began; empty where it is not known.
        recovery: Who went on with it; None for nobody.
        steps: What was done, in order.
    """

    id: int
    platform: str
    kind: RunKind
    state: RunState
    started_at: datetime
    ended_at: datetime | None
    process: Process
    on_failure: OnFailure
    base_run: int | None
    platform_file: str | None
    azure_config: str | None
    databricks_config: str | None
    stood_before: Marks
    stood_after: Marks | None = None
    plan: Mapping[str, Any] | None = None
    approval: Mapping[str, Any] | None = None
    outputs: Mapping[str, Any] | None = None
    kept: Mapping[str, str] | None = None
    error: str = ""
    advice: str = ""
    cost_before: float | None = None
    cost_after: float | None = None
    states_in: str = ""
    recovery: Recovery | None = None
    steps: tuple[Step, ...] = ()

    @property
    def worker(self) -> Process:
        """Who works on it, or did last."""
        return self.recovery.process if self.recovery else self.process

    @property
    def ended(self) -> bool:
        """Whether it stays as it is; a run that failed and goes back does not, yet."""
        return self.ended_at is not None

    @property
    def stood(self) -> bool:
        """Whether its configuration ever stood whole: committed, or finished forward after a crash.

        Outputs are written only then.
        """
        return self.state in ("committed", "recovered") and self.outputs is not None


@dataclass(frozen=True)
class Standing:
    """What the ledger knows to stand of a platform.

    Args:
        platform: Its name.
        run: The run whose configuration stands; None where none ever came that far.
        last_run: The last run that was committed or that changed something.
        states: Both layers' states as that run left them.
        drift_seen_at: When somebody last looked for drift; None for never.
        drift: What was found then, by layer: how many were looked at, and what happened to each that had drifted.
    """

    platform: str
    run: int | None
    last_run: int
    states: Marks = field(default_factory=dict)
    drift_seen_at: datetime | None = None
    drift: Mapping[str, Any] | None = None


def seen_state(run: Run, gone: Iterable[Run]) -> RunState:
    """A run's state as it is seen from here: interrupted where its process is gone, whatever it was doing.

    Args:
        run: The run.
        gone: Those that have not ended and that nobody works on any more.
    """
    return "interrupted" if any(one.id == run.id for one in gone) else run.state


def marks_json(marks: Marks) -> dict[str, Any]:
    """Marks for the database."""
    return {layer: {"lineage": mark.lineage, "serial": mark.serial} for layer, mark in marks.items()}


def marks_of(data: Mapping[str, Any] | None) -> dict[str, StateMark]:
    """Marks from the database."""
    return {layer: StateMark(**mark) for layer, mark in (data or {}).items()}
