"""The worked example of docs/blueprints.md: its files make a blueprint, and it is what the text says."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import blueprints
from app.reference.drawing import stacks_of
from app.reference.page import WORKED_EXAMPLE
from app.reference.sample import sample_platform
from app.sizing.decide import decide
from app.sizing.limits import CostLimitExceeded
from blueprints import library
from blueprints.description import BlueprintDescription
from blueprints.request import InfrastructureRequest
from tests.conftest import Lakemason

TEXT = WORKED_EXAMPLE.read_text()
NAME = "databricks-classroom"


@pytest.fixture
def classroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BlueprintDescription]:
    """The example's files, beside the blueprints that there are."""
    files = re.findall(r"```python\n# (blueprints/\S+\.py)\n(.*?)```", TEXT, re.DOTALL)
    assert len(files) == 3
    for path, text in files:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.setattr(blueprints, "__path__", [*blueprints.__path__, str(tmp_path / "blueprints")])
    one = importlib.import_module("blueprints.databricks_classroom.description").DATABRICKS_CLASSROOM
    assert isinstance(one, BlueprintDescription)
    monkeypatch.setattr(library, "ALL", (*library.ALL, one))
    yield one
    for name in [name for name in sys.modules if name.startswith("blueprints.databricks_classroom")]:
        del sys.modules[name]


def test_its_files_make_a_platform(classroom: BlueprintDescription) -> None:
    azure, databricks = stacks_of(sample_platform(classroom.name))
    assert set(azure["resource"]) == {"azurerm_resource_group", "azurerm_databricks_workspace"}
    assert set(databricks["resource"]) == {"databricks_cluster", "databricks_notebook"}


@pytest.mark.usefixtures("classroom")
def test_its_page_is_as_shown(lakemason: Lakemason) -> None:
    shown = re.search(rf"```console\n\$ lakemason (blueprints show {NAME})\n(.*?)```", TEXT, re.DOTALL)
    assert shown
    page = lakemason(*shown[1].split()).good().out
    head, _, picture = shown[2].partition("  ...\n")
    assert page.startswith(head)
    assert picture in page


def test_the_sandbox_is_too_small_for_it(classroom: BlueprintDescription) -> None:
    request = InfrastructureRequest(team="labs", environment="sandbox", region="westeurope")
    with pytest.raises(CostLimitExceeded) as caught:
        decide(request, classroom)
    assert caught.value.message.partition("\n")[0] in " ".join(TEXT.split())
