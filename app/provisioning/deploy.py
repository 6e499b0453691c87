"""Deploys a platform, layer by layer, and takes it down again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

from app.provisioning.events import Change
from app.provisioning.guard import refuse_losses
from app.provisioning.preview import STACK_FILE, needs_preview, preview_folder
from app.provisioning.session import Session
from app.provisioning.state import read_state
from app.provisioning.terraform import LayerPlan, Terraform
from naming.errors import LakemasonError

WORKSPACE = "azurerm_databricks_workspace"

Approve = Callable[[list[LayerPlan]], bool]
Status = Literal["deployed", "unchanged", "destroyed", "declined"]


@dataclass(frozen=True)
class DeploymentResult:
    """How a deployment ended.

    Args:
        platform: Its name.
        status: What became of it.
        changes: What was done, over both layers.
        outputs: Values by name, over both layers.
    """

    platform: str
    status: Status
    changes: tuple[Change, ...] = ()
    outputs: dict[str, Any] = field(default_factory=dict)


def deploy(
    session: Session,
    platform: str,
    stacks: tuple[str, str],
    approve: Approve,
    *,
    allow_replace: Collection[str] = (),
    guarded: Mapping[str, str] = MappingProxyType({}),
) -> DeploymentResult:
    """Bring a synthesized platform into being.

    Both layers are shown before anything happens. The second one's plan is final only when the first one
    stands; where it then takes away something that was not shown, the question is asked again.

    Args:
        session: The run's surroundings.
        platform: The platform's name.
        stacks: Its layers' stacks, in order; already synthesized.
        approve: Asked with what would change; says whether to go on.
        allow_replace: Addresses of guarded things (workspace, lake, vault, catalog) that may be replaced or
            removed; none if left out.
        guarded: Types that are guarded beside those, and why: what the platform's features say they replace.

    Raises:
        LakemasonError: Something guarded would go, or the second layer was not approved after all.
        TerraformError: Terraform failed.
        Interrupted: Somebody pressed Ctrl-C.
    """
    first_name, second_name = stacks
    with ExitStack() as tidy:
        first, first_plan = _plan(session, tidy, first_name)
        void = _workspace_goes(first_plan)
        second, ahead = _look_ahead(session, tidy, first_name, second_name, void=void)
        if not (first_plan.has_changes or ahead.has_changes):
            return _result(session, platform, stacks, "unchanged", [])
        refuse_losses([first_plan, ahead], allow_replace, guarded)
        shown = _synthesized(session, second_name)
        if not approve([first_plan, ahead]):
            return DeploymentResult(platform, "declined")
        _apply(session, first, first_plan)
        if first_plan.has_changes or ahead.preview:  # what was shown rests on what is not so any more
            if _synthesized(session, second_name) != shown:
                raise _half_way(platform, stacks, "changed after it was approved, so it ")
            shown_plan = ahead
            second, ahead = _plan(session, tidy, second_name)
            refuse_losses([ahead], allow_replace, guarded)
            if _not_shown(ahead, shown_plan) and not approve([ahead]):
                raise _half_way(platform, stacks)
        _apply(session, second, ahead)
    return _result(session, platform, stacks, "deployed", [first_plan, ahead])


def destroy(session: Session, platform: str, stacks: tuple[str, str], approve: Approve) -> DeploymentResult:
    """Take a platform down, the second layer first.

    Args:
        session: The run's surroundings.
        platform: The platform's name.
        stacks: Its layers' stacks, in the order they were applied.
        approve: Asked with what would go; says whether to go on.
    """
    first_name, second_name = stacks
    if not any(read_state(session.place, stack).serial for stack in stacks):
        return DeploymentResult(platform, "unchanged")
    with ExitStack() as tidy:
        first, first_plan = _plan(session, tidy, first_name, destroy=True)
        inside = read_state(session.place, second_name)
        if any(change.kind == WORKSPACE for change in first_plan.changes):
            second, second_plan = _plan(session, tidy, second_name, destroy=True)
        else:  # somebody deleted the workspace, and all in it with it: nobody answers there any more
            second = session.stack(second_name)
            gone = tuple(Change(resource.address, resource.kind, "forget") for resource in inside.resources)
            second_plan = LayerPlan(second_name, gone, file=None, has_changes=bool(gone))
        plans = [plan for plan in (second_plan, first_plan) if plan.has_changes]
        if not plans:
            return DeploymentResult(platform, "unchanged")
        if not approve(plans):
            return DeploymentResult(platform, "declined")
        if second_plan.has_changes and second_plan.file is None:
            second.forget(change.address for change in second_plan.changes)
        else:
            _apply(session, second, second_plan, doing="Destroying")
        _apply(session, first, first_plan, doing="Destroying")
    return DeploymentResult(platform, "destroyed", tuple(c for plan in plans for c in plan.changes))


def _workspace_goes(plan: LayerPlan) -> bool:
    """Whether the workspace is not there yet, or not any more, or another one takes its place."""
    return any(change.kind == WORKSPACE and change.action in ("create", "replace") for change in plan.changes)


def _look_ahead(
    session: Session, tidy: ExitStack, first: str, second: str, *, void: bool
) -> tuple[Terraform, LayerPlan]:
    """The second layer's plan as far as it can be known before the first is applied."""
    void = void or not read_state(session.place, first).resources
    if not void and not needs_preview(session.place, first, second):
        return _plan(session, tidy, second)
    with preview_folder(session.place, first, second, void=void) as folder:
        terraform = session.terraform(folder)
        session.progress.step(f"Previewing {second}")
        terraform.init()
        plan = terraform.plan()
        plan.discard()
        return terraform, replace(plan, file=None, preview=True)


def _plan(session: Session, tidy: ExitStack, stack: str, *, destroy: bool = False) -> tuple[Terraform, LayerPlan]:
    """Plan a stack. However the run ends, the saved plan goes with it: it may hold secrets."""
    terraform = session.stack(stack)
    session.progress.step(f"Planning {stack}")
    plan = terraform.plan(destroy=destroy)
    tidy.callback(plan.discard)
    return terraform, plan


def _apply(session: Session, terraform: Terraform, plan: LayerPlan, *, doing: str = "Applying") -> None:
    if plan.has_changes:
        session.progress.step(f"{doing} {plan.stack}")
        terraform.apply(plan)


def _not_shown(plan: LayerPlan, preview: LayerPlan) -> bool:
    expected = {change.address for change in preview.changes if change.destroys}
    return any(change.destroys and change.address not in expected for change in plan.changes)


def _half_way(platform: str, stacks: tuple[str, str], why: str = "") -> LakemasonError:
    return LakemasonError(
        f"{stacks[1]} {why}was not applied; {stacks[0]} was.",
        fix=f"`lakemason deploy {platform}` goes on from there.",
    )


def _synthesized(session: Session, stack: str) -> bytes:
    return (session.place.stack(stack) / STACK_FILE).read_bytes()


def _result(
    session: Session, platform: str, stacks: tuple[str, str], status: Status, plans: list[LayerPlan]
) -> DeploymentResult:
    outputs = {name: value for stack in stacks for name, value in read_state(session.place, stack).outputs.items()}
    return DeploymentResult(platform, status, tuple(c for plan in plans for c in plan.changes), outputs)
