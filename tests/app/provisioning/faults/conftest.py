"""Scenes: a project where nothing stands yet, and one where a platform stands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.app.provisioning.faults.scene import NAME, Scene
from tests.conftest import PLATFORM, ROOT, Lakemason


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's temporary files go, so that what is left of them is seen."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def scene(project: Path, lakemason: Lakemason, temporary: Path) -> Scene:
    """A project with one platform, of which nothing stands."""
    found = Scene(project, lakemason, temporary)
    found.change(PLATFORM)
    return found


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project and, as `kept`, a copy of it as it was when its platform had been deployed."""
    folder = tmp_path_factory.mktemp("stage")
    root, home = folder / "project", folder / "home"
    (root / "platforms").mkdir(parents=True)
    home.mkdir()
    shutil.copy(ROOT / "cdktf.json", root)
    (root / "platforms" / f"{NAME}.yaml").write_text(PLATFORM)
    command = [Path(sys.executable).with_name("lakemason"), "deploy", NAME, "--rehearse", "--yes"]
    subprocess.run(command, cwd=root, env={**os.environ, "HOME": str(home)}, check=True, capture_output=True)
    shutil.copytree(root, folder / "kept", symlinks=True)
    return folder


@pytest.fixture
def standing(stage: Path, lakemason: Lakemason, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A project whose platform stands, deployed by run 1; always at the same path, which its files know."""
    root = stage / "project"
    shutil.rmtree(root)
    shutil.copytree(stage / "kept", root, symlinks=True)
    monkeypatch.chdir(root)
    return Scene(root, lakemason, temporary)
