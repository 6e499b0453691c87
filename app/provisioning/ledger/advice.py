"""What each state of a run means, and what to do then: for `runs show`, `status` and docs/operations.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.project import rehearse_flag
from app.provisioning.kept import removed_by
from app.provisioning.ledger.records import Run, RunState


@dataclass(frozen=True)
class Advice:
    """What there is to know about a state.

    Args:
        means: What it means.
        do: What to do, in a sentence; `{platform}`, `{rehearse}` and `{run}` stand for the run's own.
            The ledger has none of its flags: no whole command of its kind, which without them may do something else.
    """

    means: str
    do: str


_WAIT = "Nothing: wait for it, or stop it with Ctrl-C where it runs."
_AGAIN = "Mend what the error says, then give the same command with the same flags again."

ADVICE: Mapping[RunState, Advice] = MappingProxyType(
    {
        "prepared": Advice("It has begun and plans what would change.", _WAIT),
        "planned": Advice("It shows what would change and waits for an answer.", "Answer its question where it runs."),
        "approved": Advice("Somebody approved it; nothing has changed yet.", _WAIT),
        "applying": Advice("Terraform is changing something.", _WAIT),
        "committed": Advice("What was asked for stands.", "Nothing."),
        "declined": Advice(
            "Somebody said no, and nothing was changed.",
            "Nothing; the same command with the same flags shows and asks again.",
        ),
        "failed": Advice(
            "It failed or was refused before anything was changed.",
            _AGAIN,
        ),
        "rolling_back": Advice("It failed, and what it had done is being taken back.", _WAIT),
        "rolled_back": Advice(
            "It failed, and what stood before it stands again.",
            _AGAIN,
        ),
        "interrupted": Advice(
            "Its process ended in the midst of it, or rolling back failed, too: something may be half-done.",
            "`lakemason recover {platform}{rehearse}` takes it back; with --forward it is finished instead.",
        ),
        "recovering": Advice("It was interrupted, and is being finished or taken back.", _WAIT),
        "recovered": Advice(
            "It was interrupted, and has since been finished or taken back; nothing is half-done.",
            "Nothing; where it was taken back and is still wanted, give the same command with the same flags again.",
        ),
        "kept": Advice(
            "It failed or was taken back, and a part of what it had made was left standing, as asked or because it "
            "may hold data.",
            "`lakemason deploy {platform}{rehearse}` goes on from there; `lakemason rollback {platform}{rehearse}` "
            "takes it back, and with --allow-data-loss also what may hold data.",
        ),
    }
)
"""By state. A run whose process is gone counts as interrupted, whatever the ledger says of it."""

ANOTHER_PROJECT = (
    "If that is another project's platform of the same name, the two cannot share a ledger: give one of them another "
    "name, or each project a database of its own (LAKEMASON_DATABASE_URL)."
)
"""What to do where two projects call their platforms alike."""

_LEFT = "Look at what it left, by hand: `lakemason runs show {run}{rehearse}` lists it."
"""For one that is committed and could not take everything away: what outlives a workspace that was gone."""


def what_to_do(run: Run, state: RunState, *, rehearse: bool) -> str:
    """What to do about a run.

    Args:
        run: The run.
        state: Its state as it is seen: `interrupted` where its process is gone.
        rehearse: Whether it is one of a rehearsal.
    """
    if state == "failed" and not run.ended:  # the moment between failing and going back
        state = "rolling_back"
    if state == "committed" and (command := removed_by(run)):
        return f"Nothing; `{command}` removes what it has kept."
    do = _LEFT if state == "committed" and run.advice else ADVICE[state].do
    return do.format(platform=run.platform, rehearse=rehearse_flag(rehearse), run=run.id)
