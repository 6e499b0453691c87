"""Holds the states against the ledger before anything else happens."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.provisioning.ledger.advice import ANOTHER_PROJECT
from app.provisioning.ledger.records import LAYERS, Configuration, Run, Standing, StateMark
from app.provisioning.process import host_name
from app.provisioning.run.files import remove_run_folder
from app.provisioning.run.layers import mark_of
from app.provisioning.run.mending import unlock_own
from app.provisioning.run.references import bodies
from app.provisioning.session import Session
from app.provisioning.state import read_state
from naming.errors import LakemasonError

_APPLIED = ("applying", "failed", "rolling_back", "recovering", "interrupted")


class NeedsRecovery(LakemasonError):
    """A run of this platform never ended."""


class StateMoved(LakemasonError):
    """A state is not as the last run left it."""


class StateForeign(LakemasonError):
    """A state is not the one that the ledger knows."""


@dataclass(frozen=True)
class Before:
    """What stood before a run.

    Args:
        standing: What the ledger knows; None where there never was a run.
        marks: Both layers' states.
        source: The configuration that stands, as far as it is known: with what a run left that was kept.
    """

    standing: Standing | None
    marks: dict[str, StateMark]
    source: Configuration


def look_before(session: Session, platform: str, stacks: tuple[str, str]) -> Before:
    """What stands, if it is what the ledger knows.

    Args:
        session: The run's surroundings.
        platform: The platform's name.
        stacks: Its layers' stacks.

    Raises:
        NeedsRecovery: A run never ended.
        StateMoved: Somebody else wrote a state, such as a plain `cdktf deploy`.
        StateForeign: A state is of another lineage: another laptop's, or one made anew.
    """
    refuse_unfinished(session, platform)
    ledger = session.ledger
    standing = ledger.standing(platform)
    marks = marks_of_states(session, stacks)
    compare(session, platform, standing, marks)
    return Before(standing, marks, source_of(session, standing, stacks))


def marks_of_states(session: Session, stacks: tuple[str, str]) -> dict[str, StateMark]:
    """Which states both layers have."""
    return {layer: mark_of(read_state(session.place, stack)) for layer, stack in zip(LAYERS, stacks, strict=True)}


def refuse_unfinished(session: Session, platform: str) -> None:
    """Refuse where a run never ended; one that had changed nothing yet is ended here.

    Raises:
        NeedsRecovery: Naming the run and the way out.
    """
    for run in session.ledger.under_way(platform):
        if run.worker.here and run.worker.alive and run.state != "interrupted":
            raise LakemasonError(f"Run {run.id} works on {platform}: {run.worker}.", fix="Wait for it.")
        if not run.steps:
            end_untouched(session, run)
            continue
        if run.state != "interrupted":
            session.ledger.move(run.id, "interrupted")
        raise NeedsRecovery(unfinished(run), fix=recovery_advice(platform, session))


def worked_here(session: Session, run: Run, stacks: tuple[str, str]) -> bool:
    """Whether a run that never ended worked with the states that are here: its folder is, or one of its states.

    A ledger may be shared by machines, and by copies of a project on one of them.
    """
    if (session.place.state.parent / "runs" / str(run.id)).is_dir():
        return True
    return any(
        known and known == lineage_here(session, stack)
        for known, stack in ((lineage_of(run, layer), stack) for layer, stack in zip(LAYERS, stacks, strict=True))
    )


def lineage_of(run: Run, layer: str) -> str:
    """The name of the state that a run worked on; empty where that was not made yet, as far as the ledger knows."""
    steps = [step for step in run.steps if step.layer == layer]
    marks = [run.stood_before.get(layer), *(step.stood_before for step in steps), *(step.stood_after for step in steps)]
    return next((mark.lineage for mark in marks if mark and mark.lineage), "")


def lineage_here(session: Session, stack: str) -> str | None:
    """The name of a stack's state; empty where there is none, None where a part of one is there."""
    try:
        found = read_state(session.place, stack).lineage
    except LakemasonError:
        return None
    return found or (None if session.place.state_file(stack).exists() else "")


def unfinished(run: Run) -> str:
    """Says of a run that it never ended."""
    return f"Run {run.id} of {run.platform} never ended ({run.process}; begun {run.started_at:%Y-%m-%d %H:%M} UTC)."


def recovery_advice(platform: str, session: Session) -> str:
    """What to do about a run that never ended."""
    return (
        f"`lakemason recover {platform}{session.place.rehearse_flag}` takes it back to where it was; "
        "with --forward it is finished instead."
    )


def end_untouched(session: Session, run: Run) -> None:
    """End a run whose process is gone and that had not changed anything."""
    ledger, standing = session.ledger, session.ledger.standing(run.platform)
    for stack in _stacks(run):
        unlock_own(session, run, stack)  # planning locks, too
    ledger.take_over(run.id, "recovering")
    marks = marks_of_states(session, _stacks(run))
    advice = "Its process ended before anything was changed."
    ledger.end(
        run, "recovered", stands=standing.run if standing else None,
        states=standing.states if standing else run.stood_before or marks, kept=None, advice=advice,
    )  # fmt: skip
    remove_run_folder(session.place, run.id)


def compare(session: Session, platform: str, standing: Standing | None, marks: dict[str, StateMark]) -> None:
    """Refuse states that are not as the last run left them.

    Raises:
        StateMoved: Somebody else wrote one.
        StateForeign: One is of another lineage.
    """
    for layer in LAYERS:
        found, known = marks[layer], (standing.states if standing else {}).get(layer, StateMark())
        if found == known:
            continue
        stack = f"{platform}-{layer}"
        flag = session.place.rehearse_flag
        fix = f"`lakemason adopt-state {platform}{flag}` takes it as it stands, with its JSON from cdktf.out."
        last = f"run {standing.last_run}" if standing else "no run"
        if known.lineage and found.lineage != known.lineage:
            here = f"another state of {stack}, lineage {found.lineage}" if found.lineage else f"no state of {stack}"
            where, other = _whereabouts(session, standing)
            raise StateForeign(
                f"Here is {here}; {last} left one of lineage {known.lineage}, serial {known.serial}. {where}",
                fix=f"Work where that state is, or put it back. {other}If it is lost for good: "
                f"`lakemason adopt-state {platform}{flag} --another-lineage`.",
            )
        raise StateMoved(
            f"The state of {stack} was written by something else than Lakemason: {last} left serial {known.serial}, "
            f"found is {found.serial}.",
            fix=fix,
        )


def _whereabouts(session: Session, standing: Standing | None) -> tuple[str, str]:
    """Where a state may be that is not here; and what to do where it is another project's."""
    if standing:
        last = session.ledger.run(standing.last_run)
        if last.states_in and (last.process.host, last.states_in) != (host_name(), session.ledger.states_in):
            return f"The states of that run are in {last.states_in} on {last.process.host}.", f"{ANOTHER_PROJECT} "
    return "Another machine may have it.", ""


def source_of(session: Session, standing: Standing | None, stacks: tuple[str, str]) -> Configuration:
    """The configuration that stands, with what later runs left that did not commit.

    Of those before the last one only that counts which nothing else knows of: it was kept because it may hold data.

    Args:
        session: The run's surroundings.
        standing: What the ledger knows; None where there never was a run.
        stacks: The layers' stacks.
    """
    ledger = session.ledger
    if standing is None:
        return Configuration()
    committed = ledger.configuration(standing.run)
    if standing.last_run == standing.run:
        return committed
    last = ledger.run(standing.last_run)
    if last.state != "kept":
        return committed
    from app.provisioning.run.order import union, whole

    since = [run for run in ledger.runs(platform=standing.platform) if (standing.run or 0) < run.id < last.id]
    configs = [ledger.configuration(run) for run in (last, *since) if run.state == "kept"]
    for layer, stack in zip(LAYERS, stacks, strict=True):
        there = {resource.address for resource in read_state(session.place, stack).resources}
        for config in configs:
            mine, other = committed.of(layer), config.of(layer)
            lacking = {whole(address) for address in there} - _known(mine)
            if other is not None and (config is configs[0] or lacking & _known(other)):
                committed = committed.with_layer(layer, union(mine, other, there) if mine else other)
    return committed


def _known(config: str | None) -> set[str]:
    """Addresses of what a layer's JSON holds."""
    return set(bodies(json.loads(config or "{}")))


def _stacks(run: Run) -> tuple[str, str]:
    return f"{run.platform}-azure", f"{run.platform}-databricks"
