"""What is looked for: a resource of a configuration, and what it stands on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.provisioning.finding.table import Row, Way, row_of

Config = Mapping[str, Any]

_REFERENCE = re.compile(r"(?<![\w.-])((?:data\.)?[a-z][a-z0-9]*_\w+\.[A-Za-z_][\w-]*)")


@dataclass(frozen=True)
class Sought:
    """One resource that is looked for.

    Args:
        address: Its address.
        body: What the configuration says of it; empty where it says nothing.
    """

    address: str
    body: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """Its type."""
        return self.address.partition(".")[0]

    @property
    def row(self) -> Row:
        """How its type is found."""
        return row_of(self.kind)

    @property
    def doubled(self) -> bool:
        """Whether making it again makes a second one."""
        return self.row.doubled(self.body)

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return self.row.place(self.kind, self.body)

    @cached_property
    def way(self) -> Way | None:
        """The way to its import id. What is made in a loop has none: its arguments are not the configuration's."""
        if not self.body or "count" in self.body or "for_each" in self.body:
            return None
        return self.row.way(self.body)


def sought(config: Config, addresses: Sequence[str]) -> list[Sought]:
    """What a configuration says of some addresses, what others stand on first."""
    found = {it: Sought(it, _body(config, it)) for it in dict.fromkeys(addresses)}
    return sorted(found.values(), key=lambda it: (len(stands_on(config, it.address) & found.keys()), it.address))


def stands_on(config: Config, address: str) -> set[str]:
    """Every resource that one refers to, at any depth, through data as well; `depends_on` does not count."""
    seen: set[str] = set()
    waiting = [address]
    while waiting:
        for reference in _references(_body(config, waiting.pop())):
            if reference not in seen and reference != address and _body(config, reference):
                seen.add(reference)
                waiting.append(reference)
    return {it for it in seen if not it.startswith("data.")}


def lost(config: Config, address: str, there: Collection[str]) -> str:
    """The first resource that one stands on and that is not there; empty where all are."""
    return next(iter(sorted(stands_on(config, address) - set(there))), "")


def _body(config: Config, address: str) -> Mapping[str, Any]:
    section = "data" if address.startswith("data.") else "resource"
    kind, _, name = address.removeprefix("data.").partition(".")
    body = config.get(section, {}).get(kind, {}).get(name, {})
    return body if isinstance(body, Mapping) else {}


def _references(body: Mapping[str, Any]) -> Iterator[str]:
    for key, value in body.items():
        if key not in ("//", "depends_on", "lifecycle", "provider"):
            yield from _in(value)


def _in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if "${" in value or "%{" in value:
            yield from (match[1] for match in _REFERENCE.finditer(value))
    elif isinstance(value, Mapping | list):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _in(item)
