"""All runs as JSON lines, as fast as they can be read: what the database has as JSON is passed on as it is."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Row, Select, Text, cast, select

from app.database.tables import RUN_STEPS, RUNS
from app.provisioning.ledger.data import seconds_between
from app.provisioning.ledger.ledger import Ledger

_AT_ONCE = 1000
_encode = json.JSONEncoder().encode

_RUN: Mapping[str, Column[Any]] = {
    "run": RUNS.c.id,
    "started_at": RUNS.c.started_at,
    "ended_at": RUNS.c.ended_at,
    "platform": RUNS.c.platform,
    "kind": RUNS.c.kind,
    "state": RUNS.c.state,
    "person": RUNS.c.person,
    "host": RUNS.c.host,
    "pid": RUNS.c.pid,
    "states_in": RUNS.c.states_in,
    "on_failure": RUNS.c.on_failure,
    "base_run": RUNS.c.base_run,
    "cost_before_usd": RUNS.c.cost_before,
    "cost_after_usd": RUNS.c.cost_after,
    "error": RUNS.c.error,
    "advice": RUNS.c.advice,
    "platform_file": RUNS.c.platform_file,
    "azure_config": RUNS.c.azure_config,
    "databricks_config": RUNS.c.databricks_config,
}
_RUN_JSON: Mapping[str, Column[Any]] = {
    "plan": RUNS.c.plan,
    "approval": RUNS.c.approval,
    "states_before": RUNS.c.stood_before,
    "states_after": RUNS.c.stood_after,
    "outputs": RUNS.c.outputs,
    "kept": RUNS.c.kept,
    "recovered_by": RUNS.c.recovered_by,
}
_STEP: Mapping[str, Column[Any]] = {
    "number": RUN_STEPS.c.number,
    "started_at": RUN_STEPS.c.started_at,
    "ended_at": RUN_STEPS.c.ended_at,
    "layer": RUN_STEPS.c.layer,
    "doing": RUN_STEPS.c.doing,
    "direction": RUN_STEPS.c.direction,
    "state": RUN_STEPS.c.state,
    "attempts": RUN_STEPS.c.attempts,
    "error": RUN_STEPS.c.error,
    "config": RUN_STEPS.c.config,
}
_STEP_JSON: Mapping[str, Column[Any]] = {
    "state_before": RUN_STEPS.c.stood_before,
    "state_after": RUN_STEPS.c.stood_after,
    "resources": RUN_STEPS.c.resources,
}
_NONE = {"resources": "[]"}
"""What stands for nothing, where that is not null."""


def run_lines(ledger: Ledger, *, platform: str = "") -> Generator[str, None, None]:
    """Every run with its steps, a line of JSON each, the first one first; the keys are those of `whole_run_data`.

    Nothing is held as a whole, so that a ledger of any size can be exported.

    Args:
        ledger: The runs.
        platform: Only of this platform; of all if left out.
    """
    mine = RUNS.c.scope == ledger.scope
    mine = mine & (RUNS.c.platform == platform) if platform else mine
    runs = _columns(_RUN, _RUN_JSON).where(mine).order_by(RUNS.c.id)
    steps = (
        _columns(_STEP, _STEP_JSON)
        .add_columns(RUN_STEPS.c.run)
        .where(RUN_STEPS.c.run.in_(select(RUNS.c.id).where(mine)))
        .order_by(RUN_STEPS.c.run, RUN_STEPS.c.number)
    )
    with ledger.database.read() as connection:
        some = connection.execution_options(yield_per=_AT_ONCE)
        with some.execute(runs) as found, some.execute(steps) as theirs:
            yield from _lines(found, theirs)


def _columns(plain: Mapping[str, Column[Any]], as_json: Mapping[str, Column[Any]]) -> Select[Any]:
    return select(*plain.values(), *(cast(column, Text) for column in as_json.values()))


def _lines(runs: Iterable[Row[Any]], steps: Iterable[Row[Any]]) -> Iterator[str]:
    by_run = groupby(steps, key=lambda step: int(step[-1]))
    number, found = next(by_run, (None, iter(())))
    for run in runs:
        while number is not None and number < run[0]:  # of a run that came in after the runs were asked for
            number, found = next(by_run, (None, iter(())))
        said = [_object(_STEP, _STEP_JSON, step) for step in found] if number == run[0] else []
        yield f'{_object(_RUN, _RUN_JSON, run)[:-1]}, "steps": [{", ".join(said)}]}}'


def _object(plain: Mapping[str, Column[Any]], as_json: Mapping[str, Column[Any]], row: Row[Any]) -> str:
    values = dict(zip(plain, row, strict=False))
    begun, ended = values["started_at"], values["ended_at"]
    values |= {"started_at": begun.isoformat(), "ended_at": _moment(ended), "seconds": seconds_between(begun, ended)}
    texts = zip(as_json, row[len(plain) : len(plain) + len(as_json)], strict=True)
    said = ", ".join(f'"{key}": {text or _NONE.get(key, "null")}' for key, text in texts)
    return f"{_encode(values)[:-1]}, {said}}}"


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
