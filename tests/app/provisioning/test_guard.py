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


def test_what_is_allowed_to_go_speaks_only_for_what_is_in_it(project: Path, lakemason: Lakemason) -> None:
    path = project / "platforms" / "sales-lakes-dev.yaml"
    text = (
        "name: sales-lakes-dev\nblueprint: composed\nteam: sales\nenvironment: dev\nworkload: lakes\n"
        "region: westeurope\nsizes: {tier: premium}\nresources:\n  lake-main: {containers: [kept, dropped]}\n"
    )
    deploy = ("deploy", "sales-lakes-dev", "--rehearse", "--yes", "--json")
    path.write_text(f"{text}  lake-other: {{containers: [inside]}}\n")
    made = json.loads(lakemason(*deploy).good().out)["changes"]
    named = {change["address"]: change["kind"] for change in made}
    accounts = [address for address, kind in named.items() if kind == "azurerm_storage_account"]
    containers = [address for address, kind in named.items() if kind == "azurerm_storage_container"]
    assert (len(accounts), len(containers)) == (2, 3)

    path.write_text(text.replace(", dropped", ""))
    refused = lakemason(*deploy)
    assert refused.code == 1
    other = next(address for address in accounts if address in refused.err)
    (dropped,) = [address for address in containers if address in refused.err]
    refused = lakemason(*deploy, "--allow-replace", other)
    assert refused.code == 1, "the other lake's going says nothing of this container"
    assert f"{dropped} would be removed: the files in it go with it." in refused.err
    allowed = json.loads(lakemason(*deploy, "--allow-replace", other, "--allow-replace", dropped).good().out)
    assert {other, dropped, *containers} >= {
        change["address"] for change in allowed["changes"] if change["kind"].startswith("azurerm_storage")
    }
