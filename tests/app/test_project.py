"""Where things stand, and what cannot stand there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.project import Project
from naming.errors import RuleError
from tests.conftest import PLATFORM, Lakemason


def test_home_expands_the_persons_own(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAKEMASON_HOME", "~/kept")
    assert Project(project).home == Path.home().resolve() / "kept"


@pytest.mark.parametrize("moved", ["rel/../../x${y}", "/srv/%{if true}"])
def test_fails_for_a_home_that_terraform_would_evaluate(
    moved: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKEMASON_HOME", moved)
    with pytest.raises(RuleError, match="LAKEMASON_HOME: allowed is"):
        Project(project).place()


@pytest.mark.parametrize("moved", ["", "../kept", "/elsewhere/kept"])
def test_the_projects_own_folder_does_not_reach_terraform(
    moved: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKEMASON_HOME", moved)
    place = Project(tmp_path / "a${x}b" / "project").place()
    assert "${" not in place.state_from_stack


def odd(project: Path, kind: str) -> None:
    path = project / "platforms" / "ml-team-ml-dev.yaml"
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to("nowhere.yaml")
    else:
        os.mkfifo(path)


@pytest.mark.parametrize("kind", ["folder", "link", "fifo"])
def test_fails_for_a_platform_that_is_no_file(kind: str, project: Path, lakemason: Lakemason) -> None:
    odd(project, kind)
    for name in ("ml-team-ml-dev", "platforms/ml-team-ml-dev.yaml"):
        done = lakemason("check", name)
        assert done.code == 1
        assert done.err == "Error: platforms/ml-team-ml-dev.yaml is no file.\n"


@pytest.mark.parametrize("kind", ["folder", "link", "fifo"])
def test_only_files_are_platforms(kind: str, project: Path, lakemason: Lakemason) -> None:
    odd(project, kind)
    (project / "platforms" / "other.yaml").write_text(PLATFORM)
    assert [path.name for path in Project(project).platform_files()] == ["other.yaml"]
    assert "ml-team-ml-dev" not in lakemason("status").good().out
