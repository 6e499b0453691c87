"""What holds data is not taken away in passing."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Lakemason

ADDRESS = "azurerm_databricks_workspace.Workspace_2F8C78CC"


def test_a_workspace_is_replaced_only_when_allowed_by_name(samples: Path, lakemason: Lakemason) -> None:
    deploy = ("deploy", "labs-exploration-sandbox", "--rehearse", "--yes", "--json")
    before = json.loads(lakemason(*deploy).good().out)
    path = samples / "platforms" / "labs-exploration-sandbox.yaml"
    path.write_text(path.read_text().replace("premium", "trial"))

    refused = lakemason(*deploy)
    assert refused.code == 1
    assert f"{ADDRESS} would be replaced: notebooks, jobs and the DBFS root go with it." in refused.err
    assert 'sku: "premium" -> "trial" (forces replacement)' in refused.err
    assert f"--allow-replace {ADDRESS}" in refused.err
    assert not list(samples.rglob("*.tfplan"))

    allowed = json.loads(lakemason(*deploy, "--allow-replace", ADDRESS).good().out)
    assert [change["action"] for change in allowed["changes"]] == ["replace"]
    assert allowed["outputs"]["workspace_number"] != before["outputs"]["workspace_number"]
