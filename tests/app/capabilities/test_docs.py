"""docs/capabilities.md as it stands: its examples run, and its second capability works like the first."""

from __future__ import annotations

import asyncio
import doctest
import re
from pathlib import Path
from typing import Any

import pytest

from app.capabilities.base import CapabilityContext, CapabilityError
from app.capabilities.plan_store import PlanStore
from app.database.database import Database
from app.database.location import DatabaseLocation
from app.project import Project
from rehearsal.cloud import Cloud
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "capabilities.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.startswith(">>>")])
def test_examples_do_what_they_show(project: Path, block: str) -> None:
    test = doctest.DocTestParser().get_doctest(block, {}, "capabilities", None, None)
    runner = doctest.DocTestRunner(optionflags=doctest.FAIL_FAST)
    assert runner.run(test).failed == 0


def test_another_capability_keeps_the_same_rules(project: Path) -> None:
    (code,) = [block for block in BLOCKS if not block.startswith(">>>")]
    names: dict[str, Any] = {}
    exec(compile(code, "docs/capabilities.md", "exec"), names)
    found = Project(project)
    lakes = names["LakeCapability"](PlanStore(lambda: Database.open(DatabaseLocation.of(found))), found)
    wish = CapabilityContext(parameters={"team": "vision"}, user_id="kim", session_id="1")

    planned = asyncio.run(lakes.plan(wish))
    assert planned.plan.account.startswith("st")
    done = asyncio.run(lakes.execute(planned.plan_id, approved_digest=planned.digest))
    assert done.status == "deployed"
    cloud = Cloud(project / ".lakemason" / "rehearsal" / "cloud.db")
    assert "azurerm_storage_account" in {thing.type for thing in cloud.objects()}
    with pytest.raises(CapabilityError, match="The plan is executed"):
        asyncio.run(lakes.execute(planned.plan_id, approved_digest=planned.digest))
    assert asyncio.run(lakes.rollback(planned.plan_id)).status == "destroyed"
    assert cloud.objects() == []
