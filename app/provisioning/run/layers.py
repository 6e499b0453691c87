"""Terraform over the layers of one platform: what is planned, applied and written down."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from app.database.unusable import DatabaseUnusable
from app.provisioning.events import Change, Event
from app.provisioning.ledger.records import LAYERS, Direction, ResourceEvent, Run, StateMark
from app.provisioning.preview import STACK_FILE
from app.provisioning.progress.dependencies import dependencies
from app.provisioning.run.ahead import Ahead, asks_for, preview
from app.provisioning.run.approved import beside, refuse_doubles, refuse_more
from app.provisioning.run.files import run_folder
from app.provisioning.run.mending import mend_state
from app.provisioning.run.trying import Trying
from app.provisioning.run.unrecorded import cut_off, find_unrecorded
from app.provisioning.session import Session
from app.provisioning.state import LayerState, read_state
from app.provisioning.terraform import LayerPlan, Terraform, TerraformError
from blueprints.whole_file import write_whole
from naming.errors import LakemasonError

Check = Callable[[LayerPlan], None]


@dataclass
class Recorder:
    """Listens to Terraform and keeps what happened to each resource.

    Args:
        pass_on: Who else listens.
        events: What happened so far, by address and action.
    """

    pass_on: Callable[[Event], None]
    events: dict[tuple[str, str], ResourceEvent] = field(default_factory=dict)

    def __call__(self, event: Event) -> None:
        """Hear an event."""
        outcome = {"apply_start": "begun", "apply_complete": "done", "apply_errored": "failed"}.get(event.type)
        if outcome and not event.address.startswith("data."):
            self.events[event.address, event.action] = ResourceEvent(
                event.address, event.action, outcome, float(event.seconds)
            )
        self.pass_on(event)


class Layers:
    """The layers of one platform, in one run.

    Args:
        session: The run's surroundings.
        run: The run, as the ledger has it.
        stacks: The layers' stacks, azure first.
    """

    def __init__(self, session: Session, run: Run, stacks: tuple[str, str]) -> None:
        self.session = session
        self.run = run
        self.stacks = dict(zip(LAYERS, stacks, strict=True))
        self.changes: list[Change] = []
        self.left: list[str] = []
        self._began: float | None = None
        self._ready: dict[str, str] = {}
        self._ahead: Ahead | None = None
        self._folder = run_folder(session.place, run.id)

    def begin(self) -> None:
        """Take note that from now on something may be changed."""
        self._began = self._began or time.monotonic()

    @property
    def started(self) -> bool:
        """Whether anything may have been changed."""
        return self._began is not None

    @property
    def age(self) -> timedelta:
        """For how long this process has been changing things, by a clock that nobody can set."""
        return timedelta(seconds=time.monotonic() - self._began if self._began else 0)

    def state(self, layer: str) -> LayerState:
        """What a layer's state holds."""
        return read_state(self.session.place, self.stacks[layer])

    def mark(self, layer: str) -> StateMark:
        """Which state a layer has."""
        return mark_of(self.state(layer))

    def marks(self) -> dict[str, StateMark]:
        """Which states both layers have."""
        return {layer: self.mark(layer) for layer in LAYERS}

    def addresses(self, layer: str) -> set[str]:
        """Addresses of what stands in a layer."""
        return {resource.address for resource in self.state(layer).resources}

    def written(self, layer: str) -> str:
        """A layer's JSON as it stands in its folder."""
        return (self.session.place.stack(self.stacks[layer]) / STACK_FILE).read_text(encoding="utf-8")

    def prepare_ahead(self, tidy: ExitStack, config: str) -> None:
        """Begin with the second layer while something else goes on; nothing is said of it.

        Args:
            tidy: Where it is ended.
            config: Its JSON.
        """
        stacks, void = (self.stacks["azure"], self.stacks["databricks"]), not self.addresses("azure")
        if void or self._ready.get("databricks") != asks_for(config):
            self._ahead = Ahead(self.session, stacks, config, void=void)
            tidy.callback(self._ahead.stop)

    def preview(self, *, void: bool) -> LayerPlan:
        """The second layer's plan, as far as it can be known before the first is applied; its JSON is in place.

        Args:
            void: There is no workspace, or another one will take its place.
        """
        session, stacks = self.session, (self.stacks["azure"], self.stacks["databricks"])
        session.progress.step(f"Previewing {stacks[1]}", stacks[1])
        made = self._ahead.preview() if self._ahead and void else None
        return made or Trying(session).until_done(
            lambda: preview(session, stacks, void=void, terraform=session.terraform)
        )

    def terraform(self, layer: str, config: str) -> tuple[Terraform, Recorder]:
        """Terraform for a layer, with a configuration in place and what it needs fetched."""
        session, stack = self.session, self.stacks[layer]
        folder = session.place.stack(stack)
        write_whole(folder / STACK_FILE, config)
        recorder = Recorder(session.progress.event)
        terraform = Terraform(session.binary, folder, session.environment, recorder, session.private)
        needed = asks_for(config)
        lacking = self._ready.get(layer) != needed
        if lacking:
            session.progress.step(f"Preparing {stack}", stack)
        # Waited for even where it is not needed: two at once in one folder would write into one log.
        ahead = layer == "databricks" and self._ahead is not None and self._ahead.ready(config)
        if lacking and not ahead:
            Trying(session).until_done(terraform.init)
        self._ready[layer] = needed
        return terraform, recorder

    def plan(self, tidy: ExitStack, layer: str, config: str, *, destroy: bool = False) -> LayerPlan:
        """Plan a layer. However the run ends, the saved plan goes with it: it may hold secrets."""
        terraform, _ = self.terraform(layer, config)
        self.session.progress.step(f"Planning {self.stacks[layer]}", self.stacks[layer])
        plan = Trying(self.session).until_done(lambda: terraform.plan(destroy=destroy))
        tidy.callback(plan.discard)
        return plan

    def apply(
        self,
        plan: LayerPlan,
        layer: str,
        config: str,
        *,
        doing: str = "apply",
        direction: Direction = "forward",
        check: Check = lambda plan: None,
    ) -> None:
        """Apply a layer's plan as one step of the run; what may pass by itself is tried again.

        Args:
            plan: The plan.
            layer: The layer.
            config: Its JSON.
            doing: expand, apply, contract or destroy.
            direction: Towards the run's target, or back.
            check: Refuses, by raising, a plan made anew for another try that does what nobody approved. What this step
                itself has half made is made there, whatever Terraform calls it.

        Raises:
            TerraformError: It failed, and not for a reason that passes.
            Interrupted: Somebody pressed Ctrl-C.
        """
        if not plan.has_changes:
            return
        session, ledger, stack = self.session, self.session.ledger, self.stacks[layer]
        destroy = doing == "destroy"
        number = ledger.start_step(self.run.id, layer, doing, direction, None if destroy else config, self.mark(layer))
        self.begin()
        verb = {"destroy": "Destroying", "expand": "Expanding", "contract": "Contracting"}.get(doing, "Applying")
        session.progress.step(f"{verb} {stack}", stack)
        made_from = dependencies(json.loads(config))
        session.progress.expect(plan.changes, ledger.typical_seconds(), made_from)
        terraform, recorder = self.terraform(layer, config)
        trying, approved, stood = Trying(session), plan, self.addresses(layer)
        attempt = 0
        events: dict[tuple[str, str], ResourceEvent] = {}
        said: list[str] = []
        try:
            while True:
                attempt += 1
                log = self._folder / log_name(number, attempt, stack)
                try:
                    terraform.apply(plan, log=log)
                    break
                except TerraformError as error:
                    events |= recorder.events
                    said.append(error.message)
                    if not error.diagnostics:
                        log = cut_off(log)
                    with suppress(OSError):  # on a full disk; whoever takes the run back tries again
                        mend_state(session, self.run, stack)
                    trying.wait_or_raise(error)
                    left = find_unrecorded(self, layer, config, [log])
                    for line in left.lines:
                        session.progress.note(line)
                    refuse_doubles(error, left.doubled)
                    with ExitStack() as tidy:
                        again = self.plan(tidy, layer, config, destroy=destroy)
                        refuse_more(again, approved, back=direction == "back")
                        check(beside(again, stood))
                        tidy.pop_all()
                    plan = again  # saved over the one before
                    if not plan.has_changes:
                        break
                    session.progress.step(f"{verb} {stack}", stack)
                    session.progress.expect(plan.changes, ledger.typical_seconds(), made_from)
                    terraform, recorder = self.terraform(layer, config)
        except BaseException as error:
            events |= recorder.events
            with suppress(DatabaseUnusable):  # what went wrong first is what is told
                self._end(number, "failed", layer, attempt, events.values(), _each([*said, str(error)]))
            raise
        events |= recorder.events
        self._end(number, "done", layer, attempt, events.values(), _each(said))
        self.changes += approved.changes

    def forget(self, layer: str, config: str, changes: tuple[Change, ...], *, direction: Direction = "forward") -> None:
        """Take out of a layer's state what is gone in the cloud, as a step of the run."""
        number = self.session.ledger.start_step(self.run.id, layer, "forget", direction, None, self.mark(layer))
        self.begin()
        terraform, _ = self.terraform(layer, config)
        try:
            terraform.forget(change.address for change in changes)
        except BaseException as error:
            self._end(number, "failed", layer, 1, (), str(error))
            raise
        self._end(number, "done", layer, 1, [ResourceEvent(c.address, "forget", "done") for c in changes], "")
        self.changes += changes

    def _end(
        self, number: int, state: str, layer: str, attempts: int, events: Iterable[ResourceEvent], error: str
    ) -> None:
        after = StateMark()
        with suppress(LakemasonError):  # a state that cannot be read
            after = self.mark(layer)
        self.session.ledger.end_step(
            self.run.id, number, "done" if state == "done" else "failed",
            after=after, attempts=attempts, resources=list(events), error=error,
        )  # fmt: skip


def _each(said: list[str]) -> str:
    """What went wrong at each try, in its own words; what a later one begins with is said there."""
    each = list(dict.fromkeys(said))
    return "\n\n".join(one for at, one in enumerate(each) if not any(it.startswith(one) for it in each[at + 1 :]))


def mark_of(state: LayerState) -> StateMark:
    """Which state a layer has."""
    return StateMark(state.lineage, state.serial)


def log_name(step: int, attempt: int, stack: str) -> str:
    """File that keeps what Terraform said."""
    return f"{step:04}-{attempt:02}-{stack}.log"


def without_file(plan: LayerPlan) -> LayerPlan:
    """The plan as something to look at only."""
    return replace(plan, file=None)
