"""Shows what would change and asks whether to go on."""

from __future__ import annotations

import sys

import typer

from app.commands.interactive import interactive
from app.provisioning.describe import describe_plans
from app.provisioning.progress.progress import Progress
from app.provisioning.terraform import LayerPlan
from naming.errors import LakemasonError


class Declined(LakemasonError):
    """It had to be approved, and was not.

    Args:
        message: Why.
        fix: What approves it.
        answered: Somebody was asked and said no, which is no error.
    """

    def __init__(self, message: str, *, fix: str = "", answered: bool = False) -> None:
        super().__init__(message, fix=fix)
        self.answered = answered


class Approval:
    """The question that a run asks before it changes anything.

    Args:
        progress: Told what would change, and paused while somebody thinks.
        yes: Do not ask; approve.
        no_input: Do not ask; decline.
        verb: What would be done, such as `Deploy`.
    """

    def __init__(self, progress: Progress, *, yes: bool, no_input: bool, verb: str) -> None:
        self._progress = progress
        self._yes = yes
        self._no_input = no_input
        self._verb = verb
        self._answer: bool | None = True

    def __call__(self, plans: list[LayerPlan]) -> bool:
        """Show what plans would do; returns whether to go on."""
        self._progress.pause()
        try:
            for line in describe_plans(plans) if plans else ():
                self._progress.note(line)
            self._answer = True if self._yes else self._ask()
            return bool(self._answer)
        finally:
            self._progress.resume()

    def refuse_declined(self, left: str = "nothing was changed") -> None:
        """Raise where it was not approved, once the run has ended.

        Args:
            left: What became of it, as the end of a sentence.
        """
        if self._answer is None:
            raise Declined(f"Nobody is here to approve this, so {left}.", fix="--yes approves.")
        if not self._answer:
            raise Declined(f"{left[0].upper()}{left[1:]}.", answered=True)

    def _ask(self) -> bool | None:
        """What somebody answers; None where nobody is there."""
        if self._no_input or not interactive(sys.stdin):
            return None
        try:
            return typer.confirm(f"{self._verb}?", err=True)
        except typer.Abort:  # Ctrl-D: no answer is no yes
            typer.echo(err=True)
            return False
