"""Reads a layer's JSON: what is in it, and what names what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

NAMES = ("name", "cluster_name", "instance_pool_name", "display_name", "path")
"""Arguments that a thing bears its name in."""

_EXPRESSION = re.compile(r"[$%]\{[^}]*\}")
_REFERENCE = re.compile(r"(?<![\w.-])((?:data\.)?[a-z][a-z0-9]*_\w+\.[A-Za-z_][\w-]*)")
_OTHER_LAYER = re.compile(r"data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)")


def entries(config: Mapping[str, Any], section: str) -> Iterator[tuple[str, str, Any]]:
    """Type, name and body of all that a section holds.

    Args:
        config: A layer's JSON, read.
        section: `resource` or `data`.
    """
    for kind, found in config.get(section, {}).items():
        if isinstance(found, dict):
            for name, body in found.items():
                if name != "//":
                    yield kind, name, body


def bodies(config: Mapping[str, Any]) -> dict[str, Any]:
    """Bodies of all resources and data sources of a layer, by address."""
    found = {f"{kind}.{name}": body for kind, name, body in entries(config, "resource")}
    return found | {f"data.{kind}.{name}": body for kind, name, body in entries(config, "data")}


def named(value: Any) -> set[str]:
    """Addresses that a part of a configuration names, in expressions and as what it waits for."""
    if isinstance(value, str):
        return {name for part in _EXPRESSION.findall(value) for name in _REFERENCE.findall(part)}
    if isinstance(value, list):
        return {name for item in value for name in named(item)}
    if not isinstance(value, dict):
        return set()
    waits = value.get("depends_on")
    found = {name for it in waits for name in _REFERENCE.findall(str(it))} if isinstance(waits, list) else set()
    return found.union(*(named(item) for key, item in value.items() if key != "//"))


def outputs_named(config: str) -> set[str]:
    """Outputs of the other layer that a layer's JSON reads."""
    return set(_OTHER_LAYER.findall(config))


def closure(found: Mapping[str, Any], addresses: set[str]) -> set[str]:
    """Things and all that they rest on, directly and through others, as far as it is known.

    Args:
        found: Bodies, by address.
        addresses: Where to begin; what is not known is left out.
    """
    rests: set[str] = set()
    waiting = list(addresses)
    while waiting:
        address = waiting.pop()
        if address in found and address not in rests:
            rests.add(address)
            waiting += named(found[address])
    return rests
