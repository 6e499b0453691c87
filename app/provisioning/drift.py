"""Drift: what stands otherwise in the cloud than the state says. Looks, and changes nothing.

Terraform plans with `-refresh-only` in a scratch folder, on copies of the states: a run that is under way neither waits
nor is waited for, and no state can be written.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from app.database.unusable import DatabaseUnusable
from app.project import Place
from app.provisioning.differences import Difference, differences
from app.provisioning.ledger.leases import Leases
from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.opened import open_ledger
from app.provisioning.ledger.records import LAYERS, Configuration
from app.provisioning.preview import STACK_FILE, ready_from
from app.provisioning.run.files import stack_text
from app.provisioning.run.moving import WORKSPACE
from app.provisioning.run.standing import source_of
from app.provisioning.session import Session
from app.provisioning.state import LayerState, read_state
from naming.errors import LakemasonError

What = Literal["changed", "removed"]

_TRIES, _TRY_AGAIN_SECONDS = 20, 0.05


@dataclass(frozen=True)
class DriftedResource:
    """One resource that is not as the state says.

    Args:
        address: Its address in the stack.
        kind: Its Terraform type.
        name: What it is called, where it has a name.
        what: What happened to it.
        differences: What changed in it; none where it is gone.
    """

    address: str
    kind: str
    name: str
    what: What
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class LayerDrift:
    """What was found in one layer.

    Args:
        stack: The layer's stack.
        layer: `azure` or `databricks`.
        looked_at: How many resources the state has; 0 for a layer that was never deployed, or is gone.
        serial: Of the state that was looked at; 0 where there is none.
        resources: What drifted.
    """

    stack: str
    layer: str
    looked_at: int
    serial: int
    resources: tuple[DriftedResource, ...] = ()


@dataclass(frozen=True)
class PlatformDrift:
    """What was found of one platform.

    Args:
        platform: Its name.
        at: When it was looked at, in UTC.
        layers: Both layers, azure first.
        held_by: Whose run worked on it meanwhile; empty for nobody's.
    """

    platform: str
    at: datetime
    layers: tuple[LayerDrift, ...]
    held_by: str = ""

    @property
    def resources(self) -> tuple[DriftedResource, ...]:
        """What drifted, over both layers."""
        return tuple(resource for layer in self.layers for resource in layer.resources)

    def seen(self) -> dict[str, Any]:
        """What the ledger keeps of it, for `status`: what drifted by layer, and no values."""
        return {
            layer.layer: {"looked_at": layer.looked_at, "drifted": {one.address: one.what for one in layer.resources}}
            for layer in self.layers
        }


def drift_of(
    session: Session,
    platform: str,
    stacks: tuple[str, str],
    synthesized: Callable[[], Path] | None = None,
) -> PlatformDrift:
    """Look at what stands of a platform. Writes no state; the ledger keeps when it was and what was found.

    Each layer is looked at with the configuration that its last run left; else with what was synthesized last.

    Args:
        session: The surroundings; nobody else needs to be kept out.
        platform: The platform's name.
        stacks: Its layers' stacks, in order.
        synthesized: Makes its stacks, and returns their folder, where there is no configuration at all; not asked
            if left out.

    Raises:
        LakemasonError: There is a state and no configuration for it.
        TerraformError: The cloud could not be asked.
    """
    with open_ledger(session.project, session.place, create=False) as ledger:
        lease = Leases(ledger.database, ledger.scope, session.place.state).find(platform)
        held_by = str(lease) if lease and not lease.stale else ""
        if held_by:
            session.progress.note(f"A run works on {platform}: {held_by}. What it changes meanwhile may show as drift.")
        found = _Look(session, platform, stacks, ledger, synthesized).layers()
        seen = PlatformDrift(platform, datetime.now(UTC), found, held_by)
        try:
            if ledger.standing(platform):
                ledger.saw_drift(platform, seen.seen())
        except DatabaseUnusable as error:  # such as one that this person may only read
            session.progress.note(f"`lakemason status` will not show what was found: {error.message}")
    return seen


class _Look:
    """One look at a platform."""

    def __init__(
        self,
        session: Session,
        platform: str,
        stacks: tuple[str, str],
        ledger: Ledger,
        synthesized: Callable[[], Path] | None,
    ) -> None:
        self._session = session
        self._stacks = dict(zip(LAYERS, stacks, strict=True))
        self._synthesized = synthesized
        standing = ledger.standing(platform)  # without any, no ledger is made
        self._standing = source_of(session, standing, stacks) if standing else Configuration()
        scratch = session.private / f"drift-{platform}"
        self._copies = Place(out=scratch, state=scratch)
        scratch.mkdir()

    def layers(self) -> tuple[LayerDrift, ...]:
        """What drifted in each layer."""
        states = {layer: self._copy_state(layer) for layer in LAYERS}  # both before any is looked at: one moment's
        azure = self._layer("azure", states["azure"])
        if any(one.kind == WORKSPACE and one.what == "removed" for one in azure.resources):
            return azure, self._gone(states["databricks"])  # nobody answers there any more
        return azure, self._layer("databricks", states["databricks"])

    def _layer(self, layer: str, state: LayerState) -> LayerDrift:
        nothing = _layer_drift(layer, state)
        if not state.resources:
            return nothing
        stack, session = self._stacks[layer], self._session
        config = self._config(layer)
        folder = self._copies.stack(stack)
        folder.mkdir(parents=True)
        (folder / STACK_FILE).write_text(json.dumps(self._for_looking(config)), encoding="utf-8")
        (folder / "terraform.tfstate").symlink_to(self._copies.state_file(stack))
        terraform = session.terraform(folder)
        if not (self._same_providers(config, stack) and ready_from(session.place.stack(stack), folder)):
            session.progress.step(f"Preparing {stack}", stack)
            terraform.init()
        session.progress.step(f"Looking at {stack}", stack)
        shown = terraform.look()
        names = {resource.address: resource.name for resource in state.resources}
        drifted = (_drifted(entry, names, config) for entry in shown.get("resource_drift", ()))
        return replace(nothing, resources=tuple(one for one in drifted if one))

    def _gone(self, state: LayerState) -> LayerDrift:
        """The second layer of a workspace that is gone: so is all in it, but not what belongs to no workspace."""
        from app.provisioning.finding.outliving import outliving  # its tables are for the rare case

        stays = outliving(self._copies.state_file(state.stack))
        if stays:
            self._session.progress.note(
                f"{len(stays)} resources of {state.stack} belong to no workspace and stay: they were not looked at."
            )
        gone = (one for one in state.resources if one.address not in stays)
        resources = (DriftedResource(one.address, one.kind, one.name, "removed") for one in gone)
        return replace(_layer_drift("databricks", state), resources=tuple(resources))

    def _copy_state(self, layer: str) -> LayerState:
        """Copy a state; again where a run is just writing it."""
        stack, standing = self._stacks[layer], self._session.place.state_file(self._stacks[layer])
        copy = self._copies.state_file(stack)
        for _ in range(_TRIES):
            if not standing.is_file():
                break
            shutil.copyfile(standing, copy)
            if _is_json(copy):
                break
            time.sleep(_TRY_AGAIN_SECONDS)
        try:
            return read_state(self._copies, stack)
        except LakemasonError:
            read_state(self._session.place, stack)  # says it of the state itself: the copy will be gone
            raise

    def _config(self, layer: str) -> dict[str, Any]:
        """The configuration of what stands: it says which providers look, and where."""
        stack = self._stacks[layer]
        kept = self._standing.of(layer)
        config: dict[str, Any] | None = json.loads(kept) if kept else self._synthesized_last(stack)
        if config is None and self._synthesized:
            config = json.loads((self._synthesized() / stack / STACK_FILE).read_text(encoding="utf-8"))
        if config is None:
            raise LakemasonError(
                f"There is a state of {stack}, but no configuration that says how to look at it.",
                fix="Put its platform file back, or `lakemason synth` it.",
            )
        return config

    def _synthesized_last(self, stack: str) -> dict[str, Any] | None:
        """A stack as it was synthesized last; None where it was not, or only in part: somebody is just writing it."""
        try:
            config: dict[str, Any] | None = json.loads(stack_text(self._session.place, stack) or "null")
        except ValueError:
            return None
        return config

    def _for_looking(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """The configuration in scratch: on the copied states, and without outputs, which are nothing to look at."""
        looking: dict[str, Any] = json.loads(
            json.dumps({key: value for key, value in config.items() if key != "output"})
        )
        # Without a backend it is the folder's own state, and nothing but the providers has to be prepared.
        looking.get("terraform", {}).pop("backend", None)
        for source in looking.get("data", {}).get("terraform_remote_state", {}).values():
            source["config"]["path"] = str(self._copies.state_file(self._stacks["azure"]))
        return looking

    def _same_providers(self, config: Mapping[str, Any], stack: str) -> bool:
        prepared = (self._synthesized_last(stack) or {}).get("terraform", {})
        return bool(prepared.get("required_providers") == config.get("terraform", {}).get("required_providers"))


def _layer_drift(layer: str, state: LayerState) -> LayerDrift:
    return LayerDrift(state.stack, layer, len(state.resources), state.serial)


def _drifted(entry: Mapping[str, Any], names: Mapping[str, str], config: Mapping[str, Any]) -> DriftedResource | None:
    """A resource of Terraform's `resource_drift`; None where nothing of it is otherwise to a person."""
    change = entry["change"]
    address, kind = entry["address"], entry["type"]
    found = DriftedResource(address, kind, names.get(address, ""), "removed")
    if entry.get("mode") != "managed":
        return None
    if change["actions"] == ["delete"]:
        return found
    if change["actions"] != ["update"]:
        return None
    body = config.get("resource", {}).get(kind, {}).get(entry["name"], {})
    ignored = body.get("lifecycle", {}).get("ignore_changes", ())
    changed = tuple(
        replace(one, managed=_top(one.argument) in body and ignored != "all" and _top(one.argument) not in ignored)
        for one in differences(
            change["before"], change["after"], change.get("before_sensitive"), change.get("after_sensitive")
        )
    )
    return replace(found, what="changed", differences=changed) if changed else None


def _top(argument: str) -> str:
    return argument.partition(".")[0]


def _is_json(path: Path) -> bool:
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return True
