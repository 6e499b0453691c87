"""Synthesizes single constructs."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from constructs_lib.testing import platform_names, synthesize
from naming.namer import Namer
from tests.conftest import ROOT

TAGS = {
    "cost_centre": "unassigned",
    "environment": "dev",
    "managed_by": "lakemason",
    "platform": "ml-team-ml-dev",
    "team": "ml-team",
    "workload": "ml",
}


TOOL = ROOT.parent / "shared" / "tools" / "conform.py"


@pytest.fixture
def names() -> Namer:
    return platform_names()


@pytest.fixture
def resources() -> Callable[[Callable[[Any], object]], dict[str, dict[str, Any]]]:
    """What a construct makes, by Terraform type; one of each type."""

    def by_type(make: Callable[[Any], object]) -> dict[str, dict[str, Any]]:
        made = synthesize(make)
        return {kind: made.one(kind) for kind in made.resources}

    return by_type


@pytest.fixture(scope="session")
def conform() -> ModuleType:
    """The tool that holds synthesized JSON against the real providers' schemas, where it is at hand."""
    if not TOOL.is_file():
        pytest.skip(f"{TOOL.name} and the schemas are not beside the project")
    spec = importlib.util.spec_from_file_location("conform", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
