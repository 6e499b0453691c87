"""Takes a run back: what stood before stands again, and what the run made is gone."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.provisioning.describe import describe_plans
from app.provisioning.guard import at_stake, data_lost, refuse_unasked
from app.provisioning.kept import removal
from app.provisioning.ledger.ledger import now
from app.provisioning.ledger.records import LAYERS, Configuration, Run, RunState
from app.provisioning.preview import STACK_FILE
from app.provisioning.run.layers import Layers
from app.provisioning.run.leaving import leaving
from app.provisioning.run.made import made_by, planned
from app.provisioning.run.mending import mend_state
from app.provisioning.run.moving import Confirm, Move
from app.provisioning.run.order import union, unprotected, whole, with_providers
from app.provisioning.run.references import bodies
from app.provisioning.run.unrecorded import find_after
from app.provisioning.terraform import LayerPlan
from blueprints.whole_file import write_whole
from naming.errors import LakemasonError

if TYPE_CHECKING:
    from app.provisioning.run.transaction import Transaction

FRESH = timedelta(hours=24)
"""What a run made may hold data of people from this age on: it is kept unless losing data is allowed."""


class RunFailed(LakemasonError):
    """A run failed, and this is what became of it.

    Args:
        error: Why it failed.
        ending: What became of it.
    """

    def __init__(self, error: Exception, ending: str) -> None:
        said = error.message if isinstance(error, LakemasonError) else str(error)
        super().__init__(f"{said}\n{ending}", fix=error.fix if isinstance(error, LakemasonError) else "")
        self.exit_code = error.exit_code if isinstance(error, LakemasonError) else 1


@dataclass(frozen=True)
class TakenBack:
    """What is left after a run was taken back.

    Args:
        kept: Addresses that stand all the same, and what would have been lost.
        left: What could not be found, or is somebody else's, a line each.
    """

    kept: dict[str, str]
    left: list[str]


def roll_back(transaction: Transaction, error: Exception) -> Exception:
    """Take back what a failed run has done; returns what to raise.

    Args:
        transaction: The run.
        error: Why it failed.
    """
    run, ledger = transaction.run, transaction.session.ledger
    ledger.move(run.id, "rolling_back", error=str(error))
    base = ledger.configuration(run.base_run)
    try:
        for stack in transaction.stacks:
            mend_state(transaction.session, run, stack)
        back = take_back(
            transaction.layers, run, base, transaction.source,
            transaction.target if not transaction.target.empty else transaction.teardown,
            age=transaction.layers.age, allow_data_loss=False,
        )  # fmt: skip
    except (LakemasonError, OSError) as trouble:
        advice = f"Rolling back failed, too: {trouble}\n{what_stands(transaction.layers, run, base)}"
        ledger.move(run.id, "interrupted", advice=advice)
        return RunFailed(error, advice)
    return RunFailed(error, ended_back(transaction.layers, run, back, "rolled_back"))


def take_back(
    layers: Layers,
    run: Run,
    base: Configuration,
    source: Configuration,
    target: Configuration,
    *,
    age: timedelta,
    allow_data_loss: bool,
) -> TakenBack:
    """Bring back what stood before a run.

    What may hold data goes only where this run itself made it, and not long ago, or where that is allowed.

    Args:
        layers: Terraform over the layers.
        run: The run.
        base: The configuration that was committed before it.
        source: What stood before it, with what an earlier run had left.
        target: What the run was to bring.
        age: How old the oldest may be of what it made.
        allow_data_loss: Also remove what may hold data.

    Raises:
        LakemasonError: It failed; or something would be replaced that may hold data.
    """
    progress, flag = layers.session.progress, layers.session.place.rehearse_flag
    may_go = made_by(layers.session.ledger.run(run.id)) if age < FRESH else set()
    again = f"`lakemason recover {run.platform}{flag} --allow-data-loss` goes on all the same."

    def guard(plan: LayerPlan) -> None:
        if not allow_data_loss:
            refuse_unasked([plan], may_go, fix=again)

    left = find_after(layers, run)
    for line in left:
        progress.note(line)
    for layer in LAYERS:
        target = target.with_layer(layer, with_providers(target.of(layer), source.of(layer)))
    wanted = base
    teardown = _made_from(target, source)
    with Move(layers, base, target, teardown=teardown, direction="back") as move:
        progress.step(f"Looking at what rolling back {run.platform} touches")
        move.look()
        every = {} if allow_data_loss else data_lost(move.plans)
        lost = {address: why for address, why in every.items() if address not in may_go}
        if not lost:
            _go(layers, move, guard)
    if lost:
        new = may_go - planned(run, "replace")  # it stays for its own sake or not at all
        standing = {layer: layers.addresses(layer) - new for layer in LAYERS}
        wanted = leaving(base, _both(target, source, standing), lost, standing)
        with Move(layers, wanted, target, teardown=teardown, direction="back") as move:
            move.look()
            _go(layers, move, guard)
    for layer in LAYERS:
        text = wanted.of(layer)
        if text is not None:
            write_whole(layers.session.place.stack(layers.stacks[layer]) / STACK_FILE, text)
    return TakenBack(lost, [*left, *layers.left])


def ended_back(layers: Layers, run: Run, back: TakenBack, state: RunState) -> str:
    """Write down that a run was taken back; returns it in words."""
    ledger = layers.session.ledger
    if back.kept:
        state = "kept"
        lines = [f"  {address}: {why}" for address, why in back.kept.items()]
        ending = "\n".join(
            [f"Rolled back, but for what may hold data ({len(back.kept)}):", *lines,
             removal(run.platform, rehearse=layers.session.place.rehearsal is not None)]
        )  # fmt: skip
    elif run.base_run is None:
        ending = f"Rolled back: nothing of {run.platform} stands."
    else:
        ending = f"Rolled back: {run.platform} is as run {run.base_run} left it."
    ending = "\n".join([ending, *by_hand(back.left)])
    ledger.end(run, state, stands=run.base_run, states=layers.marks(), kept=back.kept or None, advice=ending)
    return ending


def by_hand(left: Sequence[str]) -> list[str]:
    """What a person has to look at, in lines with a heading; none where there is nothing."""
    return ["To be looked at by hand:", *(f"  {line}" for line in left)] if left else []


def what_stands(layers: Layers, run: Run, base: Configuration) -> str:
    """What stands where, and the command for it, where even rolling back failed.

    Args:
        layers: Terraform over the layers.
        run: The run.
        base: What stood before it; it is put in the stacks' folders, so that Terraform alone brings it back.
    """
    session = layers.session
    rehearse = session.place.rehearse_flag
    terraform = f"lakemason rehearsal exec -- {session.binary.name}" if rehearse else session.binary.name
    lines, by_hand = ["What stands now:"], []
    lost: dict[str, str] = {}
    mine, brought = _fresh(layers, run), session.ledger.configuration(run)
    for layer, stack in layers.stacks.items():
        folder, text = session.place.stack(stack), with_providers(base.of(layer), brought.of(layer))
        try:
            found = layers.state(layer).resources
            lines.append(f"  {stack}: {len(found) or 'nothing'}")
            lines += [f"    {resource.address}  {resource.id}" for resource in found]
            if text is not None:
                write_whole(folder / STACK_FILE, text)
        except (LakemasonError, OSError) as trouble:
            lines.append(f"  {stack}: not known: {trouble}")
            continue
        if found or text is not None:
            verb = "destroy" if text is None else "apply"
            by_hand.append(f"(cd {session.project.shown(folder)} && {terraform} {verb})")
            stays = bodies(json.loads(text)) if text is not None else {}
            stake = at_stake((resource.address, resource.kind) for resource in found)
            lost |= {it: why for it, why in stake.items() if whole(it) not in stays and it not in mine}
    keeps = "; what may hold data it keeps" if lost else ""
    return "\n".join(
        [
            *lines,
            f"`lakemason recover {run.platform}{rehearse}` tries again to go back{keeps}; "
            "with --forward it goes on instead.",
            *(["By hand, in this order: " + "; ".join(reversed(by_hand))] if by_hand else []),
            *(["That also takes away what may hold data, which `lakemason recover` does not:"] if lost else []),
            *(f"  {address}: {why}" for address, why in lost.items()),
        ]
    )


def _fresh(layers: Layers, run: Run) -> set[str]:
    """Addresses of what a run has made that can hold nothing of anybody's yet."""
    now_known = layers.session.ledger.run(run.id)
    begun = next((step.started_at for step in now_known.steps), None)
    return made_by(now_known) if begun and abs(now() - begun) < FRESH else set()


def _made_from(target: Configuration, source: Configuration) -> Configuration:
    """JSON that layers are taken down with: the run's, or that of what an earlier one had left.

    What is protected there goes as well: where it may hold data and was not made just now, it is kept before.
    """
    made = target
    for layer in LAYERS:
        text = target.of(layer) or source.of(layer)
        made = made.with_layer(layer, unprotected(text) if text else None)
    return made


def _both(had: Configuration, stood: Configuration, standing: Mapping[str, Collection[str]]) -> Configuration:
    """What stands: what the run has brought so far, and what it had not taken away yet."""
    both = had
    for layer in LAYERS:
        new, old = had.of(layer), stood.of(layer)
        both = both.with_layer(layer, union(new, old, standing[layer]) if new and old else new or old)
    return both


def _go(layers: Layers, move: Move, guard: Confirm) -> None:
    """Go back, having said before anything starts what that will touch."""
    for plan in move.plans:
        if not plan.preview:  # what it replaces may only seem so, with placeholders; it is planned again, and asked
            guard(plan)
    layers.session.progress.note("Rolling back:")
    for line in describe_plans(move.plans):
        layers.session.progress.note(f"  {line}")
    move.go(guard)
