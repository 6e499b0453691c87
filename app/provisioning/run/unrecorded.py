"""Finds what a run made in the cloud without its being in the state, and puts it there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.provisioning.errors.classify import classify
from app.provisioning.errors.patterns import Kind
from app.provisioning.events import Diagnostic
from app.provisioning.ledger.records import Run
from app.provisioning.run.files import run_folder
from app.provisioning.run.trying import Trying
from app.provisioning.terraform import Terraform

if TYPE_CHECKING:
    from app.provisioning.run.layers import Layers

_MAY_HAVE_WORKED: frozenset[Kind] = frozenset({"server", "lost", "timeout", "plugin", "eventual", "role", "unknown"})
"""Kinds of errors after which a thing may stand all the same; the others say that it does not, or is not ours."""

_OTHER_LAYER = re.compile(r"data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)")

_LOG, _CUT_OFF = ".log", ".cut-off"

_PAUSES = (5.0, 15.0)
"""Seconds before further looks: a service may be slow to show what it has made. Ours; the databricks provider itself
waits up to a minute for a new object to be seen."""
_PAUSES_REHEARSING = (0.1,)


@dataclass(frozen=True)
class Left:
    """What could not be found or is somebody else's.

    Args:
        lines: A line for each.
        doubled: Of these, what making again would make a second time: a line for each, with where a person looks.
    """

    lines: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)


def find_unrecorded(
    layers: Layers, layer: str, config: str, logs: Iterable[Path], *, undo: bool = False, settled: bool = False
) -> Left:
    """Find and import what creates that began have left.

    Args:
        layers: Terraform over the layers.
        layer: Which.
        config: Its JSON, as it was applied.
        logs: What Terraform said while it was.
        undo: They are to be taken away again, so what making again would take over counts, too.
        settled: They were looked for before, and a step of that layer ended well since.
    """
    from app.provisioning.finding.candidates import candidates
    from app.provisioning.finding.finder import find  # its tables are for the rare case

    session, stack = layers.session, layers.stacks[layer]
    state = session.place.state_file(stack)
    logs = list(logs)
    wanted = list(dict.fromkeys(address for log in logs for address in candidates(log, state, _refused)))
    left = []
    if any(_was_cut_off(log) for log in logs):
        ours, unsigned = _perhaps_begun(layers, layer, config, set(wanted))
        wanted += ours
        left = [
            f"{address} may be there: what Terraform said of it is lost, and it has no tags" for address in unsigned
        ]
    if not wanted:
        return Left(left)
    if layer == "databricks" and not set(_OTHER_LAYER.findall(config)) <= layers.state("azure").output_names:
        return Left(left + _without_workspace(json.loads(config), wanted, settled=settled))
    session.progress.step(f"Looking for what {stack} may have made without recording it", stack)

    def quiet(folder: Path) -> Terraform:
        """Its warnings of partial plans say nothing to people: that is what is wanted here."""
        return Terraform(session.binary, folder, session.environment, lambda event: None, session.private)

    found = Trying(session).until_done(
        lambda: find(
            quiet,
            config=json.loads(config),
            folder=session.place.stack(stack),
            state=state,
            candidates=wanted,
            scratch=session.private,
            undo=undo,
            pauses=_PAUSES_REHEARSING if session.place.rehearsal else _PAUSES,
        )
    )
    for address in found.imported:
        session.progress.note(f"found and recorded {address}")
    left += [f"{address} is there and not this run's: {what}; left alone" for address, what in found.foreign]
    left += [f"{address} may be there and cannot be looked up; see {place}" for address, place in found.unfindable]
    if undo:
        left += [f"{address} may be there; see {place}" for address, place in found.repeatable]
    doubled = [
        f"{address} may be there; see {place}" for address, place in found.unfindable if address in found.doubled
    ]
    return Left(left, doubled)


def _without_workspace(config: dict[str, Any], wanted: Iterable[str], *, settled: bool) -> list[str]:
    """What may still be there where the layer before is gone, or half gone: nobody says any more where to ask.

    That layer goes last, so this one was taken down before it: here, or by hand.
    """
    from app.provisioning.finding.sought import sought

    return [
        f"{it.address} may be there, and its workspace is gone; see {it.place}"
        for it in sought(config, list(wanted))
        if it.row.outlives and not (settled and it.way)
    ]


def find_after(layers: Layers, run: Run) -> list[str]:
    """Find and import what the steps of a run that did not end well have left.

    Args:
        layers: Terraform over the layers.
        run: The run.

    Returns:
        What cannot be found or is somebody else's, a line each.
    """
    ledger, folder = layers.session.ledger, run_folder(layers.session.place, run.id)
    left: list[str] = []
    steps = ledger.run(run.id).steps
    for step in steps:
        if step.state != "done" and step.config:
            logs = sorted(folder.glob(f"{step.number:04}-*-{layers.stacks[step.layer]}*{_LOG}"))
            since = [one for one in steps if one.number > step.number and one.layer == step.layer]
            settled = any(one.state == "done" for one in since)
            text = ledger.text(step.config)
            left += find_unrecorded(layers, step.layer, text, logs, undo=True, settled=settled).lines
    return list(dict.fromkeys(left))


def cut_off(log: Path) -> Path:
    """Mark a log that lacks even why Terraform failed: the disk was full, or Terraform was killed.

    By its name, which can be changed where nothing can be written; returns the log as it is called then.
    """
    with suppress(OSError):
        return log.rename(log.with_name(log.name.removesuffix(_LOG) + _CUT_OFF + _LOG))
    return log


def _was_cut_off(log: Path) -> bool:
    return log.name.endswith(_CUT_OFF + _LOG)


def _perhaps_begun(layers: Layers, layer: str, config: str, known: set[str]) -> tuple[list[str], list[str]]:
    """What was to be made and may have been, where the log does not say: with tags that show whose it is, and without.

    Only the tags tell what is there from somebody else's of that name.
    """
    from app.provisioning.finding.planned import signs

    plan = layers.session.ledger.run(layers.run.id).plan or {}
    planned = [
        one["address"] for one in plan.get("layers", {}).get(layers.stacks[layer], []) if one["action"] == "create"
    ]
    resources = json.loads(config).get("resource", {})
    waiting = [address for address in planned if address not in known | layers.addresses(layer)]
    signed = []
    for address in waiting:
        kind, _, name = address.partition("[")[0].partition(".")
        if signs(resources.get(kind, {}).get(name, {})):
            signed.append(address)
    return signed, [address for address in waiting if address not in signed]


def _refused(error: Diagnostic) -> bool:
    """Whether an error of a create says that what it was to make is not there, or is not ours."""
    return classify([error]).kind not in _MAY_HAVE_WORKED
