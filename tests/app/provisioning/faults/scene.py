"""A project in a rehearsal where things go wrong, and all that can be looked at afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.project import Project
from app.provisioning.ledger.leases import Leases
from app.provisioning.ledger.ledger import Ledger
from app.provisioning.ledger.opened import open_ledger
from app.provisioning.ledger.records import LAYERS, Run
from app.provisioning.run.layers import mark_of
from app.provisioning.session import PRIVATE_PREFIX
from app.provisioning.state import read_state
from rehearsal.cloud import Cloud, CloudObject
from rehearsal.faults import Fault, Kind, Moment, Operation
from tests.conftest import PLATFORM, Lakemason, Result
from tests.reliability.picture import Picture, picture

NAME = "ml-team-ml-dev"
WORKSPACE = "azurerm_databricks_workspace"
CLUSTER = "databricks_cluster"
ALL = ["azurerm_databricks_workspace", "azurerm_resource_group", "databricks_cluster", "databricks_notebook"]
"""Types of what stands of the platform, in the order of their names."""

CHANGED = PLATFORM.replace('"4711"', '"4712"').replace(
    "notebooks: {}", "notebooks: {}\n  storage: {containers: [raw]}\n  secret_scope: {}"
)
"""The platform with something changed and something more in each layer."""


def fault(kind: Kind, type_name: str, operation: Operation = "create", **more: object) -> Fault:
    """A fault of a rehearsal; throttling asks for a wait that tests can afford."""
    known = {"retry_after": 0.2, "seconds": 600.0}
    return Fault(kind=kind, type=type_name, operation=operation, **{**known, **more})  # type: ignore[arg-type]


def after(kind: Kind, type_name: str, operation: Operation = "create", **more: object) -> Fault:
    """A fault that strikes when the operation has taken effect."""
    moment: Moment = "after"
    return fault(kind, type_name, operation, moment=moment, **more)


def whole(*values: object) -> object:
    """Parameters of a case that only the whole matrix has."""
    return pytest.param(*values, marks=pytest.mark.whole)


@dataclass(frozen=True)
class Scene:
    """A project.

    Args:
        root: Its folder.
        lakemason: The command line, in this process.
        temporary: Where temporary files go.
    """

    root: Path
    lakemason: Lakemason
    temporary: Path

    @property
    def project(self) -> Project:
        return Project(self.root)

    @contextmanager
    def cloud(self) -> Iterator[Cloud]:
        """The project's cloud."""
        place = self.root / ".lakemason" / "rehearsal"
        place.mkdir(parents=True, exist_ok=True)
        with closing(Cloud(place / "cloud.db")) as cloud:
            yield cloud

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """The project's ledger."""
        with open_ledger(self.project, self.project.place(rehearse=True)) as ledger:
            yield ledger

    def strike(self, *faults: Fault) -> None:
        """Let things go wrong."""
        with self.cloud() as cloud:
            for one in faults:
                cloud.faults.add(one)

    def mend(self) -> None:
        """Let everything work again."""
        with self.cloud() as cloud:
            cloud.faults.clear()

    def change(self, text: str = CHANGED, name: str = NAME) -> None:
        """Write a platform's file anew."""
        (self.root / "platforms" / f"{name}.yaml").write_text(text)

    def run(self, verb: str, *flags: str, name: str = NAME) -> Result:
        """A command about the platform, everything approved."""
        return self.lakemason(verb, name, "--rehearse", "--yes", *flags)

    def start(self, verb: str, *flags: str, through: str = "") -> subprocess.Popen[str]:
        """The same as a process of its own.

        Args:
            verb: The command.
            flags: More of its options.
            through: A command of the shell that starts it; none if left out.
        """
        program = str(Path(sys.executable).with_name("lakemason"))
        command = [program, verb, NAME, "--rehearse", "--yes", *flags]
        if through:
            command = ["sh", "-c", f'{through} "$@"', "sh", *command]
        return subprocess.Popen(
            command, cwd=self.root, env={**os.environ, "TMPDIR": str(self.temporary)}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    def inside(self, *command: str) -> None:
        """Run a program inside the rehearsal, as somebody does who uses Terraform alone."""
        program = str(Path(sys.executable).with_name("lakemason"))
        done = subprocess.run(
            [program, "rehearsal", "exec", "--", *command], cwd=self.root, env=os.environ, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    @staticmethod
    def until(process: subprocess.Popen[str], words: str) -> str:
        """Read what a process says until it says something; returns all of it."""
        assert process.stderr is not None
        said = ""
        for line in process.stderr:
            said += line
            if words in line:
                return said
        raise AssertionError(f"it never said {words!r}:\n{said}")

    def until_there(self, process: subprocess.Popen[str], type_name: str) -> None:
        """Wait until a process has made something, which Terraform itself need not know yet."""
        look_again = threading.Event()
        while type_name not in self.types():
            assert process.poll() is None, process.communicate()
            look_again.wait(0.05)

    def stack(self, layer: str) -> Path:
        """Folder of a layer's stack."""
        return self.project.place(rehearse=True).stack(f"{NAME}-{layer}")

    def objects(self) -> list[CloudObject]:
        """What stands in the cloud."""
        with self.cloud() as cloud:
            return cloud.objects()

    def types(self) -> list[str]:
        """Types of what somebody made, each as often as there are objects of it."""
        return sorted(it.type for it in self.objects() if not _companion(it))

    def picture(self) -> Picture:
        """What stands, in a form that can be compared."""
        return picture(self.objects())

    def last(self) -> Run:
        """The platform's last run."""
        with self.ledger() as ledger:
            return ledger.run(ledger.runs(platform=NAME, limit=1)[0].id)

    def ran(self) -> list[str]:
        """The last run's steps, a line each: layer, what it did, which way, how it ended, after how many attempts."""
        return [
            f"{step.layer} {step.doing} {step.direction}: {step.state} in {step.attempts}" for step in self.last().steps
        ]

    def loose_ends(self, name: str = NAME) -> list[str]:
        """What must not be there when a run has ended, a line each."""
        place = self.project.place(rehearse=True)
        runs = place.state.parent / "runs"
        found = [f"lock: {note.name}" for note in place.state.glob(".*.lock.info")]
        found += [f"run folder: {folder.name}" for folder in (runs.iterdir() if runs.is_dir() else ())]
        found += [f"plan: {file}" for file in self.root.rglob("*.tfplan")]
        found += [f"private folder: {folder}" for folder in self.temporary.glob(f"{PRIVATE_PREFIX}*")]
        with self.ledger() as ledger:
            found += [f"lease: {lease}" for lease in Leases(ledger.database, ledger.scope, place.state).all()]
            found += [f"run {run.id} has not ended: {run.state}" for run in ledger.under_way(name)]
            standing = ledger.standing(name)
        states = {layer: read_state(place, f"{name}-{layer}") for layer in LAYERS}
        marks = {layer: mark_of(state) for layer, state in states.items()}
        if standing is None or standing.states != marks:
            found.append(f"the ledger has {standing}, there is {marks}")
        recorded = sorted(it.kind for state in states.values() for it in state.resources)
        if recorded != self.types():
            found.append(f"the states have {recorded}, the cloud {self.types()}")
        return found


def _companion(it: CloudObject) -> bool:
    """Whether Azure made it beside a workspace, and takes it away with that: it is in nobody's state."""
    return it.type == "azurerm_resource_group" and it.parent is not None and it.vanishes
