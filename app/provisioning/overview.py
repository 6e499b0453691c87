"""All platforms at a glance: their files held against what stands, and against what the ledger knows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.project import Place, Project
from app.provisioning.known import Known
from app.provisioning.ledger.advice import what_to_do
from app.provisioning.ledger.records import LAYERS, Run, RunState, StateMark, seen_state
from app.provisioning.state import LayerState, locked_by, read_state, stacks_with_state
from naming.errors import LakemasonError


@dataclass(frozen=True)
class Overview:
    """One platform's row.

    Args:
        platform: Its name.
        status: `deployed`, `partly deployed`, `not deployed`, `kept` or `interrupted`; `not known` where a state cannot
            be read and the ledger says nothing else.
        azure: Resources that stand in the first layer.
        databricks: Resources that stand in the second layer.
        note: What is worth knowing.
        last_run: The last run; None where there was none.
        run_state: Its state as it is seen from here: interrupted where its process is gone.
        monthly_cost_usd: USD a month of what stands; None where not known.
        drifted: Resources that had drifted when somebody last looked; None where nobody did.
        drift_seen_at: When that was.
        kept: What a way back has left standing because it may hold data, and what would be lost, by address.
        kept_removed_by: The command that removes that as well; empty where nothing was kept.
    """

    platform: str
    status: str
    azure: int
    databricks: int
    note: str = ""
    last_run: Run | None = None
    run_state: RunState | None = None
    monthly_cost_usd: float | None = None
    drifted: int | None = None
    drift_seen_at: datetime | None = None
    kept: Mapping[str, str] = field(default_factory=dict)
    kept_removed_by: str = ""

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        run = self.last_run
        return {
            "platform": self.platform,
            "status": self.status,
            "azure": self.azure,
            "databricks": self.databricks,
            "note": self.note,
            "last_run": run and {
                "run": run.id,
                "kind": run.kind,
                "state": self.run_state,
                "started_at": run.started_at.isoformat(),
                "ended_at": run.ended_at and run.ended_at.isoformat(),
            },
            "monthly_cost_usd": self.monthly_cost_usd,
            "drifted": self.drifted,
            "drift_seen_at": self.drift_seen_at and self.drift_seen_at.isoformat(),
            "kept": dict(self.kept),
            "kept_removed_by": self.kept_removed_by,
        }  # fmt: skip


def overview(project: Project, place: Place, known: Known | None = None) -> list[Overview]:
    """Every platform that has a file or a state, that stands as far as the ledger knows, or is to be recovered.

    Args:
        project: The project.
        place: The real one or the rehearsal's.
        known: What the ledger knows; the states alone are shown if left out.
    """
    files = {path.stem for path in project.platform_files()}
    standing = {
        stack.removesuffix(f"-{layer}")
        for stack in stacks_with_state(place)
        for layer in LAYERS
        if stack.endswith(f"-{layer}")
    }
    every = files | standing | (known.platforms if known else set())
    return [_row(place, known, name, has_file=name in files) for name in sorted(every)]


def _row(place: Place, known: Known | None, name: str, *, has_file: bool) -> Overview:
    states, damaged = _states(place, name)
    notes = ([] if has_file else ["no platform file"]) + damaged
    notes += [f"locked by {holder}" for state in states.values() if (holder := locked_by(place, state.stack))]
    azure, databricks = (len(state.resources) for state in states.values())
    status = "not known" if damaged else _status(place, states)
    if known is None:
        return Overview(name, status, azure, databricks, "; ".join(notes))
    if known.interrupted(name):
        status = "interrupted"
    elif known.kept(name):
        status = "kept"
    notes += _notes(place, known, name, {} if damaged else states)
    kept, removed_by = known.kept_data(name)
    standing_now = {resource.address for state in states.values() for resource in state.resources}
    kept = {address: why for address, why in kept.items() if address in standing_now}
    if kept:
        notes.append(f"kept: {len(kept)} that may hold data" + (f"; `{removed_by}` removes it" if removed_by else ""))
    standing, last = known.standings.get(name), known.last_runs.get(name)
    return Overview(
        name, status, azure, databricks, "; ".join(notes), last, seen_state(last, known.gone) if last else None,
        known.monthly_cost_usd(name),
        sum(len(layer["drifted"]) for layer in standing.drift.values()) if standing and standing.drift else None,
        standing.drift_seen_at if standing else None, kept, removed_by if kept else "",
    )  # fmt: skip


def _states(place: Place, name: str) -> tuple[dict[str, LayerState], list[str]]:
    """A platform's states, and what is wrong with those that cannot be read; they count as empty.

    Terraform writes a state in its place: one may be half-written while a run is at work.
    """
    states, damaged = {}, []
    for layer in LAYERS:
        stack = f"{name}-{layer}"
        try:
            states[layer] = read_state(place, stack)
        except (LakemasonError, OSError) as error:
            states[layer] = LayerState(stack)
            damaged.append(f"the state of {layer} was not read: {error}")
    return states, damaged


def _status(place: Place, states: dict[str, LayerState]) -> str:
    azure, databricks = (states[layer] for layer in LAYERS)
    if not azure.resources and not databricks.resources:
        return "not deployed"
    if azure.resources and (databricks.resources or not _makes_anything(place, databricks.stack)):
        return "deployed"
    return "partly deployed"


def _notes(place: Place, known: Known, name: str, states: dict[str, LayerState]) -> Iterator[str]:
    """What the ledger says is worth knowing: a run that waits or works, or a state that it does not know."""
    rehearse = place.rehearsal is not None
    if run := known.interrupted(name):
        yield f"run {run.id} never ended: {what_to_do(run, 'interrupted', rehearse=rehearse).rstrip('.')}"
    elif lease := known.at_work.get(name):
        yield f"a run works on it: {lease}"
    elif moved := _moved(known, name, states):
        yield moved.format(adopt=f"`lakemason adopt-state {name}{place.rehearse_flag}`")
    elif known.kept(name):
        last = known.runs[known.standings[name].last_run]
        yield f"run {last.id}: {what_to_do(last, 'kept', rehearse=rehearse).rstrip('.')}"


def _moved(known: Known, name: str, states: dict[str, LayerState]) -> str:
    """Says of states that something else than the last run wrote them; empty where they are as it left them."""
    standing = known.standings.get(name)
    for layer, state in states.items():
        found, left = StateMark(state.lineage, state.serial), StateMark()
        if standing:
            left = standing.states.get(layer, left)
        if left.lineage and found.lineage != left.lineage:
            what = f"the state of {layer} is another one than" if found.lineage else f"{layer} has no state here, but"
            return f"{what} the last run left{'' if found.lineage else ' one'}: another machine may have it"
        if found != left:
            return f"{layer} moved outside of Lakemason: {{adopt}}"
    return ""


def _makes_anything(place: Place, stack: str) -> bool:
    """Whether a stack, as last synthesized, has resources at all: an empty workspace's second layer has none."""
    try:
        return bool(json.loads((place.stack(stack) / "cdk.tf.json").read_text(encoding="utf-8")).get("resource"))
    except (OSError, ValueError):
        return True
