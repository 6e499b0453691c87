"""Reads as much of a platform file as its shape allows, so that one mistake does not hide the others."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from pydantic import ValidationError

from blueprints.mistakes import Mistake, mistakes_of
from blueprints.platform import Platform
from naming.documents import Document, Value, Where

_STAND_INS: dict[str, Value] = {
    "name": "x",
    "blueprint": "x",
    "team": "x",
    "environment": "dev",
    "workload": "x",
    "region": "x",
    "sizes": {},
}
"""What stands for a required value that is wrong; nothing is said about it."""

_ROUNDS = 5
"""Times that mistakes are looked for; a value's own come before those of what it is part of."""


@dataclass(frozen=True)
class Shape:
    """What could be read of a platform file.

    Args:
        platform: The platform, without what is wrong; None where that leaves nothing.
        mistakes: What is wrong with the file's shape.
        document: The file.
    """

    platform: Platform | None
    mistakes: tuple[Mistake, ...]
    document: Document

    def means(self, where: Where) -> bool:
        """Whether the file itself says what stands there: it is not wrong already, nor missing beside what is."""
        wrong = [one.where for one in self.mistakes]
        if any(where[: len(path)] == path for path in wrong):
            return False
        return where in self.document.lines or not any(path[:1] == where[:1] for path in wrong)


def read_shape(document: Document, name: str) -> Shape:
    """Read a platform file, all mistakes of its shape at once.

    Args:
        document: The file.
        name: The name it must have: the file's.
    """
    data = copy.deepcopy(document.data)
    mistakes: list[Mistake] = []
    for _ in range(_ROUNDS):
        try:
            platform = Platform.model_validate(data)
        except ValidationError as error:
            found = [one for one in mistakes_of(error, document, Platform) if one not in mistakes]
            mistakes += found
            for one in found:
                _take_out(data, one.where)
            continue
        if platform.name != name and not any(one.where == ("name",) for one in mistakes):
            mistakes.append(Mistake(("name",), f"must be the file's name, {name!r}; got {platform.name!r}"))
        return Shape(platform, tuple(mistakes), document)
    return Shape(None, tuple(mistakes), document)


def _take_out(data: dict[str, Value], where: Where) -> None:
    """Leave a wrong value out, or a stand-in for it where there must be one; lists go whole."""
    if not where:
        return
    first = str(where[0])
    part = data.get(first)
    if len(where) > 1 and isinstance(part, dict):
        part.pop(str(where[1]), None)
    elif first in _STAND_INS:
        data[first] = copy.deepcopy(_STAND_INS[first])
    else:
        data.pop(first, None)
