"""Finds what was created but not recorded, and takes it into the state."""

from __future__ import annotations

import shlex
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from app.provisioning.events import Diagnostic, Event, diagnostic_of
from app.provisioning.finding.candidates import recorded
from app.provisioning.finding.planned import Planned, planned, strange
from app.provisioning.finding.scratch import LABEL, Layer, Wanted, Written, prepare_folder, write_config
from app.provisioning.finding.sought import Config, Sought, lost, sought, stands_on
from app.provisioning.finding.words import meaning
from app.provisioning.terraform import LayerPlan, Terraform, TerraformError

SUFFIX = "-finding"
"""Of the scratch folder's name, and so of its plan and log: those of the layer itself stay as they are."""


@dataclass(frozen=True)
class Found:
    """What became of what was looked for.

    Args:
        imported: Was there, and is in the state now.
        absent: Is not there.
        foreign: Is there and not ours, with what shows it; the state does not have it.
        unfindable: May be there and cannot be looked up, with where a person finds it.
        doubled: Of these, what making again would make a second time.
        repeatable: May be there and need not be known, as making it again takes it over; with where a person finds it.
    """

    imported: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    foreign: tuple[tuple[str, str], ...] = ()
    unfindable: tuple[tuple[str, str], ...] = ()
    doubled: tuple[str, ...] = ()
    repeatable: tuple[tuple[str, str], ...] = ()


def find(
    terraform_for: Callable[[Path], Terraform],
    *,
    config: Config,
    folder: Path,
    state: Path,
    candidates: Sequence[str],
    scratch: Path,
    undo: bool = False,
    pauses: Sequence[float] = (),
) -> Found:
    """Look for resources of one layer in the cloud, and import what is there and ours.

    All are looked for in one plan. Only where an error does not say which of them it is about, one by one. A plan
    that would do anything but import is never applied.

    Args:
        terraform_for: Makes a Terraform for a folder.
        config: The layer's JSON that was being applied.
        folder: The stack's folder: relative paths of the JSON start there, and its providers are used.
        state: The layer's state file.
        candidates: Addresses that may be there; those that the state has are left alone.
        scratch: A private folder to work in.
        undo: They are to be undone: what making again would take over is imported as well.
        pauses: Seconds to wait before each further look at what was not there; a cloud may be slow to show what it
            has made. Left out: one look.

    Raises:
        TerraformError: Terraform failed for another reason than that something is not there.
        Interrupted: Somebody stopped it.
    """
    workshop = scratch / f"{folder.name}{SUFFIX}"
    terraform = terraform_for(workshop)
    layer = Layer(config, folder, state, terraform.environment.get("ARM_SUBSCRIPTION_ID", ""))
    search = _Search(terraform, layer, [it for it in sought(config, candidates) if it.address not in recorded(state)])
    search.set_aside(undo=undo)
    try:
        if search.left:
            prepare_folder(workshop, layer)
            search.write({})
            terraform.init()
            search.run()
        for pause in pauses:
            if search.look_again():
                time.sleep(pause)
                search.run()
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return search.found()


@dataclass
class _Search:
    """A search under way: what is left, and the fate of everything else."""

    terraform: Terraform
    layer: Layer
    wanted: Sequence[Sought]
    left: dict[str, Sought] = field(init=False)
    fates: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = {it.address: it for it in self.wanted}
        self.numbers = {address: number for number, address in enumerate(self.left)}

    def set_aside(self, *, undo: bool) -> None:
        """Settle what is not looked for: no way leads there, or nobody needs it."""
        for it in self.wanted:
            if it.way is None:
                self._settle(it, "repeatable" if it.row.repeats else "unfindable", it.place)
        sole = [it.address for it in self.left.values() if not it.row.repeats]
        needed = set().union(*(stands_on(self.layer.config, address) for address in sole))
        for it in list(self.left.values()):
            if it.row.repeats and not undo and it.address not in needed:
                self._settle(it, "repeatable", it.place)

    def look_again(self) -> bool:
        """Put what was not there back among what is left; says whether there is any."""
        again = {it.address: it for it in self.wanted if self.fates[it.address][0] == "absent"}
        self.fates = {address: fate for address, fate in self.fates.items() if address not in again}
        self.left = again
        return bool(again)

    def run(self) -> None:
        """Settle everything that is left."""
        while self._without_footing() and self._try(self.left):
            pass
        for it in list(self.left.values()):
            if it.address in self._without_footing():
                while it.address in self.left:
                    self._try({it.address: it})

    def write(self, batch: Mapping[str, Sought], ids: Mapping[str, str] = MappingProxyType({})) -> Written:
        """Write the configuration that imports a batch, by ids that are known or looked up."""
        wanted = [
            Wanted(it, self.numbers[address], it.way, ids.get(address, "")) for address, it in batch.items() if it.way
        ]
        return write_config(self.terraform.folder, self.layer, wanted, {*recorded(self.layer.state), *batch})

    def found(self) -> Found:
        """What became of everything."""

        def of(fate: str) -> tuple[tuple[str, str], ...]:
            return tuple((a, self.fates[a][1]) for a in self.numbers if self.fates[a][0] == fate)

        imported, absent = (tuple(address for address, _ in of(fate)) for fate in ("imported", "absent"))
        doubled = {it.address for it in self.wanted if it.doubled}
        unfindable = of("unfindable")
        return Found(
            imported, absent, of("foreign"), unfindable,
            tuple(address for address, _ in unfindable if address in doubled), of("repeatable"),
        )  # fmt: skip

    def _settle(self, it: Sought, fate: str, why: str = "") -> None:
        self.fates[it.address] = (fate, why)
        self.left.pop(it.address, None)

    def _without_footing(self) -> dict[str, Sought]:
        """Settle what stands on something that is not there, not ours or not to be found; returns what is left."""
        while True:
            there = {*recorded(self.layer.state), *self.left}
            gone = [
                (it, missing) for it in self.left.values() if (missing := lost(self.layer.config, it.address, there))
            ]
            for it, missing in gone:
                fate = self.fates.get(missing, ("unfindable", ""))[0]
                if fate == "foreign":
                    self._settle(it, fate, f"it stands on {missing}, which is not ours")
                else:
                    self._settle(it, "absent" if fate == "absent" else "unfindable", it.place)
            if not gone:
                return self.left

    def _try(self, batch: Mapping[str, Sought]) -> bool:
        """Plan to import a batch, and do it; says whether that settled anything."""
        batch = dict(batch)
        targets = [f"-target={shlex.quote(address)}" for address in batch]
        self.terraform.environment["TF_CLI_ARGS_plan"] = " ".join(["-refresh=false", *targets])
        written = self.write(batch)
        errors = _Errors(self.terraform)
        try:
            plan, would = self._plan()
            if written.looks_up and would.ids.keys() == batch.keys():
                # Once more with the ids as they are: else the data sources would stay in the state.
                plan.discard()
                written = self.write(batch, would.ids)
                plan, would = self._plan()
        except TerraformError:
            settled = [self._read(it, written.lines.get(line, ""), batch) for it, line in errors.heard]
            if not any(settled) and len(batch) == 1:
                raise
            return any(settled)
        finally:
            errors.stop()
        try:
            return self._import(batch, plan, would)
        finally:
            plan.discard()

    def _plan(self) -> tuple[LayerPlan, Planned]:
        plan = self.terraform.plan()
        try:
            return plan, planned(self.terraform.show_plan(plan.file) if plan.file else {})
        except BaseException:
            plan.discard()
            raise

    def _import(self, batch: Mapping[str, Sought], plan: LayerPlan, would: Planned) -> bool:
        """Apply a plan if it does nothing but import what is ours; says whether that settled anything."""
        if would.others or would.objects.keys() != batch.keys():
            return self._refuse(batch)
        strangers = {a: why for a, it in batch.items() if (why := strange(it.body, would.objects[a]))}
        for address, why in strangers.items():
            self._settle(batch[address], "foreign", f"{would.ids[address]}: {why}")
        if not strangers:
            self.terraform.apply(plan)
            for it in batch.values():
                self._settle(it, "imported")
        return True

    def _refuse(self, batch: Mapping[str, Sought]) -> bool:
        """A plan would do more than import: of several, each is tried alone; one alone is left to a person."""
        if len(batch) > 1:
            return False
        for it in batch.values():
            self._settle(it, "unfindable", it.place)
        return True

    def _read(self, error: Diagnostic, at: str, batch: Mapping[str, Sought]) -> bool:
        """Settle what an error is about; says whether it did.

        Args:
            error: The error.
            at: The address of the import whose line it names; empty where it names none.
            batch: What was tried.
        """
        it = self._about(error, at, batch)
        said = meaning(error, of_lookup=f".{LABEL}_" in error.address)
        if it is None or said is None or it.address not in self.left:
            return False
        self._settle(it, "absent" if said == "absent" else "unfindable", it.place)
        return True

    def _about(self, error: Diagnostic, at: str, batch: Mapping[str, Sought]) -> Sought | None:
        if len(batch) == 1 or at:
            return batch.get(at) or next(iter(batch.values()))
        for address, it in batch.items():
            lookup = f"data.{it.way.data if it.way else ''}.{LABEL}_{self.numbers[address]}"
            if error.address in (address, lookup) or (not error.address and f'"{address}"' in error.detail):
                return it
        return None


class _Errors:
    """Hears the errors that a Terraform tells, each with the line that it names, while it is still told to others."""

    def __init__(self, terraform: Terraform) -> None:
        self.heard: list[tuple[Diagnostic, int]] = []
        self._terraform, self._before = terraform, terraform.listen
        terraform.listen = self._listen

    def stop(self) -> None:
        """Hear no more."""
        self._terraform.listen = self._before

    def _listen(self, event: Event) -> None:
        error = diagnostic_of(event)
        if error and error.severity == "error":
            named = event.data["diagnostic"].get("range") or {}
            self.heard.append((error, int(named.get("start", {}).get("line", 0))))
        self._before(event)
