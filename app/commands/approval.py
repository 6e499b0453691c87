"""Shows what would change and asks whether to go on."""

from __future__ import annotations

import sys

import typer

from app.commands.interactive import interactive
from app.provisioning.describe import describe_plans
from app.provisioning.progress.progress import Progress
from app.provisioning.run.transaction import Approve
from app.provisioning.terraform import LayerPlan
from naming.errors import LakemasonError


def approval(progress: Progress, *, yes: bool, no_input: bool, verb: str) -> Approve:
    """The question that a run asks before it changes anything.

    Args:
        progress: Told what would change, and paused while somebody thinks.
        yes: Do not ask; approve.
        no_input: Do not ask; refuse with an error.
        verb: What would be done, such as `Deploy`.
    """

    def approve(plans: list[LayerPlan]) -> bool:
        progress.pause()
        try:
            for line in describe_plans(plans):
                progress.note(line)
            if yes:
                return True
            if no_input or not interactive(sys.stdin):
                raise LakemasonError("Nobody is here to approve this, so nothing was changed.", fix="--yes approves.")
            return typer.confirm(f"{verb}?", err=True)
        finally:
            progress.resume()

    return approve
