"""What the second layer is shown with, before the first one stands."""

from __future__ import annotations

import json
from ipaddress import ip_address
from pathlib import Path

from app.project import Place
from app.provisioning.preview import PLACEHOLDER_HOST, preview_folder

WORKSPACE = "cross-stack-output-azurerm_databricks_workspaceWorkspace_2F8C78CC"


def test_placeholders_are_of_the_kind_that_stands_for_them(tmp_path: Path) -> None:
    place = Place(out=tmp_path / "out", state=tmp_path / "state")
    wanted = [f"{WORKSPACE}{attribute}" for attribute in ("workspace_url", "workspace_id", "id", "ip_address")]
    stack = place.stack("inside")
    stack.mkdir(parents=True)
    references = [f"${{data.terraform_remote_state.azure.outputs.{name}}}" for name in wanted]
    (stack / "cdk.tf.json").write_text(json.dumps({"terraform": {}, "locals": {"all": references}}))
    with preview_folder(place, "around", "inside", void=True) as folder:
        outputs = json.loads((folder / "inputs.tfstate").read_text())["outputs"]
    url, number, id_, address = (outputs[name]["value"] for name in wanted)
    assert url == PLACEHOLDER_HOST
    assert number.isdecimal(), "bindings and assignments take it as a number"
    assert ip_address(address), "access lists take nothing else"
    assert id_ == f"(preview: {WORKSPACE}id)"
