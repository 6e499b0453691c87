"""Shows what the second layer will be before the first one exists.

The second layer reads the first one's outputs from its state. Where there is no state yet, a scratch copy of
the stack gets placeholders, marked as such, in their stead: enough for a plan, and never applied.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.project import Place
from app.provisioning.state import read_state

STACK_FILE = "cdk.tf.json"
PLACEHOLDER_NUMBER = "0000000000000000"
PLACEHOLDER_ADDRESS = "192.0.2.1"
"""An address that is nobody's. Source: RFC 5737, TEST-NET-1."""
PLACEHOLDER_HOST = f"adb-{PLACEHOLDER_NUMBER}.0.azuredatabricks.net"
_OUTPUT = re.compile(r"terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)")


def needs_preview(place: Place, first: str, second: str) -> bool:
    """Whether the second layer cannot be planned as it is: the first has not made what it reads.

    Args:
        place: Where the run keeps its things.
        first: Stack of the first layer.
        second: Stack of the second layer.
    """
    config = _config(place, second)
    if not read_state(place, first).resources:
        return True
    return not _wanted(config) <= _outputs(place, first).keys()


@contextmanager
def preview_folder(place: Place, first: str, second: str, *, void: bool) -> Iterator[Path]:
    """A scratch copy of the second layer's stack, with placeholders for the inputs that are not there yet.

    Args:
        place: Where the run keeps its things.
        first: Stack of the first layer.
        second: Stack of the second layer.
        void: There is no workspace, or another one will take its place: nothing of what the state says is in it.
    """
    with tempfile.TemporaryDirectory(prefix="lakemason-preview-") as scratch:
        folder = Path(scratch) / second
        folder.mkdir()
        config = _config(place, second)
        known = {} if void else _outputs(place, first)
        inputs = folder / "inputs.tfstate"
        inputs.write_text(json.dumps(_inputs_state(_wanted(config), known)))
        for source in config.get("data", {}).get("terraform_remote_state", {}).values():
            source["config"]["path"] = str(inputs)
        existing = place.state_file(second)
        if existing.is_file() and not void:
            shutil.copy(existing, folder / "terraform.tfstate")
        config["terraform"].pop("backend", None)  # so that nothing has to be initialized but the providers
        (folder / STACK_FILE).write_text(json.dumps(config))
        yield folder


def ready_from(prepared: Path, folder: Path) -> bool:
    """Let a scratch folder use the providers that another one has fetched; whether it can.

    Args:
        prepared: Where `terraform init` has run for the same providers.
        folder: The scratch folder.
    """
    providers, lock = prepared / ".terraform" / "providers", prepared / ".terraform.lock.hcl"
    if not (providers.is_dir() and lock.is_file()):
        return False
    (folder / ".terraform").mkdir()
    (folder / ".terraform" / "providers").symlink_to(providers.resolve())
    shutil.copy(lock, folder)
    return True


def _outputs(place: Place, stack: str) -> dict[str, Any]:
    path = place.state_file(stack)
    if not path.is_file():
        return {}
    outputs: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["outputs"]
    return outputs


def _config(place: Place, stack: str) -> dict[str, Any]:
    config: dict[str, Any] = json.loads((place.stack(stack) / STACK_FILE).read_text(encoding="utf-8"))
    return config


def _wanted(config: dict[str, Any]) -> set[str]:
    return set(_OUTPUT.findall(json.dumps(config)))


def _inputs_state(wanted: set[str], known: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": 4,
        "terraform_version": "1.6.0",
        "serial": 1,
        "lineage": "lakemason-preview",
        "outputs": {name: known.get(name) or _placeholder_output(name) for name in sorted(wanted)},
        "resources": [],
    }


def _placeholder_output(name: str) -> dict[str, str]:
    return {"value": _placeholder(name), "type": "string"}


def _placeholder(output: str) -> str:
    if output.endswith("workspace_url"):
        return PLACEHOLDER_HOST
    if output.endswith("workspace_id"):  # some arguments take it as a number
        return PLACEHOLDER_NUMBER
    if output.endswith("ip_address"):  # databricks checks the form of addresses when it plans
        return PLACEHOLDER_ADDRESS
    return f"(preview: {output})"
