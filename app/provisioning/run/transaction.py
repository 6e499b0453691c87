"""One run, from its beginning to an end that holds: committed, rolled back, or kept because somebody asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from app.database.unusable import DatabaseUnusable
from app.provisioning.events import Change
from app.provisioning.ledger.leases import LeaseLost
from app.provisioning.ledger.ledger import now
from app.provisioning.ledger.records import LAYERS, Configuration, Run
from app.provisioning.preview import STACK_FILE
from app.provisioning.process import person_name
from app.provisioning.run.files import begin_folder, remove_run_folder
from app.provisioning.run.layers import Layers
from app.provisioning.run.mending import mend_state
from app.provisioning.run.moving import Confirm, Move
from app.provisioning.run.result import DeploymentResult, Status
from app.provisioning.run.rollback import RunFailed, by_hand, roll_back
from app.provisioning.run.unrecorded import find_after
from app.provisioning.session import Session
from app.provisioning.state import read_state
from app.provisioning.terraform import Interrupted, LayerPlan
from blueprints.whole_file import write_whole
from naming.errors import LakemasonError

Approve = Callable[[list[LayerPlan]], bool]
Guard = Callable[[list[LayerPlan]], None]


class Transaction:
    """A run on a platform.

    Args:
        session: The run's surroundings.
        run: The run, as the ledger has it.
        stacks: Its layers' stacks, azure first.
        source: What stands, as far as it is known.
        target: What is to stand.
        teardown: JSON that a layer is taken down with where nothing is to stand.
    """

    def __init__(
        self,
        session: Session,
        run: Run,
        stacks: tuple[str, str],
        *,
        source: Configuration,
        target: Configuration,
        teardown: Configuration,
    ) -> None:
        self.session = session
        self.run = run
        self.stacks = stacks
        self.source = source
        self.target = target
        self.teardown = teardown
        self.kept: Mapping[str, str] = {}
        """What its target holds only because it may hold data, and what would be lost."""
        self.advice = ""
        self.layers = Layers(session, run, stacks)

    def look(self) -> Move:
        """Plan the way to the target; close it, or use it in a `with`.

        Raises:
            LakemasonError: Terraform could not; nothing was changed.
        """
        move = Move(self.layers, self.target, self.source, teardown=self.teardown)
        with self._folder():
            try:
                move.look()
            except (LakemasonError, OSError) as error:
                move.close()
                raise self._failed(error) from error
        return move

    def carry_out(
        self, approve: Approve, guard: Guard, *, status: Status, looked: Move | None = None
    ) -> DeploymentResult:
        """Plan, ask, apply, commit; or take it back.

        Args:
            approve: Asked with what would change; says whether to go on.
            guard: Refuses, by raising, plans that lose what nobody allowed to be lost.
            status: What the result says where everything went well.
            looked: The plan, where it is made already.

        Raises:
            RunFailed: It failed; says what became of it.
            Interrupted: Somebody pressed Ctrl-C; likewise.
            LakemasonError: It was refused before anything changed.
        """
        ledger, run = self.session.ledger, self.run
        with self._folder(), looked or self.look() as move:
            try:
                if not move.changes_anything:
                    return self._commit("unchanged")
                guard(move.plans)
                ledger.move(run.id, "planned", plan=plan_summary(move.plans))
                shown = {layer: self._planned(layer) for layer in LAYERS}
                if not approve(move.plans):
                    self._end("declined")
                    return DeploymentResult(run.platform, "declined", run=run.id)
                ledger.move(run.id, "approved", approval={"by": person_name(), "at": now().isoformat()})
                self._refuse_other_text(shown)
                # What it keeps is written down before anything happens: whoever finishes it after a crash tells of it.
                ledger.move(run.id, "applying", kept=self.kept or None, advice=self.advice)
                move.go(confirming(move, approve, guard))
            except (LakemasonError, OSError) as error:
                try:
                    ending = self._failed(error)
                except (LakemasonError, OSError) as trouble:
                    ending = self._unwritten(error, trouble)
                raise ending from error
            return self._commit(status)

    @contextmanager
    def _folder(self) -> Iterator[None]:
        """A folder for what Terraform says; it stays where the run can be recovered."""
        begin_folder(self.session.place, self.run, self.session.private)
        try:
            yield
        finally:
            self._tidy_up()

    def _tidy_up(self) -> None:
        with suppress(DatabaseUnusable):  # it went away: the folder shows that there is something to recover
            if not self.session.ledger.run(self.run.id).ended:
                return
            remove_run_folder(self.session.place, self.run.id, mine=self.session.private)

    def _planned(self, layer: str) -> str | None:
        wanted = self.target.of(layer)
        return None if wanted is None else self.layers.written(layer)

    def _refuse_other_text(self, shown: dict[str, str | None]) -> None:
        flag = self.session.place.rehearse_flag
        for layer in LAYERS:
            if self._planned(layer) != shown[layer]:
                raise LakemasonError(
                    f"{self.layers.stacks[layer]} changed after it was approved, so nothing was applied.",
                    fix=f"`lakemason deploy {self.run.platform}{flag}` shows and asks anew.",
                )

    def _commit(self, status: Status) -> DeploymentResult:
        for layer, stack in zip(LAYERS, self.stacks, strict=True):
            wanted = self.target.of(layer)
            if wanted is not None:
                write_whole(self.session.place.stack(stack) / STACK_FILE, wanted)
        outputs = outputs_of(self.session, self.stacks)
        self.session.ledger.end(
            self.run, "committed", stands=self.run.id, states=self.layers.marks(), outputs=outputs,
            kept=self.kept or None, advice="\n".join([*self.advice.splitlines(), *by_hand(self.layers.left)]),
        )  # fmt: skip
        done, left = tuple(self.layers.changes), tuple(self.layers.left)
        return DeploymentResult(self.run.platform, status, done, outputs, self.run.id, left)

    def _end(self, state: Any, **values: Any) -> None:
        ledger = self.session.ledger
        values = {"kept": None, "advice": "", **values}
        ledger.end(self.run, state, stands=self.run.base_run, states=self.layers.marks(), **values)

    def _unwritten(self, error: Exception, trouble: Exception) -> Exception:
        """What to raise where what became of a failed run could not even be written down, as on a full disk."""
        if isinstance(trouble, LeaseLost):
            return RunFailed(error, str(trouble))
        platform = f"{self.run.platform}{self.session.place.rehearse_flag}"
        return RunFailed(
            error,
            f"What became of it could not be written down: {trouble}\n"
            f"Run {self.run.id} has not ended. When that is mended, `lakemason recover {platform}` "
            "takes it back; with --forward it goes on instead.",
        )

    def _failed(self, error: Exception) -> Exception:
        """What to raise after a failure, everything taken back or kept as was asked."""
        if not self.layers.started:
            self._end("failed", error=str(error), advice="Nothing was changed.")
            return error
        ledger, run = self.session.ledger, self.run
        if isinstance(error, Interrupted) and error.dropped:
            advice = f"{error.fix}\n{self.advice}" if self.kept else ""
            ledger.move(run.id, "interrupted", error=str(error), advice=advice)
            return error
        if run.on_failure == "keep":
            return self._keep(error)
        return roll_back(self, error)

    def _keep(self, error: Exception) -> Exception:
        """Leave a failed run as it is, with what it made without recording it; returns what to raise.

        Once it has ended, nothing tells of that any more.
        """
        ledger, run = self.session.ledger, self.run
        platform = f"{run.platform}{self.session.place.rehearse_flag}"
        try:
            for stack in self.stacks:
                mend_state(self.session, run, stack)
            left = find_after(self.layers, run)
        except (LakemasonError, OSError) as trouble:
            advice = (
                f"What it may have made without recording it could not be looked for: {trouble}\n"
                f"`lakemason recover {platform} --forward` looks again and goes on from there; without --forward it is "
                "taken back."
            )
            ledger.move(run.id, "interrupted", error=str(error), advice=advice)
            return RunFailed(error, advice)
        for line in left:
            self.session.progress.note(line)
        standing = sum(len(self.layers.addresses(layer)) for layer in LAYERS)
        advice = (
            f"Kept as it is: {standing} resources stand. `lakemason deploy {platform}` "
            f"goes on from there; `lakemason rollback {platform}` takes it back."
        )
        advice = "\n".join([advice, *by_hand([*left, *self.layers.left])])
        self._end("kept", error=str(error), advice=advice)
        return RunFailed(error, advice)


def confirming(move: Move, approve: Approve, guard: Guard) -> Confirm:
    """What is asked about plans that could only be made on the way: the guard, and whoever approved the others.

    Args:
        move: The way, with the plans that were shown.
        approve: Asked where one does something that was not shown: touches what was to stay as it is, or takes away
            what was to be made or changed.
        guard: Refuses, by raising, what nobody allowed to be lost.
    """
    changes = [(plan.stack, change) for plan in move.plans for change in plan.changes]
    touched = {(stack, change.address) for stack, change in changes}
    may_go = {(stack, change.address) for stack, change in changes if change.destroys}

    def confirm(plan: LayerPlan) -> None:
        guard([plan])
        more = [it for it in plan.changes if (plan.stack, it.address) not in (may_go if it.destroys else touched)]
        if more and not approve([plan]):
            raise LakemasonError(f"{plan.stack} was not applied: nobody approved what it would do now.")

    return confirm


def plan_summary(plans: list[LayerPlan]) -> dict[str, Any]:
    """What plans would do, for the ledger: counts by action and the changes of each layer."""
    changes: list[Change] = [change for plan in plans for change in plan.changes]
    counted: dict[str, int] = {}
    for change in changes:
        counted[change.action] = counted.get(change.action, 0) + 1
    return {
        "counts": counted,
        "layers": {
            plan.stack: [{"address": change.address, "action": change.action} for change in plan.changes]
            for plan in plans
        },
    }


def outputs_of(session: Session, stacks: tuple[str, str]) -> dict[str, Any]:
    """Outputs of both layers; sensitive ones are not shown."""
    return {name: value for stack in stacks for name, value in read_state(session.place, stack).outputs.items()}
