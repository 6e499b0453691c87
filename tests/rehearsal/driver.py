"""Real Terraform in a folder of its own, with a rehearsal of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from rehearsal.cloud import Cloud
from rehearsal.environment import prepare

TERRAFORM = Path(sys.executable).with_name("lakemason-terraform")
BOTH = {
    "azurerm": {"source": "hashicorp/azurerm", "version": "4.55.0"},
    "databricks": {"source": "databricks/databricks", "version": "1.99.0"},
}


class Terraform:
    """Terraform in `folder`, against the cloud in `home`."""

    def __init__(self, folder: Path, home: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.environment = prepare(home)
        self.cloud = Cloud(home / "cloud.db")

    def write(self, resource: dict[str, Any] | None = None, **more: Any) -> None:
        """Write the configuration: resources, and `data`, `output` and `provider` settings."""
        provider = {"azurerm": {"features": [{}]}, **more.pop("provider", {})}
        # A provider costs a process a command: only those that are used.
        used = {
            name.partition("_")[0] for kind in (resource or {}, more.get("data", {})) for name in kind
        } | provider.keys()
        config = {
            "terraform": {"required_providers": {name: BOTH[name] for name in BOTH if name in used}},
            "provider": provider,
            **({"resource": resource} if resource else {}),
            **more,
        }
        # A line a value: errors show the line.
        (self.folder / "main.tf.json").write_text(json.dumps(config, indent=1))

    def start(self, *args: str) -> subprocess.Popen[str]:
        """Start a command."""
        return subprocess.Popen(
            [TERRAFORM, *args, "-no-color"],
            cwd=self.folder,
            env=self.environment.apply(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *args: str, code: int = 0) -> str:
        """Run a command, which must end with `code`; returns what it says, in one line."""
        process = self.start(*args)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == code, said
        # Terraform wraps and frames its messages: look for sentences, not for lines.
        return " ".join(said.replace("│", " ").split())

    def apply(self, *args: str, code: int = 0) -> str:
        return self.run("apply", "-auto-approve", *args, code=code)

    def destroy(self) -> str:
        return self.run("destroy", "-auto-approve")

    def unchanged(self) -> None:
        """A plan must find nothing to do."""
        self.run("plan", "-detailed-exitcode")

    def state(self) -> dict[str, dict[str, Any]]:
        """The attributes of each resource, by address."""
        resources = json.loads((self.folder / "terraform.tfstate").read_text())["resources"]
        return {f"{it['type']}.{it['name']}": it["instances"][0]["attributes"] for it in resources if it["instances"]}

    def use_init_of(self, other: Path) -> None:
        """Take the providers from a folder where init has run: the lock does not depend on the home."""
        shutil.copytree(other / ".terraform", self.folder / ".terraform", symlinks=True)
        shutil.copy(other / ".terraform.lock.hcl", self.folder)
