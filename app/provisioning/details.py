"""Which arguments a plan would change, in a line each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.provisioning.errors.redaction import redacted_data
from app.provisioning.events import Change

_MOST = 60
"""Characters of a value that are shown."""


def with_details(changes: list[Change], plan: dict[str, Any]) -> list[Change]:
    """Add to updates and replacements what changes in them.

    Args:
        changes: From the plan's events.
        plan: The same plan, as `terraform show -json` gives it.
    """
    by_address = {entry["address"]: entry["change"] for entry in plan.get("resource_changes", [])}
    return [
        replace(change, details=tuple(_lines(by_address[change.address])))
        if change.action in ("update", "replace") and change.address in by_address
        else change
        for change in changes
    ]


def _lines(change: dict[str, Any]) -> Iterator[str]:
    before, after, unknown = change["before"] or {}, change["after"] or {}, change["after_unknown"] or {}
    hidden = {**_sensitive(change.get("before_sensitive")), **_sensitive(change.get("after_sensitive"))}
    forcing = {path[0] for path in change.get("replace_paths", []) if path}
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) == after.get(name) or name in unknown:
            continue
        mark = " (forces replacement)" if name in forcing else ""
        had, has = before.get(name), after.get(name)
        if name in hidden:
            yield f"{name}: (sensitive){mark}"
        elif isinstance(had, dict) and isinstance(has, dict):  # such as tags: only those that differ
            for key in sorted(had.keys() | has.keys()):
                if had.get(key) != has.get(key):
                    yield f"{name}.{key}: {short(had.get(key), key)} -> {short(has.get(key), key)}{mark}"
        else:
            yield f"{name}: {short(had, name)} -> {short(has, name)}{mark}"


def _sensitive(flags: object) -> dict[str, Any]:
    """Arguments with anything sensitive in them: Terraform's mask has a block's form also where nothing in it is."""
    return {name: flag for name, flag in flags.items() if _any(flag)} if isinstance(flags, dict) else {}


def _any(flag: object) -> bool:
    if isinstance(flag, dict | list):
        return any(_any(inner) for inner in (flag.values() if isinstance(flag, dict) else flag))
    return bool(flag)


def short(value: object, name: str = "") -> str:
    """A value as JSON, without what looks like a secret, cut where it is long.

    Secrets are taken out first: of one that is cut, the rest would not look like one any more.

    Args:
        value: As Terraform's JSON has it.
        name: The argument it is of; none if left out.
    """
    text = json.dumps(redacted_data(value, name), ensure_ascii=False)
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"
