"""Projects in which a run can be crashed: as they stand before each scenario, to be copied for each point."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.project import Project
from app.provisioning.preview import STACK_FILE
from app.provisioning.state import read_state
from app.synthesis import synthesize
from blueprints.checking import load_platforms
from rehearsal.cloud import Cloud
from tests.conftest import FOREIGN, ROOT
from tests.reliability.picture import Picture, picture
from tests.reliability.points import Scenario

PLATFORM = "ml-crash-dev"
STACKS = (f"{PLATFORM}-azure", f"{PLATFORM}-databricks")

_BEFORE = f"""\
version: 1
name: {PLATFORM}
blueprint: databricks-ml-dev
team: ml
environment: dev
workload: crash
region: westeurope
sizes:
  tier: premium
  runtime: 17.3.x-cpu-ml-scala2.13
  driver_type: Standard_D4ds_v5
  worker_type: Standard_D4ds_v5
  min_workers: 1
  max_workers: 2
  autotermination_minutes: 30
features:
  storage: {{containers: [raw]}}
  unity_catalog: {{}}
  event_hub: {{}}
cost_limit_usd: 5000
"""
_AFTER = _BEFORE.replace("event_hub: {}", "secret_scope: {}\n  diagnostics: {}").replace(": 30\n", ": 45\n")
"""Adds two features, one of them in the azure layer; changes a value in place; removes a feature of both layers."""

Config = Mapping[str, str]

VERBS: dict[Scenario, str] = {"create": "deploy", "update": "deploy", "destroy": "destroy"}
_COMMAND = (sys.executable, "-m", "tests.reliability.command")
_SECONDS = 300
"""Nothing here takes a tenth of it: what does, hangs."""


@dataclass(frozen=True)
class Done:
    """A process that has ended.

    Args:
        pid: What its number was, and that of its session.
        code: How it ended; negative for a signal.
        said: What it printed.
    """

    pid: int
    code: int
    said: str


@dataclass(frozen=True)
class Base:
    """A project before a scenario.

    Args:
        folder: The copy to start from.
        before: The cloud before.
        after: The cloud after.
        config_before: The JSON of what stands before, by stack; empty for nothing.
        config_after: The JSON of what stands after.
        operations: How many operations it took.
        changes: How many of them changed something.
        resources: How many resources stand before and after.
    """

    folder: Path
    before: Picture
    after: Picture
    config_before: Config
    config_after: Config
    operations: int
    changes: int
    resources: tuple[int, int]


class Site:
    """A folder in which one run at a time is crashed and recovered: always at the same path, which its files know.

    Args:
        folder: The folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = Project(folder / "project")
        self.place = self.project.place(rehearse=True)
        self.bases: dict[Scenario, Base] = {}
        self.temporary = folder / "tmp"
        self._home = folder / "home"

    @contextmanager
    def cloud(self) -> Iterator[Cloud]:
        """The project's cloud."""
        assert self.place.rehearsal
        with closing(Cloud(self.place.rehearsal / "cloud.db")) as cloud:
            yield cloud

    def prepare(self) -> None:
        """Make the projects to start from, by doing all three scenarios without a crash."""
        for folder in (self.project.platforms, self.temporary, self._home):
            folder.mkdir(parents=True)
        shutil.copy(ROOT / "cdktf.json", self.project.root)
        self._prepare("create", _BEFORE)
        self._prepare("update", _AFTER)
        self._prepare("destroy", _AFTER)

    def reset(self, scenario: Scenario) -> Base:
        """Put the project back to where it stood before a scenario."""
        base = self.bases[scenario]
        for folder in (self.project.root, self.temporary):
            shutil.rmtree(folder)
        shutil.copytree(base.folder, self.project.root, symlinks=True)
        self.temporary.mkdir()
        return base

    def run(self, *arguments: str) -> Done:
        """Run a process of its own session to its end, or kill it where it hangs."""
        with (self.folder / "said").open("w+") as said:
            process = subprocess.Popen(
                arguments, cwd=self.project.root, env=self._environment(), stdin=subprocess.DEVNULL,
                stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
            try:
                code = process.wait(_SECONDS)
            finally:
                process.kill()
            said.seek(0)
            return Done(process.pid, code, said.read())

    def perform(self, scenario: Scenario) -> Done:
        """Do what a scenario does."""
        return self.run(*_COMMAND, VERBS[scenario], PLATFORM)

    def keep(self, config: Config) -> Done:
        """Ask for what should stand already.

        Args:
            config: Its JSON by stack; empty for nothing.
        """
        for stack, text in config.items():
            (self.place.stack(stack) / STACK_FILE).write_text(text)
        return self.run(*_COMMAND, "deploy" if config else "destroy", PLATFORM)

    def lakemason(self, *arguments: str) -> Done:
        """Run a command, as people do."""
        return self.run(str(Path(sys.executable).with_name("lakemason")), *arguments)

    def _prepare(self, scenario: Scenario, text: str) -> None:
        (self.project.platforms / f"{PLATFORM}.yaml").write_text(text)
        had = self._config()
        synthesize(load_platforms(self.project.platform_files(), root=self.project.root), self.place)
        before, counted, stood = self._look()
        folder = self.folder / f"before-{scenario}"
        shutil.copytree(self.project.root, folder, symlinks=True)
        done = self.perform(scenario)
        assert done.code == 0, done.said
        after, total, stand = self._look()
        steps = total[len(counted) :]
        self.bases[scenario] = Base(
            folder, before, after, had, {} if scenario == "destroy" else self._config(),
            len(steps), len([step for step in steps if step != "read"]), (stood, stand),
        )  # fmt: skip

    def _config(self) -> Config:
        files = {stack: self.place.stack(stack) / STACK_FILE for stack in STACKS}
        return {stack: file.read_text() for stack, file in files.items() if file.is_file()}

    def _look(self) -> tuple[Picture, list[str], int]:
        with self.cloud() as cloud:
            objects, operations = cloud.objects(), [step.operation for step in cloud.trace()]
        stands = sum(len(read_state(self.place, stack).resources) for stack in STACKS)
        return picture(objects), operations, stands

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith((*FOREIGN, "XDG_"))}
        return kept | {
            "HOME": str(self._home), "TMPDIR": str(self.temporary), "NO_COLOR": "1", "PYTHONPATH": str(ROOT),
            "TERRAFORM_BINARY_NAME": str(Path(sys.executable).with_name("lakemason-terraform")),
        }  # fmt: skip
