"""What happens, in a line."""

from __future__ import annotations

import math

from app.provisioning.events import Event, diagnostic_of
from app.report.page import printable

DONE = {"create": "created", "update": "updated", "delete": "destroyed", "read": "read", "replace": "replaced"}
DOING = {"create": "creating", "update": "updating", "delete": "destroying", "read": "reading"}


def describe(event: Event, waiting: int = 0) -> str:
    """An event in a line; empty where it is not worth one.

    Args:
        event: What Terraform said.
        waiting: How many resources wait for the one it is about.
    """
    if event.address.startswith("data."):
        return ""
    if event.type == "apply_complete":
        return f"{DONE.get(event.action, event.action)} {event.address} ({event.seconds} s)"
    if event.type == "apply_errored":
        return f"failed: {event.address} after {event.seconds} s"
    if event.type == "apply_progress":
        doing = DOING.get(event.action, "working on")
        return f"still {doing} {event.address} ({event.seconds} s{waited_for(waiting)})"
    if event.type == "stopping":
        return event.message
    found = diagnostic_of(event)
    return f"warning: {found}" if found and found.severity == "warning" else ""


def waiting_for_run(text: str, seconds: float) -> str:
    """Who is waited for and how long, in a line."""
    return f"{text} Waiting up to {seconds:.0f} s for it; Ctrl-C ends that."


def safe(text: str) -> str:
    """Lines that others wrote, with what could steer a terminal made visible."""
    return "\n".join(printable(line) for line in text.split("\n"))


def waited_for(waiting: int) -> str:
    """How many wait for something, as the end of a line; empty where nothing does."""
    return f"; {waiting} {'waits' if waiting == 1 else 'wait'} for it" if waiting else ""


def about(seconds: float | None) -> str:
    """The time that is left, no more exactly than anybody knows it; empty where nobody does, or nothing is."""
    if not seconds:
        return ""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 90:
        return f"about {math.ceil(seconds / 10) * 10} s left"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"about {minutes} min left"
    return f"about {minutes / 60:.1f} h left"
