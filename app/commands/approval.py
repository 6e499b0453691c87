"""Shows what would change and asks whether to go on."""

from __future__ import annotations

import sys

import typer

from app.commands.interactive import interactive
from app.provisioning.deploy import WORKSPACE, Approve
from app.provisioning.progress.progress import Progress
from app.provisioning.terraform import LayerPlan
from naming.errors import LakemasonError

_MARKS = {"create": "+", "update": "~", "replace": "-/+", "delete": "-", "forget": "."}
_WORDS = {
    "create": "to create",
    "update": "to update",
    "replace": "to replace",
    "delete": "to destroy",
    "forget": "to forget (gone with the workspace)",
}


def approval(progress: Progress, *, yes: bool, no_input: bool, verb: str) -> Approve:
    """The question that a run asks before it changes anything.

    Args:
        progress: Paused while somebody thinks.
        yes: Do not ask; approve.
        no_input: Do not ask; refuse with an error.
        verb: What would be done, such as `Deploy`.
    """

    def approve(plans: list[LayerPlan]) -> bool:
        progress.pause()
        try:
            for line in describe_plans(plans):
                typer.echo(line, err=True)
            if yes:
                return True
            if no_input or not interactive(sys.stdin):
                raise LakemasonError("Nobody is here to approve this, so nothing was changed.", fix="--yes approves.")
            return typer.confirm(f"{verb}?", err=True)
        finally:
            progress.resume()

    return approve


def describe_plans(plans: list[LayerPlan]) -> list[str]:
    """What plans would do, in lines: a heading a layer, a line a change, a line each changed argument."""
    lines: list[str] = []
    made = {change.kind for plan in plans for change in plan.changes if change.action in ("create", "replace")}
    waits_for = "its workspace does" if WORKSPACE in made else "what it takes from the layer before does"
    for plan in plans:
        note = f" (preview: {waits_for} not stand yet)" if plan.preview else ""
        lines.append(f"{plan.stack}{note}")
        for change in plan.changes:
            lines.append(f"  {_MARKS[change.action]:>3} {change.address}")
            lines += [f"        {detail}" for detail in change.details]
        if not plan.changes:
            lines.append("      outputs only" if plan.has_changes else "      no changes")
    changes = [change for plan in plans for change in plan.changes]
    counted = {action: sum(change.action == action for change in changes) for action in _WORDS}
    total = ", ".join(f"{count} {_WORDS[action]}" for action, count in counted.items() if count)
    return [*lines, f"In all: {total or 'nothing to change'}."]
