"""docs/operations.md: every state of a run is in it, with the advice that the program itself gives."""

from __future__ import annotations

import re

from app.provisioning.ledger.advice import ADVICE
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "operations.md"


def rows() -> list[str]:
    values = {"platform": "PLATFORM", "rehearse": ""}
    return [f"| {state} | {advice.means} | {advice.do.format(**values)} |" for state, advice in ADVICE.items()]


def test_the_page_has_each_state_with_its_advice() -> None:
    found = re.search(r"<!-- states -->\n(.*?)<!-- /states -->", PAGE.read_text(), re.DOTALL)
    assert found
    assert found[1].splitlines()[2:] == rows()
