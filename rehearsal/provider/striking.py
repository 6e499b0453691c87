"""What a fault does when its turn comes: a crash, a wait, or an answer in the real services' words."""

from __future__ import annotations

import os
import signal
import threading
import tomllib
from pathlib import Path

from rehearsal.faults import Fault, Kind, Operation
from rehearsal.overlay.templates import text
from rehearsal.protocol.values import Object
from rehearsal.provider.diagnostics import RefusedError, refuse
from rehearsal.provider.power import cut_power

_TEXTS = Path(__file__).parents[1] / "overlay" / "errors.toml"
ENDING: tuple[Kind, ...] = ("crash", "power")
"""Faults that leave nobody who could answer."""

_OUTCOMES = {"crash": "crashed", "power": "power", "hang": "hung"}
_DOING = {"create": "creating", "read": "retrieving", "update": "updating", "delete": "deleting"}


def outcome(fault: Fault) -> str:
    """What the trace says of an operation that a fault met."""
    return f"{_OUTCOMES.get(fault.kind, 'failed')} {fault.moment}"


def strike(
    fault: Fault, operation: Operation, type_name: str, values: Object, stopped: threading.Event
) -> RefusedError:
    """Let a fault happen; returns what to answer.

    Args:
        fault: The fault.
        operation: What was asked for.
        type_name: The Terraform type.
        values: What the texts can use: the object's id and name, what the account has.
        stopped: Ends a wait: Terraform was asked to stop.
    """
    if fault.kind == "power":
        cut_power()
    if fault.kind == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if fault.kind == "hang":
        # Go's words: the call's context was ended by StopProvider, or by its timeout.
        why = "canceled" if stopped.wait(fault.seconds) else "deadline exceeded"
        return refuse(f"{operation} {type_name}: context {why}")
    if fault.kind == "fail":
        message = fault.message or "InternalServerError: the server encountered an internal error."
        return refuse(f"{operation} {type_name}: unexpected status {fault.status} with error: {message}")
    provider, _, noun = type_name.partition("_")
    doing = f"cannot {operation} {noun.replace('_', ' ')}"
    if provider == "azurerm":
        doing = f'{_DOING[operation]} {type_name} "{values.get("name") or values.get("id") or ""}"'
    asked = f"{fault.retry_after:g}"
    known: Object = {**values, "doing": doing, "operation": operation, "type": type_name, "retry_after": asked}
    template = "{doing}: " + fault.message if fault.message else _text(fault.kind, provider)
    return refuse(text(template, known, type_name))


def _text(kind: str, provider: str) -> str:
    with _TEXTS.open("rb") as file:
        found = tomllib.load(file)[kind][provider]
    assert isinstance(found, str)
    return found
