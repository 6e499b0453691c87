"""Goes back on request: to the configuration before, or to that of any run in the ledger."""

from __future__ import annotations

from collections.abc import Mapping

from app.provisioning.guard import data_lost, refuse_unasked
from app.provisioning.kept import removal, removed_by
from app.provisioning.ledger.records import LAYERS, Run
from app.provisioning.run.leaving import leaving
from app.provisioning.run.result import DeploymentResult
from app.provisioning.run.standing import Before, look_before
from app.provisioning.run.transaction import Approve, Transaction
from app.provisioning.session import Session
from app.provisioning.terraform import LayerPlan
from naming.errors import LakemasonError


def go_back(
    session: Session,
    platform: str,
    stacks: tuple[str, str],
    approve: Approve,
    *,
    to: int | None = None,
    allow_data_loss: bool = False,
) -> DeploymentResult:
    """Bring a platform to the configuration of an earlier run.

    Args:
        session: The run's surroundings.
        platform: The platform's name.
        stacks: Its layers' stacks, azure first.
        approve: Asked with what would change; says whether to go on.
        to: The run; if left out: what was committed last where a failed run was kept, else the run before that.
        allow_data_loss: Also remove what may hold data; if left out, it is kept and listed.

    Raises:
        LakemasonError: There is nothing to go back to, or the run committed nothing or is another platform's.
    """
    ledger = session.ledger
    before = look_before(session, platform, stacks)
    if before.standing is None:
        raise LakemasonError(f"{platform} has no runs yet, so there is nothing to go back to.")
    wanted = ledger.run(to) if to is not None else _before_last(session, before)
    if wanted is not None and wanted.platform != platform:
        raise LakemasonError(f"Run {wanted.id} is of {wanted.platform}, not of {platform}.")
    if wanted is not None and not wanted.stood:
        raise LakemasonError(
            f"Run {wanted.id} never stood whole: it is {wanted.state}.",
            fix=f"`lakemason runs {platform}{session.place.rehearse_flag}` lists those that are committed.",
        )
    target = ledger.configuration(wanted)
    cost = wanted.cost_after if wanted else 0.0
    run = ledger.begin(platform, "rollback", target, stood_before=before.marks, cost_after=cost)
    transaction = Transaction(session, run, stacks, source=before.source, target=target, teardown=before.source)
    if wanted and wanted.kept:  # what it goes back to was itself kept in part
        transaction.kept, transaction.advice = wanted.kept, wanted.advice
    looked, kept = transaction.look(), {}
    if not allow_data_loss and (kept := data_lost(looked.plans)):
        looked.close()
        standing = {layer: transaction.layers.addresses(layer) for layer in LAYERS}
        target = leaving(target, before.source, kept, standing)
        ledger.retarget(run.id, target)
        transaction.target, transaction.kept = target, {**transaction.kept, **kept}
        transaction.advice = _kept(session, platform, transaction.kept, wanted)
        looked = transaction.look()
        for line in transaction.advice.splitlines()[:-1]:
            session.progress.note(line)

    def guard(plans: list[LayerPlan]) -> None:
        if not allow_data_loss:
            refuse_unasked(plans, (), fix="If you mean it: --allow-data-loss")

    result = transaction.carry_out(approve, guard, status="rolled back", looked=looked)
    return DeploymentResult(
        result.platform, result.status, result.changes, result.outputs, result.run,
        (*result.notes, *(f"kept: {it} ({why})" for it, why in kept.items()), *transaction.advice.splitlines()[-1:]),
    )  # fmt: skip


def _kept(session: Session, platform: str, kept: Mapping[str, str], wanted: Run | None) -> str:
    """What was kept, and how it is removed after all; with nothing to go back to, nothing is left of the platform.

    What it goes back to may itself have kept something: the way further back then removes both.
    """
    rehearse = session.place.rehearsal is not None
    further = removed_by(wanted) if wanted else ""
    return "\n".join(
        [
            f"Kept, because it may hold data ({len(kept)}):",
            *(f"  {address}: {why}" for address, why in kept.items()),
            f"`{further}` removes it, too."
            if further
            else removal(platform, rehearse=rehearse, to=wanted.id if wanted else None, destroy=wanted is None),
        ]
    )


def _before_last(session: Session, before: Before) -> Run | None:
    """The run to go back to where none is named; None for nothing."""
    assert before.standing is not None
    ledger, standing = session.ledger, before.standing
    if ledger.run(standing.last_run).state == "kept":
        return ledger.run(standing.run) if standing.run else None
    if standing.run is None:
        raise LakemasonError(f"Nothing of {standing.platform} stands, so there is nothing to go back from.")
    base = ledger.run(standing.run).base_run
    return ledger.run(base) if base else None
