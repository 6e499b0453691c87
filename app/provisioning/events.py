"""What Terraform tells while it works: its JSON events, as far as the driver reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from app.provisioning.errors.redaction import redacted, redacted_data

Action = Literal["create", "read", "update", "replace", "delete", "forget"]
_ACTIONS: tuple[Action, ...] = ("create", "read", "update", "replace", "delete")


@dataclass(frozen=True)
class Event:
    """One line of `terraform … -json`.

    Args:
        type: Terraform's name of it, such as `apply_start`; `text` for a line that is no event.
        message: What it says in words.
        data: The rest of the line.
    """

    type: str
    message: str
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Address of the resource it is about; empty where it is about none."""
        hook = self.data.get("hook", {})
        return str(hook.get("resource", {}).get("addr", ""))

    @property
    def kind(self) -> str:
        """Terraform type of the resource it is about; empty where it is about none."""
        hook = self.data.get("hook", {})
        return str(hook.get("resource", {}).get("resource_type", ""))

    @property
    def action(self) -> str:
        """What is done to that resource: `create`, `update`, `delete` or `read`; empty where nothing is."""
        return str(self.data.get("hook", {}).get("action", ""))

    @property
    def seconds(self) -> int:
        """Seconds that the resource has taken so far."""
        return int(self.data.get("hook", {}).get("elapsed_seconds", 0))


@dataclass(frozen=True)
class Diagnostic:
    """An error or a warning.

    Args:
        severity: `error` or `warning`.
        summary: One line.
        detail: The rest, in Terraform's or the provider's words.
        address: The resource it is about; empty where it is about none.
    """

    severity: str
    summary: str
    detail: str = ""
    address: str = ""

    def __str__(self) -> str:
        about = f" ({self.address})" if self.address else ""
        return f"{self.summary}{about}" + (f"\n{self.detail}" if self.detail else "")


@dataclass(frozen=True)
class Change:
    """What a plan would do to one resource.

    Args:
        address: Its address in the stack.
        kind: Its Terraform type.
        action: What would happen.
        details: `argument: before -> after`, where something stands already.
    """

    address: str
    kind: str
    action: Action
    details: tuple[str, ...] = ()

    @property
    def destroys(self) -> bool:
        """Whether something that stands is taken away."""
        return self.action in ("replace", "delete")


def parse_event(line: str) -> Event:
    """Read one line of output; whatever it is, it becomes an event. What looks like a secret is taken out of it.

    Everything that is shown or kept of what Terraform says while it works comes through here; values of a saved
    plan do not (`Terraform.show_plan`).
    """
    try:
        data = redacted_data(json.loads(line))
        return Event(str(data["type"]), str(data.get("@message", "")), data)
    except (ValueError, KeyError, TypeError):
        return Event("text", redacted(line.rstrip()))


def diagnostic_of(event: Event) -> Diagnostic | None:
    """The error or warning that an event carries."""
    if event.type != "diagnostic":
        return None
    found = event.data["diagnostic"]
    return Diagnostic(found["severity"], found["summary"], found.get("detail", ""), found.get("address", ""))


def with_addresses(errors: list[Diagnostic], failed: Iterable[str]) -> list[str]:
    """Errors in words, and at which resources they were where they do not say so themselves.

    Args:
        errors: The errors.
        failed: Addresses of what could not be changed.
    """
    unnamed = [error for error in errors if not error.address]
    others = [address for address in dict.fromkeys(failed) if address not in {error.address for error in errors}]
    if len(unnamed) == len(others) == 1:
        return [str(error if error.address else replace(error, address=others[0])) for error in errors]
    return [*map(str, errors), *([f"It failed at {', '.join(others)}."] if others else [])]


def changes_of(events: Iterable[Event], *, nothing_to_do: bool) -> tuple[Change, ...]:
    """What a plan would change; what it only reads is left out.

    Args:
        events: What Terraform said while planning.
        nothing_to_do: It says so. What is gone in the cloud and not wanted any more is nothing to do to it, and its
            state would never learn of that: it is to be forgotten.
    """
    changes = [_change_of(event, "resource_drift" if nothing_to_do else "planned_change") for event in events]
    if nothing_to_do:
        return tuple(replace(gone, action="forget") for gone in changes if gone and gone.action == "delete")
    return tuple(change for change in changes if change and change.action != "read")


def _change_of(event: Event, type_name: str) -> Change | None:
    if event.type != type_name:
        return None
    change = event.data["change"]
    action: Action | None = next((a for a in _ACTIONS if a == change["action"]), None)
    if action is None:
        return None  # no-op, move, import, forget: nothing of a platform's own
    return Change(change["resource"]["addr"], change["resource"]["resource_type"], action)
