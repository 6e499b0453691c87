"""Runs as people read them: a line each, or everything about one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from app.provisioning.ledger.advice import ADVICE, what_to_do
from app.provisioning.ledger.records import LAYERS, Run, RunState, StateMark, Step
from app.report.page import printable

_NOTE = 60
"""Letters of a note in a table."""


def took(time: timedelta) -> str:
    """How long something took: `8 s`, `3 min 20 s`, `2 h 5 min`."""
    seconds = max(0, round(time.total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"


def ago(time: timedelta) -> str:
    """How long ago something was, to the unit that people think in: `5 min ago`, `2 h ago`, `3 days ago`."""
    minutes = max(0, int(time.total_seconds() // 60))
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 48 * 60:
        return f"{minutes // 60} h ago"
    return f"{minutes // (24 * 60)} days ago"


def changes(run: Run) -> str:
    """What a run was to change: `+3 ~1 -0`; `none` where there was nothing to change, empty where it is not known."""
    if run.plan is None:
        return "none" if run.state == "committed" else ""
    counts: Mapping[str, int] = run.plan.get("counts", {})
    replaced = counts.get("replace", 0)
    gone = counts.get("delete", 0) + counts.get("forget", 0) + replaced
    return f"+{counts.get('create', 0) + replaced} ~{counts.get('update', 0)} -{gone}"


def run_row(run: Run, state: RunState, now: datetime, *, rehearse: bool) -> list[str]:
    """A run in a table: number, platform, kind, state, when, how long, who, what changed, note."""
    ending = run.advice if state != "committed" else ""
    said = ending or run.error if state == "recovered" else run.error or ending
    note = what_to_do(run, state, rehearse=rehearse) if state == "interrupted" else said
    ended = now if run.ended_at is None and state != "interrupted" else run.ended_at
    return [
        str(run.id), run.platform, run.kind, state.replace("_", " "), f"{run.started_at:%Y-%m-%d %H:%M}",
        took(ended - run.started_at) if ended else "", printable(run.process.person), changes(run),
        note if state == "interrupted" else _short(note),
    ]  # fmt: skip


def run_text(run: Run, state: RunState, *, rehearse: bool) -> Iterator[str]:
    """Everything about a run, in lines; what to do next comes last.

    Args:
        run: The run, with its steps.
        state: Its state as it is seen.
        rehearse: Whether it is one of a rehearsal.
    """
    yield f"Run {run.id}: {run.kind} of {run.platform}, {state.replace('_', ' ')}"
    yield ADVICE[state].means
    yield ""
    yield from (f"  {line}" for line in _pairs(_facts(run)))
    yield from _titled("Timeline (UTC)", _table(_timeline(run, state)))
    yield from _titled("Resources", _table(_resources(run.steps)))
    yield from _titled("States", _pairs(_states(run)))
    yield from _titled("Error", run.error.splitlines())
    yield from _titled("Outputs", _pairs((name, str(value)) for name, value in (run.outputs or {}).items()))
    yield from _titled("Kept standing", _pairs((run.kept or {}).items()))
    yield from _titled("What became of it", run.advice.splitlines())
    yield from _titled("What to do next", [what_to_do(run, state, rehearse=rehearse)])


def _facts(run: Run) -> Iterator[tuple[str, str]]:
    begun = f"{run.started_at:%Y-%m-%d %H:%M:%S} UTC by {run.process}"
    yield "begun", begun
    if run.recovery:
        how = "recovered" if run.state == "recovered" else "recovery"
        yield how, f"{run.recovery.begun_at:%Y-%m-%d %H:%M:%S} UTC by {run.recovery.process}"
    if run.states_in:
        yield "states", f"in {run.states_in} on {run.process.host}"
    if run.ended_at:
        yield "ended", f"{run.ended_at:%Y-%m-%d %H:%M:%S} UTC, after {took(run.ended_at - run.started_at)}"
    if run.approval:
        yield "approved by", str(run.approval.get("by", ""))
    yield "from", f"run {run.base_run}" if run.base_run else "nothing that the ledger knows"
    yield "where it fails", "what it did is taken back" if run.on_failure == "rollback" else "what it did is kept"
    if planned := changes(run):
        yield "was to change", planned
    yield "cost", _cost(run)


def _cost(run: Run) -> str:
    from app.report.cost_text import signed
    from app.sizing.limits import money

    if run.cost_after is None:
        return "not known"
    if run.cost_before is None:
        return f"{money(run.cost_after)} a month"
    difference = round(run.cost_after - run.cost_before, 2)
    return f"{money(run.cost_after)} a month; before, {money(run.cost_before)}: {signed(difference)}"


def _timeline(run: Run, state: RunState) -> list[list[str]]:
    moments = [(run.started_at, ["", "begun", "", "", "", ""])]
    if run.approval and "at" in run.approval:
        approved = datetime.fromisoformat(run.approval["at"])
        moments.append((approved, ["", "approved", "", "", "", ""]))
    if run.recovery:
        moments.append((run.recovery.begun_at, ["", "recovery begun", "", "", "", ""]))
    for step in run.steps:
        tries = f"{step.attempts} tries" if step.attempts > 1 else ""
        seconds = took(step.ended_at - step.started_at) if step.ended_at else ""
        moments.append((step.started_at, [step.layer, step.doing, step.direction, step.state, tries, seconds]))
    rows = [[f"{at:%Y-%m-%d %H:%M:%S}", *cells] for at, cells in sorted(moments, key=lambda moment: moment[0])]
    end = f"{run.ended_at:%Y-%m-%d %H:%M:%S}" if run.ended_at else ""
    return [*rows, [end, "", state.replace("_", " "), "", "", "", ""]]


def _resources(steps: Iterable[Step]) -> list[list[str]]:
    return [
        [f"step {step.number}", one.address, one.action, one.outcome, f"{one.seconds:g} s"]
        for step in steps
        for one in step.resources
    ]


def _states(run: Run) -> Iterator[tuple[str, str]]:
    after = run.stood_after or {}
    for layer in LAYERS:
        was, now = run.stood_before.get(layer, StateMark()), after.get(layer)
        if now is None:
            yield layer, f"before: {_mark(was)}; not known after"
        elif was == now:
            yield layer, f"as before: {_mark(now)}"
        elif was.lineage == now.lineage:
            yield layer, f"lineage {now.lineage}, serial {was.serial} -> {now.serial}"
        else:
            yield layer, f"{_mark(was)} -> {_mark(now)}"


def _mark(mark: StateMark) -> str:
    return f"lineage {mark.lineage}, serial {mark.serial}" if mark.lineage else "none"


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield title
        yield from (f"  {line}" for line in found)


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[str]:
    found = list(pairs)
    width = max((len(name) for name, _ in found), default=0)
    return [f"{name:<{width}}  {text}" for name, text in found]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width).rstrip() for row in rows
    ]


def _short(text: str) -> str:
    """The line that says most: after `Applying … failed.` the next one."""
    first, *more = text.strip().splitlines() or [""]
    line = printable(more[0] if more and first.endswith(" failed.") else first)
    return line if len(line) <= _NOTE else f"{line[: _NOTE - 1]}…"
