"""Which terraform runs, and how the one that comes along behaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.provisioning.binary import find_terraform
from app.provisioning.terraform import base_environment
from naming.errors import LakemasonError

PACKAGED = Path(sys.executable).with_name("lakemason-terraform")


def terraform_on_path(folder: Path, version: str) -> Path:
    path = folder / "terraform"
    path.write_text(f'#!/bin/sh\necho \'{{"terraform_version": "{version}"}}\'\n')
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(("version", "wins"), [("1.6.0", True), ("1.13.0-beta1", True), ("1.5.7", False), ("x", False)])
def test_a_new_enough_terraform_on_path_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, wins: bool
) -> None:
    monkeypatch.delenv("TERRAFORM_BINARY_NAME")
    own = terraform_on_path(tmp_path, version)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert find_terraform() == (own if wins else PACKAGED)


def test_without_any_on_path_the_packaged_one_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERRAFORM_BINARY_NAME")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_terraform() == PACKAGED


def test_fails_for_a_named_one_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERRAFORM_BINARY_NAME", "no-such-terraform")
    with pytest.raises(LakemasonError, match="no-such-terraform"):
        find_terraform()


def test_fails_where_none_comes_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERRAFORM_BINARY_NAME")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(LakemasonError, match="TERRAFORM_BINARY_NAME"):
        find_terraform()


def test_the_packaged_one_is_terraform() -> None:
    done = subprocess.run([PACKAGED, "version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Terraform v1.")
    wrong = subprocess.run([PACKAGED, "no-such-command"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 1


def test_credentials_of_another_workspace_do_not_reach_terraform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABRICKS_TOKEN", "of another workspace")
    monkeypatch.setenv("DATABRICKS_CLIENT_SECRET", "of another workspace")
    monkeypatch.setenv("TF_LOG_CORE", "TRACE")
    monkeypatch.setenv("TF_CLI_ARGS_plan", "-destroy")
    monkeypatch.setenv("ARM_SUBSCRIPTION_ID", "kept")
    environment = base_environment()
    assert not [name for name in environment if name.startswith(("DATABRICKS_", "TF_LOG", "TF_CLI_ARGS"))]
    assert environment["ARM_SUBSCRIPTION_ID"] == "kept"
