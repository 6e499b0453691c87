"""One layer on a rehearsal cloud of its own, by the driver that the runs use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.provisioning.binary import find_terraform
from app.provisioning.finding.finder import Found, find
from app.provisioning.terraform import LayerPlan, Terraform, base_environment
from app.rehearsing import rehearsal_environment
from rehearsal.cloud import Cloud

VERSIONS = {
    "azurerm": {"source": "hashicorp/azurerm", "version": "4.55.0"},
    "databricks": {"source": "databricks/databricks", "version": "1.99.0"},
}
OURS = {"managed_by": "lakemason", "platform": "shop-etl-dev"}
GROUP = {"name": "rg-shop", "location": "westeurope", "tags": OURS}
IN_GROUP = {"resource_group_name": "${azurerm_resource_group.Group.name}", "location": "westeurope"}

Bodies = dict[str, dict[str, dict[str, Any]]]


class Stack:
    """A stack in `home`, its state and its cloud."""

    def __init__(self, home: Path, name: str = "shop-etl-dev-azure") -> None:
        self.home = home
        self.folder = home / "cdktf.out" / "stacks" / name
        self.state = home / "state" / f"{name}.tfstate"
        self.private = home / "private"
        for folder in (self.folder, self.state.parent, self.private):
            folder.mkdir(parents=True, exist_ok=True)
        self.environment = rehearsal_environment(home / "rehearsal", base_environment())
        self.cloud = Cloud(home / "rehearsal" / "cloud.db")

    @property
    def config(self) -> dict[str, Any]:
        config: dict[str, Any] = json.loads((self.folder / "cdk.tf.json").read_text())
        return config

    def write(self, resource: Bodies, **more: Any) -> None:
        """Write the configuration, its state named from the stack's folder as cdktf does."""
        used = {kind.partition("_")[0] for kind in resource} | more.get("provider", {}).keys()
        config = {
            "terraform": {
                "backend": {"local": {"path": f"../../../state/{self.state.name}"}},
                "required_providers": {name: VERSIONS[name] for name in sorted(used)},
            },
            "provider": {"azurerm": [{"features": [{}]}], **more.pop("provider", {})},
            "resource": resource,
            **more,
        }
        (self.folder / "cdk.tf.json").write_text(json.dumps(config))

    def terraform(self, folder: Path) -> Terraform:
        return Terraform(find_terraform(), folder, self.environment, lambda _event: None, self.private)

    def plan(self) -> LayerPlan:
        return self.terraform(self.folder).plan()

    def apply(self) -> None:
        terraform = self.terraform(self.folder)
        terraform.init()
        terraform.apply(terraform.plan())

    def lose(self, *addresses: str) -> None:
        """Let the state forget resources, as one does that was not written in time."""
        state = json.loads(self.state.read_text())
        state["resources"] = [it for it in state["resources"] if f"{it['type']}.{it['name']}" not in addresses]
        state["serial"] += 1
        self.state.write_text(json.dumps(state))

    def find(self, *candidates: str, **how: Any) -> Found:
        return find(
            self.terraform,
            config=self.config,
            folder=self.folder,
            state=self.state,
            candidates=candidates,
            scratch=self.private,
            **how,
        )

    def resources(self) -> dict[str, Any]:
        """What the state has: attributes and what each waits for, by address."""
        return {
            f"{it['type']}.{it['name']}": (instance["attributes"], sorted(instance.get("dependencies", [])))
            for it in json.loads(self.state.read_text())["resources"]
            for instance in it["instances"]
            if it["mode"] == "managed"
        }
