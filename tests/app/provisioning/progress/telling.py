"""What Terraform says of resources, line for line as it does."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.provisioning.events import Event, parse_event


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def said(type: str, address: str, action: str, seconds: int = 0) -> Event:
    """An event as `terraform apply -json` writes it."""
    kind = address.removeprefix("data.").partition(".")[0]
    hook = {
        "resource": {"addr": address, "module": "", "resource": address, "resource_type": kind},
        "action": action,
        **({} if type == "apply_start" else {"elapsed_seconds": seconds}),
    }
    return parse_event(json.dumps({"@level": "info", "@message": address, "hook": hook, "type": type}))
