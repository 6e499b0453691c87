"""What may stand without being in the state: read from Terraform's log of an apply, and from the state."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.provisioning.events import Diagnostic, diagnostic_of, parse_event

Refused = Callable[[Diagnostic], bool]


def existed(error: Diagnostic) -> bool:
    """Whether an error says that the thing was there before: then it is not this run's."""
    return "already exists" in f"{error.summary}\n{error.detail}".lower()


def candidates(log: Path, state: Path, refused: Refused = existed) -> list[str]:
    """What a run had begun to create and no state knows: it may be there or not.

    Args:
        log: What `terraform apply -json` said, as far as it came; its last line may be cut off.
        state: The state file; one that is not there knows nothing.
        refused: Whether an error of a create says that the run did not make what is there.

    Returns:
        Addresses, in the order in which they were begun.
    """
    begun: dict[str, None] = {}
    if not log.is_file():
        return []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        event = parse_event(line)
        if event.type == "apply_start" and event.data.get("hook", {}).get("action") == "create":
            begun[event.address] = None
        error = diagnostic_of(event)
        if error and error.severity == "error" and error.address and refused(error):
            begun.pop(error.address, None)
    return [address for address in begun if address not in recorded(state)]


def recorded(state: Path) -> set[str]:
    """Addresses of all resources that a state file has; one that is only waiting to be deleted is not had."""
    return {address for address, _kind, _values in instances(state)}


def instances(state: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """All resources that a state file has: address, type and values; without those only waiting to be deleted."""
    if not state.is_file() or not state.stat().st_size:
        return
    for entry in json.loads(state.read_text(encoding="utf-8")).get("resources", []):
        if entry["mode"] == "managed":
            for instance in entry["instances"]:
                if "deposed" not in instance:
                    yield _address(entry, instance), entry["type"], instance.get("attributes") or {}


def _address(entry: dict[str, Any], instance: dict[str, Any]) -> str:
    module = f"{entry['module']}." if "module" in entry else ""
    key = f"[{json.dumps(instance['index_key'])}]" if "index_key" in instance else ""
    return f"{module}{entry['type']}.{entry['name']}{key}"
