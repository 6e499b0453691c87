"""Finishes runs whose process is gone: back to where they came from, or forward to where they were going."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from app.provisioning.ledger.leases import Leases
from app.provisioning.ledger.ledger import Ledger, now
from app.provisioning.ledger.records import LAYERS, Configuration, Direction, Run
from app.provisioning.run.files import remember_private, remove_run_folder, run_folder
from app.provisioning.run.layers import Layers
from app.provisioning.run.mending import mend_state, unlock_own
from app.provisioning.run.moving import Move
from app.provisioning.run.result import DeploymentResult
from app.provisioning.run.rollback import RunFailed, ended_back, take_back, what_stands
from app.provisioning.run.standing import StateForeign, end_untouched
from app.provisioning.run.transaction import Approve, outputs_of, plan_summary
from app.provisioning.run.unrecorded import find_after
from app.provisioning.session import Session
from naming.errors import LakemasonError


def unfinished_runs(ledger: Ledger, leases: Leases, platform: str = "") -> list[Run]:
    """Runs that have not ended and that nobody works on any more.

    Args:
        ledger: Where they are kept.
        leases: Who works on what.
        platform: Only of this platform; of all if left out.
    """
    at_work = {lease.platform for lease in leases.all() if not lease.stale}
    return [
        run
        for run in ledger.under_way(platform)
        if run.platform not in at_work and not (run.process.here and run.process.alive and run.state != "interrupted")
    ]


def recover(
    session: Session,
    run: Run,
    approve: Approve,
    *,
    direction: Direction = "back",
    allow_data_loss: bool = False,
) -> DeploymentResult:
    """Finish a run whose process is gone. The caller has the platform to itself.

    Args:
        session: The run's surroundings.
        run: The run.
        approve: Asked with what finishing it forward would change; says whether to go on.
        direction: `back` to what stood before; `forward` to what the run was to bring.
        allow_data_loss: Going back, also remove what may hold data.

    Raises:
        RunFailed: It failed again; says what stands where.
        StateForeign: The states here are not those of that run.
    """
    ledger = session.ledger
    stacks = (f"{run.platform}-azure", f"{run.platform}-databricks")
    if not run.steps:
        end_untouched(session, run)
        return DeploymentResult(run.platform, "recovered", run=run.id, notes=("Nothing had been changed.",))
    _refuse_foreign(session, run, stacks)
    for stack in stacks:
        mend_state(session, run, stack)
        unlock_own(session, run, stack)
    ledger.take_over(run.id, "recovering")
    remember_private(run_folder(session.place, run.id), session.private)
    layers = Layers(session, run, stacks)
    layers.begin()
    base, wanted = ledger.configuration(run.base_run), ledger.configuration(run)
    teardown = _teardown(session, run, wanted, base)
    try:
        if direction == "forward":
            return _finish(session, run, layers, base, wanted, teardown, approve)
        target = wanted if not wanted.empty else teardown
        age = abs(now() - run.steps[0].started_at)  # a clock that was set back since: no less careful
        back = take_back(layers, run, base, base, target, age=age, allow_data_loss=allow_data_loss)
    except (LakemasonError, OSError) as trouble:
        stands = what_stands(layers, run, base)
        ledger.move(run.id, "interrupted", error=run.error or str(trouble), advice=f"{trouble}\n{stands}")
        raise RunFailed(trouble, stands) from trouble
    ending = ended_back(layers, run, back, "recovered")
    remove_run_folder(session.place, run.id, mine=session.private)
    return DeploymentResult(run.platform, "recovered", tuple(layers.changes), {}, run.id, (ending,))


def _finish(
    session: Session,
    run: Run,
    layers: Layers,
    base: Configuration,
    wanted: Configuration,
    teardown: Configuration,
    approve: Approve,
) -> DeploymentResult:
    ledger = session.ledger
    for line in find_after(layers, run):
        session.progress.note(line)
    with Move(layers, wanted, base, teardown=teardown) as move:
        move.look()
        if move.changes_anything:
            ledger.move(run.id, "recovering", plan=plan_summary(move.plans))
            if not approve(move.plans):
                ledger.move(run.id, "interrupted")
                return DeploymentResult(run.platform, "declined", run=run.id)
            move.go(lambda plan: None)
    outputs = outputs_of(session, (layers.stacks["azure"], layers.stacks["databricks"]))
    advice = "Finished forward: what the run was to bring stands."
    ledger.end(run, "recovered", stands=run.id, states=layers.marks(), outputs=outputs, advice=advice)
    remove_run_folder(session.place, run.id, mine=session.private)
    return DeploymentResult(run.platform, "recovered", tuple(layers.changes), outputs, run.id, (advice,))


def _teardown(session: Session, run: Run, wanted: Configuration, base: Configuration) -> Configuration:
    """JSON that layers are taken down with: the run's own, or what stood before it."""
    azure, databricks = wanted.azure or base.azure, wanted.databricks or base.databricks
    found = Configuration(azure, databricks)
    for step in run.steps:  # a destroy keeps none of its own; any step's will do
        if step.config and found.of(step.layer) is None:
            found = found.with_layer(step.layer, session.ledger.text(step.config))
    return replace(found, platform_file="")


def _refuse_foreign(session: Session, run: Run, stacks: tuple[str, str]) -> None:
    from app.provisioning.run.standing import marks_of_states

    with suppress(LakemasonError):  # a damaged state is mended next
        marks = marks_of_states(session, stacks)
        for layer in LAYERS:
            known = run.stood_before.get(layer)
            if known and known.lineage and marks[layer].lineage and marks[layer].lineage != known.lineage:
                raise StateForeign(
                    f"The state of {run.platform}-{layer} here is not the one that run {run.id} worked on.",
                    fix=f"Recover it where it ran: {run.process.host}.",
                ) from None
