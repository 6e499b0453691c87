"""What stands, read from the state files."""

from __future__ import annotations

import fcntl
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.project import Place
from naming.errors import LakemasonError

_NAME_ARGUMENTS = ("name", "cluster_name", "instance_pool_name", "display_name", "policy_name", "label", "path")


@dataclass(frozen=True)
class Resource:
    """One resource in a state.

    Args:
        address: Its address.
        kind: Its Terraform type.
        name: What it is called, where it has a name.
        id: Its id in Azure or Databricks.
    """

    address: str
    kind: str
    name: str
    id: str


@dataclass(frozen=True)
class LayerState:
    """One layer's state.

    Args:
        stack: The layer's stack.
        resources: What stands.
        outputs: Values by name; sensitive ones are replaced by `(sensitive)`.
        serial: How often it was written; 0 where there is none.
        lineage: Terraform's name for it, given when it was made; empty where there is none.
        output_names: Names of all outputs, those that only the other layer reads included.
    """

    stack: str
    resources: tuple[Resource, ...] = ()
    outputs: dict[str, Any] = field(default_factory=dict)
    serial: int = 0
    lineage: str = ""
    output_names: frozenset[str] = frozenset()


def read_state(place: Place, stack: str) -> LayerState:
    """Read a stack's state; empty where there is none.

    Raises:
        LakemasonError: The file is no state.
    """
    path = place.state_file(stack)
    if not path.is_file() or not path.stat().st_size:
        return LayerState(stack)
    try:
        return _parse(stack, json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise LakemasonError(
            f"{path}: not a Terraform state ({error}).", fix=f"Terraform keeps the one before in {path}.backup."
        ) from None


def stacks_with_state(place: Place) -> list[str]:
    """Every stack that has a state file."""
    return sorted(path.name.removesuffix(".tfstate") for path in place.state.glob("*.tfstate"))


def locked_by(place: Place, stack: str) -> str:
    """Who holds a stack's state; empty where nobody does.

    Terraform locks the file itself, which ends with the process; its note beside it says who, and outlives a
    process that was killed. Only both together are a lock.
    """
    note: Path = place.state / f".{stack}.tfstate.lock.info"
    try:
        info = json.loads(note.read_text(encoding="utf-8"))
        with place.state_file(stack).open("rb+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # given back when the file closes
        return ""
    except BlockingIOError:
        return f"{info['Who']} since {info['Created'][:19]}Z ({info['Operation']})"
    except (OSError, ValueError, KeyError):
        return ""


def _parse(stack: str, state: dict[str, Any]) -> LayerState:
    resources = [
        _resource(entry, instance)
        for entry in state["resources"]
        if entry["mode"] == "managed"
        for instance in entry["instances"]
    ]
    outputs = {
        name: "(sensitive)" if output.get("sensitive") else output["value"]
        for name, output in state["outputs"].items()
        if not name.startswith("cross-stack-output-")
    }
    serial, lineage = int(state["serial"]), str(state.get("lineage", ""))
    return LayerState(stack, tuple(resources), outputs, serial, lineage, frozenset(state["outputs"]))


def _resource(entry: dict[str, Any], instance: dict[str, Any]) -> Resource:
    values = instance["attributes"]
    kind = str(entry["type"])
    name = next((values[argument] for argument in _NAME_ARGUMENTS if values.get(argument)), "")
    key = f"[{json.dumps(instance['index_key'])}]" if "index_key" in instance else ""
    return Resource(f"{kind}.{entry['name']}{key}", kind, str(name), str(values.get("id", "")))
