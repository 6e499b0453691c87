"""Finishes runs whose process is gone: back to where they came from, or forward to where they were going."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from app.provisioning.guard import refuse_unasked
from app.provisioning.kept import kept_by
from app.provisioning.ledger.leases import Leases, PlatformBusy
from app.provisioning.ledger.ledger import Ledger, now
from app.provisioning.ledger.records import LAYERS, Configuration, Direction, Run
from app.provisioning.run.files import begin_folder, ended_here, remove_run_folder
from app.provisioning.run.layers import Layers
from app.provisioning.run.made import made_by, planned
from app.provisioning.run.mending import mend_state, unlock_own
from app.provisioning.run.moving import Move
from app.provisioning.run.result import DeploymentResult, Status
from app.provisioning.run.rollback import RunFailed, by_hand, ended_back, take_back, what_stands
from app.provisioning.run.standing import StateForeign, end_untouched, lineage_here, lineage_of, source_of, worked_here
from app.provisioning.run.transaction import Approve, Guard, confirming, outputs_of
from app.provisioning.run.unrecorded import find_after
from app.provisioning.session import Session
from app.provisioning.terraform import LayerPlan
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
        if run.platform not in at_work and not (run.worker.here and run.worker.alive and run.state != "interrupted")
    ]


def remove_left(session: Session, platform: str = "") -> None:
    """Remove what runs left beside the ledger whose process was killed when it had just ended them.

    Args:
        session: The surroundings.
        platform: Only this one's; every one's if left out.
    """
    for name in sorted({run.platform for run in ended_here(session.place, session.ledger)}):
        if platform in ("", name):
            # Who has it to itself removes that. What keeps this from it is no reason to recover nothing.
            with suppress(PlatformBusy, OSError), session.alone_with(name, "recover"):
                pass


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
        allow_data_loss: Also remove what may hold data and was not approved to go when the run began.

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
    layers = Layers(session, run, stacks)
    ledger.take_over(run.id, "recovering")
    layers.begin()
    base, wanted = ledger.configuration(run.base_run), ledger.configuration(run)
    try:
        begin_folder(session.place, run, session.private)
        source = source_of(session, ledger.standing(run.platform), stacks)
        teardown = _teardown(session, run, wanted, base, source)
        if direction == "forward":
            guard = _allow_all if allow_data_loss else _guard(session, run)
            return _finish(session, run, layers, source, wanted, teardown, approve, guard)
        target = wanted if not wanted.empty else teardown
        age = abs(now() - run.steps[0].started_at)  # a clock that was set back since: no less careful
        back = take_back(layers, run, base, source, target, age=age, allow_data_loss=allow_data_loss)
    except (LakemasonError, OSError) as trouble:
        stands = what_stands(layers, run, base)
        ledger.move(run.id, "interrupted", error=run.error or str(trouble), advice=f"{trouble}\n{stands}")
        raise RunFailed(trouble, stands) from trouble
    ending = ended_back(layers, run, back, "recovered")
    remove_run_folder(session.place, run.id, mine=session.private)
    status: Status = "kept" if back.kept else "recovered"
    return DeploymentResult(run.platform, status, tuple(layers.changes), {}, run.id, (ending,))


def _finish(
    session: Session,
    run: Run,
    layers: Layers,
    source: Configuration,
    wanted: Configuration,
    teardown: Configuration,
    approve: Approve,
    guard: Guard,
) -> DeploymentResult:
    ledger = session.ledger
    for line in find_after(layers, run):
        session.progress.note(line)
    with Move(layers, wanted, source, teardown=teardown) as move:
        move.look()
        if move.changes_anything:
            guard(move.plans)
            if not approve(move.plans):
                ledger.move(run.id, "interrupted")
                return DeploymentResult(run.platform, "declined", run=run.id)
            move.go(confirming(move, approve, guard))
    outputs = outputs_of(session, (layers.stacks["azure"], layers.stacks["databricks"]))
    finished = "Finished forward: what the run was to bring stands."
    advice = "\n".join([finished, *kept_by(run), *by_hand(layers.left)])
    ledger.end(run, "recovered", stands=run.id, states=layers.marks(), outputs=outputs, advice=advice)
    remove_run_folder(session.place, run.id, mine=session.private)
    return DeploymentResult(run.platform, "recovered", tuple(layers.changes), outputs, run.id, (advice,))


def _allow_all(_plans: list[LayerPlan]) -> None:
    """Refuses nothing."""


def _guard(session: Session, run: Run) -> Guard:
    """Refuses to take away what may hold data, but for what was approved when the run began."""
    approved = planned(run, "replace", "delete") | made_by(run)
    fix = f"If you mean it: `lakemason recover {run.platform}{session.place.rehearse_flag} --forward --allow-data-loss`"
    return lambda plans: refuse_unasked(plans, approved, fix=fix)


def _teardown(
    session: Session, run: Run, wanted: Configuration, base: Configuration, source: Configuration
) -> Configuration:
    """JSON that layers are taken down with: the run's own, or what stood before it, or what an earlier one had left."""
    azure, databricks = wanted.azure or base.azure, wanted.databricks or base.databricks
    found = Configuration(azure, databricks)
    for step in run.steps:  # a destroy keeps none of its own; any step's will do
        if step.config and found.of(step.layer) is None:
            found = found.with_layer(step.layer, session.ledger.text(step.config))
    for layer in LAYERS:
        if found.of(layer) is None:
            found = found.with_layer(layer, source.of(layer))
    return replace(found, platform_file="")


def _refuse_foreign(session: Session, run: Run, stacks: tuple[str, str]) -> None:
    """Refuse a run whose states are not here: all that it made would seem not to be there."""
    where = f"{run.process.host}, {run.states_in}" if run.states_in else run.process.host
    fix = (
        f"Recover it where it ran: {where}. If its states are lost for good: "
        f"`lakemason adopt-state {run.platform}{session.place.rehearse_flag} --another-lineage`."
    )
    if not worked_here(session, run, stacks):
        raise StateForeign(f"Run {run.id} of {run.platform} worked somewhere else: nothing of it is here.", fix=fix)
    for layer, stack in zip(LAYERS, stacks, strict=True):
        known, here = lineage_of(run, layer), lineage_here(session, stack)
        if known and here is not None and here != known:
            other = f"another state of {stack} than run {run.id} worked on" if here else f"no state of {stack}"
            raise StateForeign(f"Here is {other}.", fix=fix)
