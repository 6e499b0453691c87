"""Adopts states that something else wrote, such as a plain `cdktf deploy`: from now on the ledger knows them."""

from __future__ import annotations

import json

from app.provisioning.ledger.records import LAYERS, Configuration, Run, StateMark
from app.provisioning.run.files import begin_folder, remove_run_folder, stack_text
from app.provisioning.run.layers import Layers
from app.provisioning.run.moving import Move
from app.provisioning.run.result import DeploymentResult
from app.provisioning.run.standing import (
    StateForeign,
    StateMoved,
    compare,
    marks_of_states,
    refuse_unfinished,
    worked_here,
)
from app.provisioning.run.transaction import Approve, outputs_of
from app.provisioning.session import Session
from app.provisioning.state import read_state
from naming.errors import LakemasonError


def adopt_quietly(session: Session, platform: str, stacks: tuple[str, str]) -> bool:
    """Adopt states that moved outside, if they hold just what the JSON in cdktf.out says; whether it did.

    Args:
        session: The run's surroundings.
        platform: The platform's name.
        stacks: Its layers' stacks.

    Raises:
        StateMoved: They hold something else.
        StateForeign: They are of another lineage.
        NeedsRecovery: A run never ended.
    """
    refuse_unfinished(session, platform)
    try:
        compare(session, platform, session.ledger.standing(platform), marks_of_states(session, stacks))
        return False
    except StateForeign:
        raise
    except StateMoved as moved:
        if any(stack_text(session.place, stack) is None for stack in stacks):
            raise
        session.progress.note(str(moved.message))
        result = adopt(session, platform, stacks, lambda plans: False)
        if result.status == "declined":
            raise
        session.progress.note(f"It holds what cdktf.out says, so it was adopted as run {result.run}.")
        return True


def adopt(
    session: Session, platform: str, stacks: tuple[str, str], approve: Approve, *, another_lineage: bool = False
) -> DeploymentResult:
    """Take the states as they stand for a committed configuration, with their JSON from cdktf.out.

    Args:
        session: The run's surroundings.
        platform: The platform's name.
        stacks: Its layers' stacks.
        approve: Asked with how the JSON differs from what stands, if it does, and where states are given up; says
            whether to adopt all the same.
        another_lineage: Also adopt states of another lineage than the ledger knows.

    Raises:
        StateForeign: They are of another lineage, and that was not allowed.
        LakemasonError: cdktf.out has no JSON of them.
    """
    lost = _lost(session, platform, stacks) if another_lineage else []
    if not lost:
        refuse_unfinished(session, platform)
    ledger, marks = session.ledger, marks_of_states(session, stacks)
    warning = _warning(session, platform, marks, lost, another_lineage=another_lineage)
    if warning is None:
        return DeploymentResult(platform, "unchanged", notes=("The ledger knows these states already.",))
    for line in (*warning, *(_given_up(session, platform, stacks, lost) if warning else ())):
        session.progress.note(line)
    nothing = not any(mark.lineage for mark in marks.values())
    texts = [None if nothing else stack_text(session.place, stack) for stack in stacks]
    if not nothing and None in texts:
        inside = "lakemason rehearsal exec -- " if session.place.rehearsal else ""
        raise LakemasonError(
            f"There is no JSON of {platform} in cdktf.out.", fix=f"`{inside}lakemason synth {platform}` writes it."
        )
    config = Configuration(texts[0], texts[1])
    run = ledger.begin(platform, "adopt", config, stood_before=marks)
    try:
        begin_folder(session.place, run, session.private)
        layers = Layers(session, run, stacks)
        if not _agreed(layers, config, approve, ask=bool(warning)):
            ledger.move(run.id, "declined", advice="The states were left as they are.")
            return DeploymentResult(platform, "declined", run=run.id)
        outputs = outputs_of(session, stacks)
        for one in lost:
            advice = f"Its states were lost; run {run.id} took others for what stands. See in the portal what it left."
            ledger.end(one, "kept", stands=one.base_run, states=layers.marks(), advice=advice)
        ledger.end(run, "committed", stands=None if nothing else run.id, states=layers.marks(), outputs=outputs)
    except BaseException as error:
        ledger.move(run.id, "failed", error=str(error), advice="Nothing was changed.")
        raise
    finally:
        remove_run_folder(session.place, run.id, mine=session.private)
    return DeploymentResult(platform, "adopted", outputs=outputs, run=run.id)


def _lost(session: Session, platform: str, stacks: tuple[str, str]) -> list[Run]:
    """Runs that never ended and that cannot be recovered from here; the caller has the platform to itself."""
    found = session.ledger.under_way(platform)
    if any(worked_here(session, run, stacks) for run in found):
        return []
    return [run for run in found if run.steps]


def _warning(
    session: Session, platform: str, marks: dict[str, StateMark], lost: list[Run], *, another_lineage: bool
) -> list[str] | None:
    """What is given up by taking the states that are here; None where the ledger knows these already."""
    given_up = [f"Run {one.id} never ended, and is given up with its states." for one in lost]
    try:
        compare(session, platform, session.ledger.standing(platform), marks)
    except StateForeign as foreign:
        if not another_lineage:
            raise
        return [*given_up, str(foreign.message)]
    except StateMoved:
        return given_up
    return given_up or None


def _given_up(session: Session, platform: str, stacks: tuple[str, str], lost: list[Run]) -> list[str]:
    """What it means to take other states than the ledger knows: what only the ones before knew of."""
    ledger, standing = session.ledger, session.ledger.standing(platform)
    runs: list[Run | int | None] = [*lost]
    if standing:
        runs.append(standing.run)
        if ledger.run(standing.last_run).state == "kept":
            runs.append(standing.last_run)
    configs = [ledger.configuration(run) for run in runs]
    only_there = [
        address
        for layer, stack in zip(LAYERS, stacks, strict=True)
        for address in sorted(
            {address for config in configs for address in _addresses(config.of(layer))}
            - {it.address.partition("[")[0] for it in read_state(session.place, stack).resources}
        )
    ]
    if not only_there:
        return ["All that was to stand is in the states that are here."]
    return [
        "What only the state before knows of stays in the cloud and costs on; no run manages or removes it any more:",
        *(f"  {address}" for address in only_there),
    ]


def _addresses(config: str | None) -> set[str]:
    """What a layer's JSON makes."""
    made: dict[str, dict[str, object]] = json.loads(config or "{}").get("resource", {})
    return {f"{kind}.{name}" for kind, bodies in made.items() for name in bodies}


def _agreed(layers: Layers, config: Configuration, approve: Approve, *, ask: bool) -> bool:
    """Whether the JSON says what stands, or somebody takes it all the same; asked in any case if `ask`."""
    if config.empty:
        return not ask or approve([])
    with Move(layers, config, Configuration(), teardown=config) as move:
        move.look()
        return not (ask or move.changes_anything) or approve(move.plans)
