"""What a scratch plan would do, and whose the things are that it would import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.provisioning.finding.table import argument

OURS = ("managed_by", "platform")
"""The tags that say whose a thing is. Source: blueprints, naming tags."""

_TAGS = ("tags", "custom_tags", "properties")


@dataclass(frozen=True)
class Planned:
    """What a scratch plan would do.

    Args:
        objects: What it would import, by address: the object as it is in the cloud.
        ids: By which id.
        others: Whatever else it would change.
    """

    objects: Mapping[str, Mapping[str, Any]]
    ids: Mapping[str, str]
    others: tuple[str, ...]


def planned(shown: Mapping[str, Any]) -> Planned:
    """Read a plan as `terraform show -json` has it."""
    objects: dict[str, Mapping[str, Any]] = {}
    ids: dict[str, str] = {}
    others: list[str] = []
    for change in shown.get("resource_changes", []):
        actions = change["change"]["actions"]
        if actions == ["no-op"] and "importing" in change["change"]:
            objects[change["address"]] = change["change"]["before"]
            ids[change["address"]] = change["change"]["importing"]["id"]
        elif actions not in (["no-op"], ["read"]):
            others.append(change["address"])
    return Planned(objects, ids, tuple(others))


def signs(body: Mapping[str, Any]) -> bool:
    """Whether what a configuration says of a thing has tags that show whose it is."""
    return any(_tags(body.get(it)).keys() & set(OURS) for it in _TAGS)


def strange(body: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    """What shows that an object is not the one that the configuration means; empty where its tags are ours.

    Args:
        body: What the configuration says of it.
        found: The object.
    """
    name = next((it for it in _TAGS if _tags(body.get(it))), "")
    wanted, has = _tags(body.get(name)), _tags(found.get(name))
    for tag in OURS:
        value = wanted.get(tag, "")
        if value and "${" not in value and has.get(tag) != value:
            return f"its tag {tag} is {has.get(tag) or 'missing'}, not {value}"
    return ""


def _tags(value: Any) -> dict[str, str]:
    """Tags in each form that a type has for them: a map, a list of keys and values, or one in a block."""
    if isinstance(value, list) and all(isinstance(it, Mapping) and "key" in it for it in value):
        return {str(it["key"]): str(it.get("value", "")) for it in value}
    if inner := argument(value, "custom_tags"):
        return _tags(inner)
    if isinstance(value, Mapping):
        return {str(key): str(item) for key, item in value.items() if isinstance(item, str)}
    return {}
