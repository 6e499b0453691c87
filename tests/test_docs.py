"""What the documents show is what the program does."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

from blueprints.checking import load_platforms
from tests.conftest import ROOT, Lakemason, needs

README = (ROOT / "README.md").read_text()


def block(text: str, mark: str) -> str:
    """The fenced block after a comment that starts with a mark."""
    found = re.search(rf"<!-- {mark}[^>]*-->\n```\w*\n(.*?)```", text, re.DOTALL)
    assert found, f"no block marked {mark!r}"
    return found[1]


def comparable(text: str) -> str:
    return re.sub(r"\d+ days old", "0 days old", re.sub(r"\(\d+ s\)", "(0 s)", text)).strip()


def test_the_readme_shows_what_the_demo_prints(tmp_path: Path) -> None:
    # A clone of its own, so that the demo's folder is not shared with somebody who is trying it.
    for name in ("docs", "cdktf.json"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    done = subprocess.run(
        ["sh", "docs/demo.sh"],
        cwd=tmp_path,
        env={**os.environ, "PATH": os.defpath},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert comparable(done.stdout) == comparable(block(README, "demo"))
    assert done.returncode == 0


def test_the_commands_of_the_readme_work_in_their_order(project: Path, lakemason: Lakemason) -> None:
    lines = [line.partition("  #")[0].strip() for line in block(README, "by hand").splitlines() if line]
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "lakemason"
        approval = ["--yes"] if arguments[0] in ("deploy", "destroy") else []
        done = lakemason(*arguments, *approval)
        assert done.code == 0, (line, done.err)


def test_the_platform_file_of_the_readme_is_right(project: Path) -> None:
    path = project / "platforms" / "ml-team-ml-dev.yaml"
    path.write_text(block(README, "platform"))
    assert [platform.name for platform in load_platforms([path])] == ["ml-team-ml-dev"]


def test_shell_scripts_are_sound() -> None:
    shellcheck = needs("shellcheck", "make system (Debian package shellcheck)")
    scripts = [ROOT / "docs" / "demo.sh", ROOT / ".ci" / "run"]
    done = subprocess.run([shellcheck, *scripts], capture_output=True, text=True, check=False)
    assert done.stdout == ""
