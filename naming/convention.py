"""One kind's way of making names, ready to be used many times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from naming.hashing import Hashing
from naming.kinds import Kind
from naming.pattern import Part, parse_pattern, placeholders
from naming.patterns_file import KindSettings, PatternsFile, Settings
from naming.rule import Rule, matcher_of
from naming.rules import rule_of
from naming.style import Style


@dataclass(frozen=True, eq=False)
class Convention:
    """How names of one kind are made.

    Args:
        kind: The kind.
        rule: What its platform allows.
        pattern: The template as it is written.
        parts: The template, read.
        style: What happens to values.
        hashing: How its digest is made.
        hashes: Whether a name that would be too long gives way to a digest.
        keep_from: Placeholder from which on the end of a name stays when its middle gives way.
        codes: What stands for a value, by placeholder.
        matcher: The rule as one expression.
    """

    kind: Kind
    rule: Rule
    pattern: str
    parts: tuple[Part, ...]
    style: Style
    hashing: Hashing
    hashes: bool
    keep_from: str
    codes: Mapping[str, Mapping[str, str]]
    matcher: re.Pattern[str]

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Every placeholder, in order."""
        return tuple(placeholders(self.parts))

    @property
    def has_groups(self) -> bool:
        """Whether parts of the template may fall away."""
        return any(part.group for part in self.parts)

    @property
    def required(self) -> tuple[str, ...]:
        """Placeholders a name cannot do without."""
        return tuple(placeholders(self.parts, optional=False))


def convention_of(kind: Kind, files: tuple[PatternsFile, ...]) -> Convention:
    """Put a kind's convention together from patterns files, strongest first."""
    style: Settings = {}
    hashing: Settings = {}
    codes: dict[str, dict[str, str]] = {}
    for file in reversed(files):
        _merge(style, file.style)
        hashing.update(file.hashing)
        for name, table in file.codes.items():
            codes[name] = {**codes.get(name, {}), **table}
    entries = [file.kinds[kind] for file in reversed(files) if kind in file.kinds]
    for entry in entries:
        _merge(style, entry.style)
        hashing.update(entry.hashing)
    pattern = _last(entries, "pattern") or ""
    if "separator" in style and "separator" not in hashing:
        hashing["separator"] = style["separator"]
    parts = parse_pattern(pattern)
    return Convention(
        kind=kind,
        rule=rule_of(kind),
        pattern=pattern,
        parts=parts,
        style=Style(**cast("Any", style), passthrough=bool(_last(entries, "passthrough"))),
        hashing=Hashing(**cast("Any", hashing)),
        hashes=_last(entries, "too_long") == "hash",
        keep_from=_last(entries, "keep_from") or _default_keep(parts),
        codes=codes,
        matcher=matcher_of(rule_of(kind)),
    )


def _last(entries: list[KindSettings], name: str) -> Any:
    found = [getattr(entry, name) for entry in entries]
    return next((value for value in reversed(found) if value is not None), None)


def _merge(style: Settings, more: Settings) -> None:
    replace = {**cast("dict[str, str]", style.get("replace", {})), **cast("dict[str, str]", more.get("replace", {}))}
    style.update(more)
    style["replace"] = replace


def _default_keep(parts: tuple[Part, ...]) -> str:
    """The environment, else the last placeholder; none where the only one is what has to give way."""
    names = list(placeholders(parts))
    if "environment" in names:
        return "environment"
    return names[-1] if len(names) > 1 else ""
