"""Goes back on request: to the configuration before, or to that of any run in the ledger."""

from __future__ import annotations

from app.provisioning.guard import data_lost, refuse_unasked
from app.provisioning.ledger.records import LAYERS, Run
from app.provisioning.run.order import keeping
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
        rehearse = " --rehearse" if session.place.rehearsal else ""
        raise LakemasonError(
            f"Run {wanted.id} never stood whole: it is {wanted.state}.",
            fix=f"`lakemason runs {platform}{rehearse}` lists those that are committed.",
        )
    target = ledger.configuration(wanted)
    cost = wanted.cost_after if wanted else 0.0
    run = ledger.begin(platform, "rollback", target, stood_before=before.marks, cost_after=cost)
    transaction = Transaction(session, run, stacks, source=before.source, target=target, teardown=before.source)
    looked, kept = transaction.look(), {}
    if not allow_data_loss and (kept := data_lost(looked.plans)):
        looked.close()
        for layer in LAYERS:
            mine = [address for address in kept if address in transaction.layers.addresses(layer)]
            if mine:
                target = target.with_layer(layer, keeping(target.of(layer), before.source.of(layer) or "{}", mine))
        ledger.retarget(run.id, target)
        transaction.target = target
        looked = transaction.look()
        session.progress.note("Kept, because they may hold data (--allow-data-loss removes them, too):")
        for address, why in kept.items():
            session.progress.note(f"  {address}: {why}")

    def guard(plans: list[LayerPlan]) -> None:
        if not allow_data_loss:
            refuse_unasked(plans, (), fix="If you mean it: --allow-data-loss")

    result = transaction.carry_out(approve, guard, status="rolled back", looked=looked)
    return DeploymentResult(
        result.platform, result.status, result.changes, result.outputs, result.run,
        tuple(f"kept: {address} ({why})" for address, why in kept.items()),
    )  # fmt: skip


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
