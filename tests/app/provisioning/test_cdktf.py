"""The plain CDKTF way: the real cdktf-cli over the same files and the same state."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Lakemason, needs

CDKTF = ROOT / "node_modules" / ".bin" / "cdktf"


def rehearse(project: Path, *command: str) -> str:
    done = subprocess.run(
        [Path(sys.executable).with_name("lakemason"), "rehearsal", "exec", "--", *command],
        cwd=project, env={**os.environ, "FORCE_COLOR": "0"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    return done.stdout


@pytest.fixture
def with_cdktf(samples: Path) -> Path:
    needs(str(CDKTF), "make cdktf")
    (samples / "node_modules").symlink_to(ROOT / "node_modules")
    (samples / ".venv").symlink_to(ROOT / ".venv")
    for name in ("labs-exploration-sandbox", "fraud-ml-prod"):
        (samples / "platforms" / f"{name}.yaml").unlink()
    return samples


def test_cdktf_deploys_and_destroys_both_layers(with_cdktf: Path, lakemason: Lakemason) -> None:
    both = "ml-team-ml-dev-{azure,databricks}"
    said = rehearse(with_cdktf, "cdktf", "deploy", both, "--auto-approve")
    assert "cluster_id = " in said
    assert "ml-team-ml-dev  deployed  2      2" in lakemason("status", "--rehearse").good().out
    assert not (with_cdktf / "cdktf.out").exists(), "a rehearsal has an output folder of its own"

    unchanged = lakemason("deploy", "ml-team-ml-dev", "--rehearse", "--no-input").good()
    assert "nothing to change" in unchanged.out, "both ways see the same state"

    rehearse(with_cdktf, "cdktf", "destroy", both, "--auto-approve")
    assert "not deployed" in lakemason("status", "--rehearse").good().out
    assert "empty" in lakemason("rehearsal", "show").good().out


def test_fails_for_a_program_that_is_not_there(project: Path, lakemason: Lakemason) -> None:
    done = lakemason("rehearsal", "exec", "--", "no-such-program")
    assert done.code == 2
    assert "There is no program 'no-such-program'" in done.err
