"""What a run itself has made: only that may it take away again without asking."""

from __future__ import annotations

from app.provisioning.ledger.records import Run


def made_by(run: Run) -> set[str]:
    """Addresses of what a run has begun to make.

    Of a step that did not end well not everything may have been heard, so there what the plan was to make counts.

    Args:
        run: The run, with its steps.
    """
    made = {event.address for step in run.steps for event in step.resources if event.action == "create"}
    if all(step.state == "done" for step in run.steps):
        return made
    return made | planned(run, "create", "replace")


def planned(run: Run, *actions: str) -> set[str]:
    """Addresses of what a run's approved plan was to do some things to.

    Args:
        run: The run.
        actions: Which.
    """
    layers = (run.plan or {}).get("layers", {})
    return {one["address"] for changes in layers.values() for one in changes if one["action"] in actions}
