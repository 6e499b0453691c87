"""naming-values.yaml: what placeholders stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from naming.documents import Document, Value, Where
from naming.errors import RuleError
from naming.kinds import Kind
from naming.reading import Reader, nearest
from naming.style import refuse_unsafe

SECTIONS = ("version", "defaults", "environments", "resource_types", "tags")
PLACEHOLDER = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class ValuesFile:
    """The values a file gives.

    Args:
        document: Where they stand.
        defaults: Values of every name.
        environments: Values of an environment's names.
        resource_types: Values of a kind's names.
        standard_tags: Values that become tags; None: not said.
        required_tags: Tags that must have a value of their own; None: not said.
    """

    document: Document
    defaults: dict[str, str]
    environments: dict[str, dict[str, str]]
    resource_types: dict[str, dict[str, str]]
    standard_tags: tuple[str, ...] | None
    required_tags: tuple[str, ...] | None

    def section(self, where: Where) -> dict[str, str]:
        """The values at a place: `("defaults",)`, `("environments", name)` or `("resource_types", kind)`."""
        if len(where) == 1:
            return self.defaults
        sections = self.environments if where[0] == "environments" else self.resource_types
        return sections.get(str(where[1]), {})


def read_values(document: Document) -> tuple[ValuesFile, list[str]]:
    """Read a values file. What is wrong with it is left out, and listed: each mistake with its line."""
    reader = Reader(document)
    data = reader.mapping(document.data, (), keys=SECTIONS)
    reader.version(data.get("version"))
    types = _sections(reader, data.get("resource_types"), "resource_types")
    for name in types:
        if name not in set(Kind):
            reader.mistake(
                ("resource_types", name), f"unknown kind; {nearest(name, Kind)}`lakemason names kinds` lists them"
            )
    tags = reader.mapping(data.get("tags"), ("tags",), keys=("standard", "required"))
    file = ValuesFile(
        document=document,
        defaults=_values(reader, data.get("defaults"), ("defaults",)),
        environments=_sections(reader, data.get("environments"), "environments"),
        resource_types=types,
        standard_tags=tuple(reader.texts(tags["standard"], ("tags", "standard"))) if "standard" in tags else None,
        required_tags=tuple(reader.texts(tags["required"], ("tags", "required"))) if "required" in tags else None,
    )
    return file, reader.mistakes


def _sections(reader: Reader, value: Value, section: str) -> dict[str, dict[str, str]]:
    found = reader.mapping(value, (section,))
    return {name: _values(reader, values, (section, name)) for name, values in found.items()}


def _values(reader: Reader, value: Value, where: Where) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, item in reader.mapping(value, where).items():
        here = (*where, key)
        if not PLACEHOLDER.fullmatch(key):
            reader.mistake(here, "a value's name is lower-case letters, digits and _, starting with a letter")
        text = reader.text(item, here)
        if text is not None:
            try:
                found[key] = refuse_unsafe(key, text)
            except RuleError as error:
                reader.mistake(here, f"allowed is {error.allowed}; got {error.got!r}")
    return found
