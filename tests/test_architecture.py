"""Imports point one way, and planning never loads the bindings."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

ALLOWED = {
    "naming": {"naming"},
    "catalog": {"catalog", "naming"},
    "constructs_lib": {"constructs_lib", "naming", "catalog"},
    "blueprints": {"blueprints", "constructs_lib", "naming", "catalog"},
    "app": {"app", "blueprints", "constructs_lib", "naming", "catalog", "rehearsal"},
    "rehearsal": {"rehearsal"},
}
BINDINGS = {"cdktf", "constructs", "jsii", "cdktf_cdktf_provider_azurerm", "cdktf_cdktf_provider_databricks"}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_imports_only_what_stands_below_it(package: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules(package)
        for name in imported(path)
        if name.split(".")[0] in ALLOWED.keys() - ALLOWED[package]
    }
    assert wrong == set()


@pytest.mark.parametrize("package", ALLOWED)
def test_only_the_door_names_the_bindings(package: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules(package)
        if path.parent != ROOT / "constructs_lib" / "bindings"
        for name in imported(path)
        if name.split(".")[0] in BINDINGS
    }
    assert wrong == set()


def test_package_roots_are_a_docstring() -> None:
    roots = [path for package in ALLOWED for path in (ROOT / package).rglob("__init__.py")]
    longer = [str(path.relative_to(ROOT)) for path in roots if len(ast.parse(path.read_text()).body) != 1]
    assert longer == []


SENTENCE = "I need Databricks for ML team in dev environment"
SLOW = {*BINDINGS, "openai", "sqlalchemy", "alembic", "grpc", "azure", "databricks", "httpx2", "ruamel"}
"""What a start cannot wait for."""


def loaded_by(arguments: list[str], folder: Path) -> set[str]:
    """The modules that a run of the command line loads."""
    program = f"""
import sys
from app.cli import main
sys.argv = ["lakemason", *{arguments!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("LOADED", *sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize("arguments", [["--help"], ["match", SENTENCE], ["plan", SENTENCE]])
def test_planning_loads_neither_bindings_nor_models_nor_databases(arguments: list[str], tmp_path: Path) -> None:
    assert {name.split(".")[0] for name in loaded_by(arguments, tmp_path)} & SLOW == set()


def test_help_loads_no_blueprints_and_matching_loads_no_sizing(tmp_path: Path) -> None:
    assert {name for name in loaded_by(["--help"], tmp_path) if name.startswith(("blueprints", "catalog"))} == set()
    assert {name for name in loaded_by(["match", SENTENCE], tmp_path) if name.startswith("app.sizing")} == set()
