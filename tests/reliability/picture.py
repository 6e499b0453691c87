"""What stands in the simulated cloud, in a form in which two clouds can be compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from rehearsal.cloud import CloudObject

_GIVEN = re.compile(
    r"""
    [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}     # a UUID
    | adb-\d+\.\d+\.azuredatabricks\.net            # a workspace's host
    | (?<!\d)\d{15,17}(?!\d)                        # a workspace's number
    | 0101-120000-[0-9a-z]{8}                       # a cluster
    | rehearsal-[0-9a-f]{8,}                        # a key
    | dbstorage[0-9a-z]+                            # the storage account that a workspace brings along
    """,
    re.VERBOSE,
)
"""What the cloud gives a thing when it is made: another one each time."""

Picture = dict[str, str]
"""Every object's text, by a name that is the same in every cloud."""


def picture(objects: Iterable[CloudObject]) -> Picture:
    """What stands, with what the cloud has given written as which object got it.

    Whatever names another thing by what that was given, still must: an id of something that is gone stays an id, and
    shows as a difference.
    """
    found = list(objects)
    numbers = {it.number: it for it in found}
    given: dict[str, str] = {}
    shown: Picture = {}
    for it in sorted(found, key=lambda one: _GIVEN.sub("*", _text(one, numbers))):
        count = 0

        def name(match: re.Match[str], it: CloudObject = it) -> str:
            nonlocal count
            if match[0] not in given:
                count += 1
                given[match[0]] = f"<{it.type} {count}>"
            return given[match[0]]

        text = _GIVEN.sub(name, _text(it, numbers))
        shown[f"{it.type} {_GIVEN.sub(name, it.id)}"] = text
    assert len(shown) == len(found), "two objects look the same"
    return shown


def differences(wanted: Picture, found: Picture) -> list[str]:
    """How a cloud differs from what it should hold, a line each."""
    lines = [f"missing: {name}" for name in wanted if name not in found]
    lines += [f"too much: {name}" for name in found if name not in wanted]
    for name in wanted.keys() & found.keys():
        had, has = wanted[name].splitlines(), found[name].splitlines()
        lines += [f"{name}: {line.strip()} is gone" for line in had if line not in has]
        lines += [f"{name}: {line.strip()} is new" for line in has if line not in had]
    return lines


def _text(it: CloudObject, numbers: dict[int, CloudObject]) -> str:
    parent = numbers[it.parent].id if it.parent else ""
    told = {"type": it.type, "id": it.id, "parent": parent, "vanishes": it.vanishes, "realm": it.realm, **it.state}
    return json.dumps(told, sort_keys=True, indent=0, default=str)
