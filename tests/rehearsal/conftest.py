from __future__ import annotations

from pathlib import Path

import pytest

from tests.rehearsal.driver import Terraform


@pytest.fixture(scope="session")
def initialized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `terraform init` has run for both providers."""
    base = tmp_path_factory.mktemp("initialized")
    terraform = Terraform(base / "stack", base / "home with spaces")
    terraform.write(provider={"databricks": {}})
    terraform.run("init")
    return terraform.folder


@pytest.fixture
def terraform(tmp_path: Path, initialized: Path) -> Terraform:
    """Terraform in an empty folder, with an empty cloud."""
    made = Terraform(tmp_path / "stack", tmp_path / "rehearsal home")
    made.use_init_of(initialized)
    return made
