"""Which resource of a stack is made from which, read from its synthesized JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_REFERENCE = re.compile(r"\b((?:data\.)?(?:azurerm|databricks)_\w+\.[A-Za-z_][\w-]*)")


def dependencies(stack: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The addresses that each resource waits for when it is made; data between two resources is seen through.

    Args:
        stack: A stack's synthesized JSON.
    """
    names = {
        f"{prefix}{kind}.{name}": body
        for prefix, group in (("", "resource"), ("data.", "data"))
        for kind, bodies in stack.get(group, {}).items()
        for name, body in bodies.items()
    }
    direct = {address: _references(body) & names.keys() - {address} for address, body in names.items()}
    return {address: _through_data(address, direct) for address in names if not address.startswith("data.")}


def _references(body: Mapping[str, Any]) -> set[str]:
    # What stands under "//" is cdktf's own and refers to nothing.
    told = json.dumps({key: value for key, value in body.items() if key != "//"})
    return set(_REFERENCE.findall(told))


def _through_data(address: str, direct: Mapping[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    seen: set[str] = set()
    ahead = list(direct[address])
    while ahead:
        one = ahead.pop()
        if one in seen:
            continue
        seen.add(one)
        if one.startswith("data."):
            ahead += direct[one]
        else:
            found.add(one)
    return frozenset(found - {address})
