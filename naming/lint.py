"""Holds names that already exist against the rules and the convention."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from naming.config import NamingConfig
from naming.expected import expected
from naming.kinds import Kind
from naming.rules import rule_of
from naming.terraform_names import ExistingName

Status = Literal["breaks", "off pattern", "fine"]


@dataclass(frozen=True)
class Finding:
    """What there is to say of one name.

    Args:
        status: `breaks` a rule of its platform, `off pattern` of the convention, or `fine`.
        existing: The name, and where it stands.
        messages: What is wrong with it.
    """

    status: Status
    existing: ExistingName
    messages: tuple[str, ...] = ()


def lint(config: NamingConfig, names: Iterable[ExistingName]) -> list[Finding]:
    """A finding for each name, in the same order.

    A name that stands twice in a file where it can stand only once breaks a rule too. Two files may be about the
    same things (a plan and a state), so they are not held against each other.

    Args:
        config: The convention.
        names: Names of Terraform files.
    """
    first: dict[tuple[str, ...], ExistingName] = {}
    found = []
    for existing in names:
        finding = _finding(config, existing)
        place = _place(existing)
        twin = first.setdefault(place, existing) if place else existing
        if twin is not existing:
            text = (
                f"is the name of {twin.address} too, and can stand only once in its {rule_of(existing.kind).unique_in}"
            )
            finding = Finding("breaks", existing, (*finding.messages, text))
        found.append(finding)
    return found


def _place(existing: ExistingName) -> tuple[str, ...]:
    """What may stand only once; empty where anything may."""
    rule = rule_of(existing.kind)
    if rule.unique_in == "nothing":
        return ()
    name = existing.name if rule.case_sensitive else existing.name.lower()
    inside = () if rule.unique_in in ("world", "subscription") else existing.inside
    return (existing.file, rule.namespace or existing.kind, name, *inside)


def check_name(config: NamingConfig, name: str, kind: Kind) -> Finding:
    """What there is to say of a name somebody chose."""
    return _finding(config, ExistingName(kind=kind, name=name, address="", file="", line=0))


def _finding(config: NamingConfig, existing: ExistingName) -> Finding:
    kind, name = existing.kind, existing.name
    rule = rule_of(kind)
    broken = rule.mistakes(name)
    if broken:
        return Finding("breaks", existing, tuple(f"{text} (source: {rule.source})" for text in broken))
    convention = config.convention(kind)
    if expected(config, convention).fullmatch(name) is None:
        return Finding("off pattern", existing, (f"does not follow {convention.pattern!r}",))
    return Finding("fine", existing)
