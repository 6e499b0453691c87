"""Adopts states that something else wrote, such as a plain `cdktf deploy`: from now on the ledger knows them."""

from __future__ import annotations

from app.provisioning.ledger.records import Configuration, Run
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
        approve: Asked with how the JSON differs from what stands, if it does; says whether to adopt all the same.
        another_lineage: Also adopt states of another lineage than the ledger knows.

    Raises:
        StateForeign: They are of another lineage, and that was not allowed.
        LakemasonError: cdktf.out has no JSON of them.
    """
    lost = _lost(session, platform, stacks) if another_lineage else []
    if not lost:
        refuse_unfinished(session, platform)
    ledger, marks = session.ledger, marks_of_states(session, stacks)
    try:
        compare(session, platform, ledger.standing(platform), marks)
        if not another_lineage:
            return DeploymentResult(platform, "unchanged", notes=("The ledger knows these states already.",))
    except StateForeign:
        if not another_lineage:
            raise
    except StateMoved:
        pass
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
        if not _agreed(layers, config, approve):
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


def _agreed(layers: Layers, config: Configuration, approve: Approve) -> bool:
    """Whether the JSON says what stands, or somebody takes it all the same."""
    if config.empty:
        return True
    with Move(layers, config, Configuration(), teardown=config) as move:
        move.look()
        return not move.changes_anything or approve(move.plans)
