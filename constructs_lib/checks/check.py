"""What a policy check is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Severity = Literal["error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Stack:
    """One synthesized stack, as its JSON says.

    Args:
        name: The stack's name.
        config: The content of its `cdk.tf.json`.
        environment: dev, staging, prod or sandbox.
        today: The day that retirements are held against.
    """

    name: str
    config: Body
    environment: str
    today: date

    def resources(self, *kinds: str) -> Iterator[tuple[str, str, Body]]:
        """Address, type and arguments of every resource of those types; of all where none is named."""
        for kind, instances in self.config.get("resource", {}).items():
            if not kinds or kind in kinds:
                for name, body in instances.items():
                    yield f"{kind}.{name}", kind, body


Problem = tuple[str, str]
"""Address of a resource, and what is the matter with it."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One policy.

    Args:
        code: What a platform file's `accept` names it by.
        reason: Why it matters.
        fix: What to do about it.
        source: Who says so.
        severity: What a finding is, by environment. An error stops synthesis.
        find: Yields the problems of a stack.
    """

    code: str
    reason: str
    fix: str
    source: str
    severity: Mapping[str, Severity]
    find: Callable[[Stack], Iterator[Problem]]


@dataclass(frozen=True)
class Finding:
    """A problem that a check found.

    Args:
        code: The check's code.
        severity: error, warning or advice, in the platform's environment.
        stack: The stack it is in.
        address: The resource.
        problem: What is the matter.
        reason: Why it matters.
        fix: What to do about it.
        source: Who says so.
        accepted: Why it is taken on, and until when; empty where it is not.
    """

    code: str
    severity: Severity
    stack: str
    address: str
    problem: str
    reason: str
    fix: str
    source: str
    accepted: str = ""

    @property
    def stops(self) -> bool:
        """Whether nothing may be synthesized while it stands."""
        return self.severity == "error" and not self.accepted


def everywhere(severity: Severity) -> dict[str, Severity]:
    """The same severity in every environment."""
    return dict.fromkeys(("dev", "staging", "prod", "sandbox"), severity)


def by_environment(*, sandbox: Severity, dev: Severity, staging: Severity, prod: Severity) -> dict[str, Severity]:
    """A severity for each environment."""
    return {"sandbox": sandbox, "dev": dev, "staging": staging, "prod": prod}


def blocks(value: object) -> list[Body]:
    """A nested block, which cdktf writes as a mapping or as a list of them."""
    if isinstance(value, Mapping):
        return [value]
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
