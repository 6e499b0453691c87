from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rehearsal.environment import prepare
from tests.rehearsal.driver import Terraform
from tests.rehearsal.platforms import group


def test_credentials_do_not_reach_a_rehearsal(tmp_path: Path) -> None:
    base = {
        "PATH": "/bin",
        "ARM_CLIENT_SECRET": "s",
        "DATABRICKS_TOKEN": "t",
        "TF_CLI_ARGS_plan": "-x",
        "TF_VAR_a": "1",
    }
    made = prepare(tmp_path).apply(base)
    assert "ARM_CLIENT_SECRET" not in made
    assert "DATABRICKS_TOKEN" not in made
    assert "TF_CLI_ARGS_plan" not in made
    assert (made["PATH"], made["TF_VAR_a"]) == ("/bin", "1")
    assert made["ARM_SUBSCRIPTION_ID"] == "00000000-0000-0000-0000-000000000001"


def test_preparing_again_changes_nothing(tmp_path: Path) -> None:
    prepare(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    prepare(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_lock_does_not_depend_on_the_home_and_init_mends_a_move(tmp_path: Path) -> None:
    terraform = Terraform(tmp_path / "stack", tmp_path / "it's a home")
    terraform.write(group())
    terraform.run("init")
    terraform.run("providers", "lock")
    lock = (terraform.folder / ".terraform.lock.hcl").read_text()
    terraform.apply()

    (tmp_path / "it's a home").rename(tmp_path / "moved")
    moved = Terraform(terraform.folder, tmp_path / "moved")
    moved.run("init")
    moved.unchanged()
    assert (terraform.folder / ".terraform.lock.hcl").read_text() == lock


@pytest.mark.parametrize("arguments", [["azurerm"], ["aws"], []])
def test_fails_to_run_a_provider_by_hand(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "rehearsal.provider", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Lakemason's simulated azurerm provider" in done.stderr or "usage:" in done.stderr


@pytest.mark.parametrize("folder", ["a${x}b", "a%{if}b", "a${b", 'a"b\\c', 'a${x"}b'])
def test_a_home_is_called_what_it_is_called(tmp_path: Path, folder: str) -> None:
    terraform = Terraform(tmp_path / "stack", tmp_path / folder)
    terraform.write(group())
    terraform.run("init")
    terraform.apply()
