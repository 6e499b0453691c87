"""Rows of the ledger's tables as typed records, and the other way round."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from app.provisioning.ledger import contents
from app.provisioning.ledger.records import (
    LAYERS,
    Configuration,
    Recovery,
    ResourceEvent,
    Run,
    Standing,
    StateMark,
    Step,
    marks_of,
)
from app.provisioning.process import Process


def put_target(connection: Connection, target: Configuration) -> dict[str, str | None]:
    """Keep what is to stand; returns the columns that refer to it."""

    def kept(text: str | None) -> str | None:
        return contents.put(connection, text) if text else None

    return {
        "platform_file": kept(target.platform_file),
        **{f"{layer}_config": kept(target.of(layer)) for layer in LAYERS},
    }


def _process_of(row: Row[Any]) -> Process:
    return Process(row.person, row.host, row.pid, row.process_started)


def recovery_row(recovery: Recovery) -> dict[str, Any]:
    """Who went on with a run, as the ledger keeps it."""
    process = recovery.process
    return {
        "person": process.person, "host": process.host, "pid": process.pid, "process_started": process.started,
        "begun_at": recovery.begun_at.isoformat(),
    }  # fmt: skip


def _recovery_of(data: dict[str, Any] | None) -> Recovery | None:
    if not data:
        return None
    process = Process(data["person"], data["host"], data["pid"], data["process_started"])
    return Recovery(process, datetime.fromisoformat(data["begun_at"]))


def run_of(row: Row[Any], steps: tuple[Step, ...]) -> Run:
    """A run."""
    return Run(
        row.id, row.platform, row.kind, row.state, row.started_at, row.ended_at, _process_of(row), row.on_failure,
        row.base_run, row.platform_file, row.azure_config, row.databricks_config, marks_of(row.stood_before),
        marks_of(row.stood_after) if row.stood_after else None, row.plan, row.approval, row.outputs, row.kept,
        row.error, row.advice, row.cost_before, row.cost_after, row.states_in or "", _recovery_of(row.recovered_by),
        steps,
    )  # fmt: skip


def step_of(row: Row[Any]) -> Step:
    """A step."""
    after = StateMark(**row.stood_after) if row.stood_after else None
    events = tuple(ResourceEvent(**event) for event in row.resources or ())
    return Step(
        row.number, row.layer, row.doing, row.direction, row.config, row.state, row.started_at, row.ended_at,
        row.attempts, StateMark(**(row.stood_before or {})), after, events, row.error,
    )  # fmt: skip


def standing_of(row: Row[Any]) -> Standing:
    """What stands of a platform."""
    return Standing(row.platform, row.run, row.last_run, marks_of(row.states), row.drift_seen_at, row.drift)
