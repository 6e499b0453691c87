"""The ledger has all that going back needs: what was synthesized may be gone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.conftest import Lakemason

NAME = "labs-exploration-sandbox"


def test_going_back_needs_nothing_of_what_was_synthesized(samples: Path, lakemason: Lakemason) -> None:
    lakemason("deploy", NAME, "--rehearse", "--yes").good()
    path = samples / "platforms" / f"{NAME}.yaml"
    path.write_text(path.read_text() + "tags: {cost_centre: '12'}\n")
    lakemason("deploy", NAME, "--rehearse", "--yes").good()
    shutil.rmtree(samples / ".lakemason" / "rehearsal" / "cdktf.out")
    done = json.loads(lakemason("rollback", NAME, "--rehearse", "--yes", "--json").good().out)
    assert done["status"] == "rolled back"
    assert {change["action"] for change in done["changes"]} == {"update"}
