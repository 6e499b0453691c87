"""What every test has: a home of its own, no credentials, one shared cache of unpacked bindings."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
os.environ.setdefault("JSII_RUNTIME_PACKAGE_CACHE_ROOT", str(ROOT / ".venv" / "jsii-cache"))
os.environ.setdefault("NODE_COMPILE_CACHE", str(ROOT / ".venv" / "node-cache"))
FOREIGN = ("ARM_", "AZURE_", "DATABRICKS_", "TF_", "TERRAFORM_", "LAKEMASON_", "CDKTF_", "OPENAI_")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pairs", choices=["sample", "all"], default="sample", help="pairs of blueprint and feature")
    parser.addoption("--processes", choices=["sample", "all"], default="sample", help="processes that run at once")
    parser.addoption("--faults", choices=["sample", "all"], default="sample", help="kinds of faults at each layer")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "whole: one of a whole matrix, left out but with --faults all")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only the whole matrix has."""
    if config.getoption("--faults") == "sample":
        left_out = [item for item in items if item.get_closest_marker("whole")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("whole")]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder nobody else sees, and none of this machine's settings."""
    home = tmp_path / "home"
    home.mkdir()
    for name in list(os.environ):
        if name.startswith(FOREIGN):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("NO_COLOR", "1")
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    # The terraform that comes along, whatever this machine has.
    monkeypatch.setenv("TERRAFORM_BINARY_NAME", str(Path(sys.executable).with_name("lakemason-terraform")))
    return home


def needs(program: str, how: str) -> str:
    """The path of a program that a test needs; skips where it is missing, but fails in CI."""
    found = shutil.which(program)
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{program} is not installed: {how}")
    return str(found)


def allowed(command: Sequence[str | Path], what: str) -> None:
    """Skip a test where the system does not let it do something; a container may take that right away, in CI as well.

    Args:
        command: What has to work.
        what: What nobody may do where it does not.
    """
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip(f"nobody may {what} here")


@dataclass(frozen=True)
class Result:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    def good(self) -> Result:
        assert self.code == 0, self.err
        return self


Lakemason = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, and the working folder."""
    folder = tmp_path / "project"
    (folder / "platforms").mkdir(parents=True)
    shutil.copy(ROOT / "cdktf.json", folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def lakemason(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Lakemason:
    """The command line, run in this process."""
    from app.cli import main

    def run(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["lakemason", *arguments])
        capfd.readouterr()
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        out, err = capfd.readouterr()
        return Result(code, out, err)

    return run


PLATFORM = """\
version: 1
name: ml-team-ml-dev
blueprint: databricks-ml-dev
team: ml-team
environment: dev
workload: ml
region: westeurope
sizes:
  tier: premium
  runtime: 17.3.x-cpu-ml-scala2.13
  driver_type: Standard_D4ds_v5
  worker_type: Standard_D4ds_v5
  min_workers: 1
  max_workers: 4
  autotermination_minutes: 30
features:
  notebooks: {}
tags: {cost_centre: "4711"}
cost_limit_usd: 500
"""
BASIC = """\
name: labs-exploration-sandbox
blueprint: databricks-basic
team: labs
environment: sandbox
workload: exploration
region: northeurope
sizes: {tier: premium}
"""
PROD = """\
name: fraud-ml-prod
blueprint: databricks-ml-prod
team: fraud
environment: prod
workload: ml
region: eastus
sizes:
  runtime: 17.3.x-cpu-ml-scala2.13
  worker_type: Standard_D8ds_v5
  max_workers: 6
"""
SAMPLES = {"ml-team-ml-dev": PLATFORM, "labs-exploration-sandbox": BASIC, "fraud-ml-prod": PROD}


@pytest.fixture
def samples(project: Path) -> Path:
    """A project with one platform of each blueprint."""
    for name, text in SAMPLES.items():
        (project / "platforms" / f"{name}.yaml").write_text(text)
    return project
