"""One point of the matrix: a run is killed there and recovered, and everything that must hold then is looked at."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from app.provisioning.ledger.leases import Leases
from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.opened import open_ledger
from app.provisioning.ledger.records import LAYERS, Run, Standing
from app.provisioning.process import started_at
from app.provisioning.run.layers import mark_of
from app.provisioning.session import PRIVATE_PREFIX
from app.provisioning.state import read_state
from rehearsal.cloud import CloudObject
from rehearsal.faults import Fault, Moment
from rehearsal.trace import Step
from tests.reliability.picture import differences, picture
from tests.reliability.points import Point
from tests.reliability.site import PLATFORM, STACKS, Base, Done, Site

_KILLED = -9


@dataclass(frozen=True)
class Outcome:
    """What became of a point.

    Args:
        point: The point.
        operation: What the run was killed at.
        seconds: How long killing and recovering took.
        problems: What does not hold, a line each; none where all is well.
        said: What the processes printed.
    """

    point: Point
    operation: str
    seconds: float
    problems: tuple[str, ...] = ()
    said: str = field(default="", repr=False)


def crash(site: Site, point: Point, *, once_more: bool = False, again: Sequence[tuple[int, Moment]] = ()) -> Outcome:
    """Kill a run at a point, recover it, and look at what is left.

    Args:
        site: Where.
        point: The point.
        once_more: Also let Terraform say that there is nothing left to do.
        again: Operations at which recovering is killed, too, each counted from where it began anew.
    """
    began = time.monotonic()
    base = site.reset(point.scenario)
    killed, trace = _cut_power(site, point.at, point.moment, lambda: site.perform(point.scenario))
    operation = f"{trace[-1].operation} of {trace[-1].type}" if trace else "nothing"

    def outcome(*problems: str, said: str) -> Outcome:
        return Outcome(point, operation, time.monotonic() - began, problems, said)

    def recover() -> Done:
        return site.lakemason("recover", PLATFORM, "--rehearse", "--yes", *forward)

    if not _struck(point.at, point.moment, killed, trace):
        return outcome(f"the run was not killed there (exit code {killed.code})", said=killed.said)
    with _ledger(site) as ledger:
        stood, begun = ledger.standing(PLATFORM), bool(_last_run(ledger).steps)
    forward = ["--forward"] if point.direction == "forward" else []
    said, dead, last = killed.said, [killed], [trace[-1]]
    for at, moment in again:
        killed, trace = _cut_power(site, at, moment, recover)
        said += f"--- recover, to be killed\n{killed.said}"
        if not _struck(at, moment, killed, trace):
            return outcome(f"recovering was not killed at {at} (exit code {killed.code})", said=said)
        dead.append(killed)
        last.append(trace[-1])
    recovered = recover()
    went = begun and point.direction == "forward"
    said += f"--- recover\n{recovered.said}"
    problems = [] if recovered.code == 0 else [f"recover ended with exit code {recovered.code}"]
    problems += _cloud_problems(site, base, went=went)
    problems += _lock_problems(site, dead)
    problems += _story_problems(site, last, begun=begun, went=went)
    problems += _standing_problems(site, stood, begun=begun, went=went)
    if once_more:
        again = site.keep(base.config_after if went else base.config_before)
        said += f"--- once more\n{again.said}"
        if not again.said.endswith("unchanged\n"):
            problems.append("Terraform still finds something to do")
    return outcome(*problems, said=said)


def _cut_power(site: Site, at: int, moment: Moment, act: Callable[[], Done]) -> tuple[Done, list[Step]]:
    """Do something, and kill it at an operation; also returns what the cloud did until then."""
    with site.cloud() as cloud:
        seen = len(cloud.trace())
        cloud.faults.clear()
        cloud.faults.add(Fault(kind="power", at=at, moment=moment))
    done = act()
    with site.cloud() as cloud:
        return done, cloud.trace()[seen:]


def _struck(at: int, moment: Moment, killed: Done, trace: list[Step]) -> bool:
    """Whether it was killed at the operation that was meant: the last one it ever did."""
    there = len(trace) == at and trace[-1].outcome == f"power {moment}"
    return there and killed.code == _KILLED


def _cloud_problems(site: Site, base: Base, *, went: bool) -> Iterator[str]:
    """The cloud is as it was before, or as it was to be; and Terraform knows all of it."""
    with site.cloud() as cloud:
        objects = cloud.objects()
    yield from differences(base.after if went else base.before, picture(objects))
    known = {(kind, id_) for stack in STACKS for kind, id_ in _ids(site, stack)}
    there = {(it.type, it.id) for it in objects if not _companion(it, objects)}
    yield from (f"no state knows {kind} {id_}" for kind, id_ in sorted(there - known))
    yield from (f"a state has {kind} {id_}, which is not there" for kind, id_ in sorted(known - there))


def _lock_problems(site: Site, dead: list[Done]) -> Iterator[str]:
    """Nothing is locked, and nothing of the run lies about or goes on."""
    yield from (f"locked: {note.name}" for note in site.place.state.glob(".*.lock.info"))
    with _ledger(site) as ledger:
        leases = Leases(ledger.database, ledger.scope, site.place.state).all()
    yield from (f"leased: {lease}" for lease in leases)
    yield from (f"left: {found}" for found in site.temporary.glob(f"{PRIVATE_PREFIX}*"))
    runs = site.place.state.parent / "runs"
    yield from (f"left: {found}" for found in (runs.iterdir() if runs.is_dir() else ()))
    alive = [pid for killed in dead for pid in _of_session(killed.pid)]
    yield from (f"process {pid} of what was killed is still there" for pid in alive)


def _standing_problems(site: Site, stood: Standing | None, *, begun: bool, went: bool) -> Iterator[str]:
    """The ledger knows what stands, and the states that there are; a run that changed nothing left that alone."""
    with _ledger(site) as ledger:
        run, standing = _last_run(ledger), ledger.standing(PLATFORM)
    marks = {layer: mark_of(read_state(site.place, stack)) for layer, stack in zip(LAYERS, STACKS, strict=True)}
    if run.stood_after != marks:
        yield f"run {run.id} ended with {run.stood_after}; there is {marks}"
    if begun:
        stood = Standing(PLATFORM, run.id if went else run.base_run, run.id, marks)
    if standing != stood:
        yield f"the ledger has {standing}; it should have {stood}"


def _story_problems(site: Site, last: list[Step], *, begun: bool, went: bool) -> Iterator[str]:
    """The ledger tells what happened."""
    with _ledger(site) as ledger:
        run = _last_run(ledger)
    if run.state != "recovered" or not run.ended or not run.advice:
        yield f"run {run.id} is {run.state}; it says {run.advice!r}"
    unfinished = [step.number for step in run.steps if step.state != "done"]
    applying = [step.operation for step in last if step.operation != "read"]
    if len(unfinished) != len(applying):
        yield f"steps {unfinished} did not end; it was killed at {[step.operation for step in last]}"
    backward = [step.direction for step in run.steps].count("back")
    if backward and (went or not begun):
        yield f"{backward} steps lead back"
    if [step.number for step in run.steps] != list(range(1, len(run.steps) + 1)):
        yield f"steps are missing: {[step.number for step in run.steps]}"


def _ids(site: Site, stack: str) -> set[tuple[str, str]]:
    return {(resource.kind, resource.id) for resource in read_state(site.place, stack).resources}


def _companion(it: CloudObject, objects: list[CloudObject]) -> bool:
    """Whether Azure made it beside something else, and takes it away with that: it is in nobody's state."""
    return it.type == "azurerm_resource_group" and it.parent is not None and it.vanishes


def _of_session(session: int) -> list[int]:
    """Processes of a session that are still there."""
    found = []
    for entry in os.listdir("/proc"):
        with suppress(OSError):
            if entry.isdecimal() and os.getsid(int(entry)) == session and started_at(int(entry)) != "gone":
                found.append(int(entry))
    return found


@contextmanager
def _ledger(site: Site) -> Iterator[Ledger]:
    with open_ledger(site.project, site.place) as ledger:
        yield ledger


def _last_run(ledger: Ledger) -> Run:
    return ledger.run(ledger.runs(platform=PLATFORM, limit=1)[0].id)
