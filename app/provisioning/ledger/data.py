"""Runs as plain data: for `--json` and the export."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.provisioning.ledger.records import Marks, Run, RunState, StateMark, Step
from app.provisioning.ledger.rows import recovery_row


def run_data(run: Run, state: RunState | None = None) -> dict[str, Any]:
    """A run without its steps.

    Args:
        run: The run.
        state: Its state as it is seen; as the ledger has it if left out.
    """
    return {
        "run": run.id,
        "platform": run.platform,
        "kind": run.kind,
        "state": state or run.state,
        "started_at": _moment(run.started_at),
        "ended_at": _moment(run.ended_at),
        "seconds": seconds_between(run.started_at, run.ended_at),
        "person": run.process.person,
        "host": run.process.host,
        "pid": run.process.pid,
        "states_in": run.states_in or None,
        "recovered_by": recovery_row(run.recovery) if run.recovery else None,
        "on_failure": run.on_failure,
        "base_run": run.base_run,
        "plan": run.plan,
        "approval": run.approval,
        "states_before": _marks(run.stood_before),
        "states_after": None if run.stood_after is None else _marks(run.stood_after),
        "cost_before_usd": run.cost_before,
        "cost_after_usd": run.cost_after,
        "outputs": run.outputs,
        "kept": run.kept,
        "error": run.error,
        "advice": run.advice,
        "platform_file": run.platform_file,
        "azure_config": run.azure_config,
        "databricks_config": run.databricks_config,
    }


def whole_run_data(run: Run, state: RunState | None = None) -> dict[str, Any]:
    """A run with its steps."""
    return {**run_data(run, state), "steps": [_step(step) for step in run.steps]}


def seconds_between(begun: datetime, ended: datetime | None) -> float | None:
    """How long something took, to the millisecond; None where it has not ended."""
    return None if ended is None else round((ended - begun).total_seconds(), 3)


def _step(step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "layer": step.layer,
        "doing": step.doing,
        "direction": step.direction,
        "state": step.state,
        "started_at": _moment(step.started_at),
        "ended_at": _moment(step.ended_at),
        "seconds": seconds_between(step.started_at, step.ended_at),
        "attempts": step.attempts,
        "state_before": _mark(step.stood_before),
        "state_after": None if step.stood_after is None else _mark(step.stood_after),
        "resources": [
            {"address": one.address, "action": one.action, "outcome": one.outcome, "seconds": one.seconds}
            for one in step.resources
        ],
        "error": step.error,
        "config": step.config,
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _mark(mark: StateMark) -> dict[str, Any]:
    return {"lineage": mark.lineage, "serial": mark.serial}


def _marks(marks: Marks) -> dict[str, Any]:
    return {layer: _mark(mark) for layer, mark in marks.items()}
