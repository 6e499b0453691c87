"""Reads YAML that people write: plain data only, with the line of every value.

Aliases, tags, duplicate keys and tabs are refused: configuration needs none of them, and each
hides a mistake or an attack (an alias bomb is a few lines that expand to gigabytes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from naming.errors import LakemasonError

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
"""Levels of nesting; far more than any of our files has, and few enough to stop an attack at once."""

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
Where: TypeAlias = tuple[str | int, ...]

MAX_NUMBER = 300
"""Characters of a number; Python itself refuses to read one of 4,300 digits."""

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")  # 0042 stays text: as a number it would lose its zeros
_FLOAT = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class DocumentError(LakemasonError):
    """A file that cannot be used. Holds every mistake found, one line each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True)
class Document:
    """A YAML file's data and where it stands.

    Args:
        source: The file's name as errors show it.
        data: The top-level mapping.
        lines: Line (from 1) of each value, by its path of keys and indexes.
    """

    source: str
    data: dict[str, Value]
    lines: dict[Where, int] = field(default_factory=dict)

    def line(self, where: Where) -> int:
        """Line of the value at a path, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def mistake(self, where: Where, text: str) -> str:
        """One mistake as people read it: `file:line: key.path: text`."""
        path = ".".join(str(part) for part in where)
        return f"{self.source}:{self.line(where)}: {path}: {text}" if path else f"{self.source}: {text}"


def read_document(path: Path, *, source: str | None = None) -> Document:
    """Read a YAML file whose top level is a mapping.

    Args:
        path: The file.
        source: Its name in errors; the path as given if left out.

    Raises:
        DocumentError: It is missing, too large (over 1 MB), not UTF-8, or not plain YAML.
    """
    name = source or str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError([f"{name}: larger than {MAX_BYTES:,} bytes; no configuration needs that"])
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError([f"{name}: not UTF-8 text ({error.reason} at byte {error.start})"]) from None
    except OSError as error:
        raise DocumentError([f"{name}: {error.strerror}"]) from None
    return parse_document(text, source=name)


def parse_document(text: str, *, source: str) -> Document:
    """Read YAML text whose top level is a mapping. Raises DocumentError."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    builder = _Builder(source)
    try:
        data = builder.build(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        hint = "; YAML takes spaces, not tabs" if "'\\t'" in str(error.problem) else ""
        raise DocumentError([f"{source}:{line}: not YAML: {error.problem or error.context}{hint}"]) from None
    except YAMLError as error:
        raise DocumentError([f"{source}: not YAML: {str(error).splitlines()[0]}"]) from None
    if not isinstance(data, dict):
        raise DocumentError([f"{source}:1: must be a mapping of keys to values"])
    return Document(source, data, builder.lines)


class _Builder:
    """Turns ruamel's parse events into plain data."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: dict[Where, int] = {}

    def build(self, events: Iterator[Any]) -> Value:
        self._events = events
        value: Value = None
        documents = 0
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self._refuse(event, "a second document (---); one file holds one")
                value = self._value(next(events), ())
        return value

    def _value(self, event: Any, where: Where) -> Value:
        kind = type(event).__name__
        self.lines.setdefault(where, event.start_mark.line + 1)
        if len(where) > MAX_DEPTH:
            self._refuse(event, f"nesting deeper than {MAX_DEPTH} levels")
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            self._refuse(event, "an anchor or alias (& or *); write the value out")
        if getattr(event, "tag", None) and str(event.tag) != "!":
            self._refuse(event, f"a tag ({event.tag}); write a plain value")
        if kind == "ScalarEvent":
            return self._scalar(event) if event.style is None else str(event.value)
        if kind == "SequenceStartEvent":
            return self._sequence(where)
        return self._mapping(where)

    def _scalar(self, event: Any) -> Value:
        text = str(event.value)
        if len(text) > MAX_NUMBER and (_INT.fullmatch(text) or _FLOAT.fullmatch(text)):
            self._refuse(event, f"a number of {len(text)} characters")
        return _scalar(text)

    def _sequence(self, where: Where) -> list[Value]:
        items: list[Value] = []
        for event in self._events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            items.append(self._value(event, (*where, len(items))))
        return items

    def _mapping(self, where: Where) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for event in self._events:
            if type(event).__name__ == "MappingEndEvent":
                break
            if type(event).__name__ != "ScalarEvent":
                self._refuse(event, "a key that is not plain text")
            key = str(event.value)
            if key in found:
                self._refuse(event, f"the key {key!r} a second time")
            self.lines[(*where, key)] = event.start_mark.line + 1
            found[key] = self._value(next(self._events), (*where, key))
        return found

    def _refuse(self, event: Any, what: str) -> None:
        raise DocumentError([f"{self.source}:{event.start_mark.line + 1}: {what} is not allowed here"])


def _scalar(text: str) -> Value:
    """A plain scalar by YAML 1.2's core schema (so `no` and `on` stay text)."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
