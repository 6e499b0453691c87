"""One point of the matrix: a run is killed there and recovered, and everything that must hold then is looked at."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
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
from rehearsal.faults import Fault
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


def crash(site: Site, point: Point, *, once_more: bool = False) -> Outcome:
    """Kill a run at a point, recover it, and look at what is left.

    Args:
        site: Where.
        point: The point.
        once_more: Also let Terraform say that there is nothing left to do.
    """
    began = time.monotonic()
    base = site.reset(point.scenario)
    with site.cloud() as cloud:
        seen = len(cloud.trace())
        cloud.faults.add(Fault(kind="power", at=point.at, moment=point.moment))
    killed = site.perform(point.scenario)
    with site.cloud() as cloud:
        trace = cloud.trace()[seen:]
    operation = f"{trace[-1].operation} of {trace[-1].type}" if trace else "nothing"

    def outcome(*problems: str, said: str) -> Outcome:
        return Outcome(point, operation, time.monotonic() - began, problems, said)

    if not _struck(point, killed, trace):
        return outcome(f"the run was not killed there (exit code {killed.code})", said=killed.said)
    with _ledger(site) as ledger:
        stood, begun = ledger.standing(PLATFORM), bool(_last_run(ledger).steps)
    forward = ["--forward"] if point.direction == "forward" else []
    recovered = site.lakemason("recover", PLATFORM, "--rehearse", "--yes", *forward)
    went = begun and point.direction == "forward"
    said = f"{killed.said}--- recover\n{recovered.said}"
    problems = [] if recovered.code == 0 else [f"recover ended with exit code {recovered.code}"]
    problems += _cloud_problems(site, base, went=went)
    problems += _lock_problems(site, killed)
    problems += _story_problems(site, trace[-1], begun=begun, went=went)
    problems += _standing_problems(site, stood, begun=begun, went=went)
    if once_more:
        again = site.keep(base.config_after if went else base.config_before)
        said += f"--- once more\n{again.said}"
        if not again.said.endswith("unchanged\n"):
            problems.append("Terraform still finds something to do")
    return outcome(*problems, said=said)


def _struck(point: Point, killed: Done, trace: list[Step]) -> bool:
    """Whether the run was killed at the operation that was meant: the last one it ever did."""
    there = len(trace) == point.at and trace[-1].outcome == f"power {point.moment}"
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


def _lock_problems(site: Site, killed: Done) -> Iterator[str]:
    """Nothing is locked, and nothing of the run lies about or goes on."""
    yield from (f"locked: {note.name}" for note in site.place.state.glob(".*.lock.info"))
    with _ledger(site) as ledger:
        leases = Leases(ledger.database, ledger.scope, site.place.state).all()
    yield from (f"leased: {lease}" for lease in leases)
    yield from (f"left: {found}" for found in site.temporary.glob(f"{PRIVATE_PREFIX}*"))
    runs = site.place.state.parent / "runs"
    yield from (f"left: {found}" for found in (runs.iterdir() if runs.is_dir() else ()))
    yield from (f"process {pid} of the killed run is still there" for pid in _of_session(killed.pid))


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


def _story_problems(site: Site, last: Step, *, begun: bool, went: bool) -> Iterator[str]:
    """The ledger tells what happened."""
    with _ledger(site) as ledger:
        run = _last_run(ledger)
    if run.state != "recovered" or not run.ended or not run.advice:
        yield f"run {run.id} is {run.state}; it says {run.advice!r}"
    unfinished = [step.number for step in run.steps if step.state != "done"]
    applying = last.operation != "read"
    if len(unfinished) != applying:
        yield f"steps {unfinished} did not end; the run was killed at {last.operation}"
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
