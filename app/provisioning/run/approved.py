"""What another try may do: nothing but what was approved, and nothing twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.provisioning.events import Change
from app.provisioning.terraform import LayerPlan, TerraformError
from naming.errors import LakemasonError


def refuse_more(again: LayerPlan, approved: LayerPlan, *, back: bool = False) -> None:
    """Refuse a plan that does what the approved one did not.

    What was to be made, changed or replaced may come out otherwise: found and recorded, it is changed where it was to
    be made. What was to be made may be replaced: Terraform taints what failed half-way.

    Args:
        again: The plan for another try.
        approved: The plan that was approved.
        back: They take a run back, which nobody is asked about: only what is taken away counts. To stop for what going
            back would set right would leave the run half-done.

    Raises:
        LakemasonError: It does more; says what.
    """
    may_go = {change.address for change in approved.changes if change.destroys or change.action == "create"}
    may_change = {change.address for change in (again if back else approved).changes}
    more = [it for it in again.changes if it.address not in (may_go if it.destroys else may_change)]
    if more:
        raise LakemasonError(
            f"After a failure, Terraform would now also {', '.join(map(_in_words, more))}, which nobody approved.",
            fix="Run the same command again to see and approve it.",
        )


def beside(again: LayerPlan, stood: Collection[str]) -> LayerPlan:
    """A plan for another try, as it is to what stood: it takes nothing away that the tries before have made.

    Terraform replaces what failed half-way; nobody can have put anything into it yet.

    Args:
        again: The plan for another try.
        stood: Addresses of what stood before the first one.
    """
    changes = tuple(
        replace(it, action="create", details=()) if it.action == "replace" and it.address not in stood else it
        for it in again.changes
    )
    return replace(again, changes=changes)


def refuse_doubles(error: TerraformError, doubled: Sequence[str]) -> None:
    """Refuse another try that could make a second time what may stand already.

    Args:
        error: Why the last try failed.
        doubled: What may stand and cannot be looked up, a line each; none: go on.

    Raises:
        LakemasonError: There is some; says why the last try failed, and where a person looks.
    """
    if doubled:
        lines = "; ".join(doubled)
        raise LakemasonError(
            f"{error.message}\nNot tried again, as it could make a second one: {lines}.",
            fix="If it is there, delete it before you run the same command again, or there are two.",
        )


def _in_words(change: Change) -> str:
    return f"{change.action} {change.address}" + (f" ({'; '.join(change.details)})" if change.details else "")
