"""Everything in force, and which file it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from naming.config import NamingConfig
from naming.documents import Document, Where
from naming.kinds import Kind
from naming.patterns_file import KindSettings, PatternsFile


@dataclass(frozen=True)
class Setting:
    """One setting in force.

    Args:
        key: Its path, such as `defaults.region`.
        value: Its value.
        origin: `file:line` it came from.
    """

    key: str
    value: object
    origin: str


def merged(config: NamingConfig) -> list[Setting]:
    """Every setting in force, in the order of the packaged files."""
    found: dict[Where, Setting] = {}
    for values in reversed(config.values):
        sections: dict[Where, Mapping[str, str]] = {("defaults",): values.defaults}
        sections |= {("environments", name): table for name, table in values.environments.items()}
        sections |= {("resource_types", name): table for name, table in values.resource_types.items()}
        for where, table in sections.items():
            for key, value in table.items():
                _put(found, values.document, (*where, key), value)
        for tag_key, tags in (("standard", values.standard_tags), ("required", values.required_tags)):
            if tags is not None:
                _put(found, values.document, ("tags", tag_key), list(tags))
    for patterns in reversed(config.patterns):
        for where, setting in _settings(patterns):
            _put(found, patterns.document, where, setting)
    return list(found.values())


def _put(found: dict[Where, Setting], document: Document, where: Where, value: object) -> None:
    key = ".".join(map(str, where))
    found[where] = Setting(key, value, f"{document.source}:{document.line(where)}")


def _settings(file: PatternsFile) -> Iterator[tuple[Where, object]]:
    yield from _nested(("transformations",), file.style)
    for placeholder, table in file.codes.items():
        yield from _nested(("transformations", "codes", placeholder), table)
    yield from _nested(("hash",), file.hashing)
    for kind, entry in file.kinds.items():
        yield from _of_kind(kind, entry)


def _of_kind(kind: Kind, entry: KindSettings) -> Iterator[tuple[Where, object]]:
    where: Where = ("kinds", str(kind))
    for name in ("pattern", "passthrough", "too_long", "keep_from"):
        value = getattr(entry, name)
        if value is not None:
            yield (*where, name), value
    yield from _nested(where, entry.style)
    yield from _nested((*where, "hash"), entry.hashing)


def _nested(where: Where, table: Mapping[str, object]) -> Iterator[tuple[Where, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _nested((*where, key), value)
        else:
            yield (*where, key), value
