"""What plans would do, in words."""

from __future__ import annotations

from app.provisioning.run.moving import WORKSPACE
from app.provisioning.terraform import LayerPlan

_MARKS = {"create": "+", "update": "~", "replace": "-/+", "delete": "-", "forget": "."}
_WORDS = {
    "create": "to create",
    "update": "to update",
    "replace": "to replace",
    "delete": "to destroy",
    "forget": "to forget (gone already)",
}


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
