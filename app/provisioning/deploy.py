"""Deploys a platform and takes it down again: each a run that is committed, rolled back or recoverable."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from app.provisioning.guard import refuse_losses, surroundings
from app.provisioning.ledger.records import Configuration, OnFailure
from app.provisioning.run.files import stack_text
from app.provisioning.run.result import DeploymentResult
from app.provisioning.run.standing import look_before
from app.provisioning.run.transaction import Approve, Transaction
from app.provisioning.session import Session
from app.provisioning.state import read_state
from app.provisioning.terraform import LayerPlan


def deploy(
    session: Session,
    platform: str,
    stacks: tuple[str, str],
    approve: Approve,
    *,
    allow_replace: Collection[str] = (),
    guarded: Mapping[str, str] = MappingProxyType({}),
    on_failure: OnFailure = "rollback",
    platform_file: str = "",
    cost: float | None = None,
) -> DeploymentResult:
    """Bring a synthesized platform into being.

    Both layers are shown before anything happens. The second one's plan is final only when the first one
    stands; where it then takes away something that was not shown, the question is asked again. What is taken from
    the first layer goes last, when nothing of the second uses it any more.

    Args:
        session: The run's surroundings.
        platform: The platform's name.
        stacks: Its layers' stacks, in order; already synthesized.
        approve: Asked with what would change; says whether to go on.
        allow_replace: Addresses of guarded things (workspace, lake, vault, catalog) that may be replaced or
            removed; none if left out.
        guarded: Types that are guarded beside those, and why: what the platform's features say they replace.
        on_failure: `rollback` takes back what was done; `keep` leaves it as it is.
        platform_file: The platform file's text, for the ledger.
        cost: USD a month of the platform, for the ledger; None where not known.

    Raises:
        GuardedLoss: Something guarded would go.
        RunFailed: Terraform failed; says what became of the run.
        Interrupted: Somebody pressed Ctrl-C twice.
        StateMoved, StateForeign, NeedsRecovery: What stands is not what the ledger knows.
    """
    before = look_before(session, platform, stacks)
    azure, databricks = (stack_text(session.place, stack) for stack in stacks)
    target = Configuration(azure, databricks, platform_file)
    run = session.ledger.begin(
        platform, "deploy", target, stood_before=before.marks, on_failure=on_failure, cost_after=cost
    )
    transaction = Transaction(session, run, stacks, source=before.source, target=target, teardown=target)
    within = surroundings(before.source)

    def guard(plans: list[LayerPlan]) -> None:
        refuse_losses(plans, allow_replace, guarded, within)

    return transaction.carry_out(approve, guard, status="deployed")


def destroy(
    session: Session,
    platform: str,
    stacks: tuple[str, str],
    approve: Approve,
    *,
    on_failure: OnFailure = "rollback",
) -> DeploymentResult:
    """Take a platform down, the second layer first.

    Args:
        session: The run's surroundings.
        platform: The platform's name.
        stacks: Its layers' stacks, in the order they were applied; already synthesized.
        approve: Asked with what would go; says whether to go on.
        on_failure: `rollback` makes again what had gone; `keep` leaves it as it is.
    """
    before = look_before(session, platform, stacks)
    if not any(read_state(session.place, stack).serial for stack in stacks):
        return DeploymentResult(platform, "unchanged")
    azure, databricks = (stack_text(session.place, stack) for stack in stacks)
    run = session.ledger.begin(
        platform, "destroy", Configuration(), stood_before=before.marks, on_failure=on_failure, cost_after=0.0
    )
    teardown = Configuration(azure, databricks)
    transaction = Transaction(session, run, stacks, source=before.source, target=Configuration(), teardown=teardown)
    return transaction.carry_out(approve, lambda plans: None, status="destroyed")
