"""The naming convention in force: packaged files, and what a user's files change of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from naming.convention import Convention, convention_of
from naming.documents import Document, DocumentError, Where, read_document
from naming.kinds import Kind
from naming.locate import PATTERNS_NAME, VALUES_NAME, Found, locate, packaged, project_folder, user_folder
from naming.parsed import read_packaged
from naming.patterns_file import PatternsFile, read_patterns
from naming.values_file import ValuesFile, read_values

_File = TypeVar("_File")


@dataclass(frozen=True)
class NamingConfig:
    """Values and patterns, merged. Immutable; what it works out it keeps.

    Args:
        values: Values files, strongest first; the packaged one is last.
        patterns: Patterns files, strongest first; the packaged one is last.
        sources: Which files these are, in the same order, values first.
    """

    values: tuple[ValuesFile, ...]
    patterns: tuple[PatternsFile, ...]
    sources: tuple[Found, ...] = ()
    _conventions: dict[Kind, Convention] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def packaged(cls) -> NamingConfig:
        """The convention as it comes, without anybody's files."""
        return _packaged()

    @classmethod
    def load(
        cls,
        *,
        values: Path | None = None,
        patterns: Path | None = None,
        project: Path | None = None,
        user: Path | None = None,
    ) -> NamingConfig:
        """The convention in force: of each file the first found of given, project's, user's; then the packaged.

        Args:
            values: A values file to use, wherever others are.
            patterns: A patterns file to use, wherever others are.
            project: The project's folder; the nearest upward with a cdktf.json if left out.
            user: The user's config folder; `~/.config/lakemason` if left out.

        Raises:
            DocumentError: With every mistake of both files, each with its line.
            LakemasonError: A given file is not there.
        """
        project = project or project_folder()
        user = user or user_folder()
        values_found = locate(VALUES_NAME, given=values, option="--values-config", project=project, user=user)
        patterns_found = locate(PATTERNS_NAME, given=patterns, option="--patterns-config", project=project, user=user)
        if values_found is None and patterns_found is None:
            return _packaged()
        return _with_files(values_found, _stamp(values_found), patterns_found, _stamp(patterns_found))

    def convention(self, kind: Kind) -> Convention:
        """How names of a kind are made."""
        found = self._conventions.get(kind)
        if found is None:
            found = self._conventions[kind] = convention_of(kind, self.patterns)
        return found

    @property
    def standard_tags(self) -> tuple[str, ...]:
        """Values that become tags."""
        return next((f.standard_tags for f in self.values if f.standard_tags is not None), ())

    @property
    def required_tags(self) -> tuple[str, ...]:
        """Tags that must have a value of their own."""
        return next((f.required_tags for f in self.values if f.required_tags is not None), ())

    def sections(self, kind: Kind | None, environment: str | None) -> Iterator[tuple[ValuesFile, Where]]:
        """Where the files' values for a name stand, weakest first: defaults, the environment's, the kind's."""
        wheres: list[Where] = [("defaults",)]
        if environment is not None:
            wheres.append(("environments", environment))
        if kind is not None:
            wheres.append(("resource_types", kind))
        for where in wheres:
            for file in reversed(self.values):
                yield file, where

    def base_values(self, kind: Kind | None, environment: str | None) -> dict[str, str]:
        """The files' values for a name of a kind, in an environment."""
        found: dict[str, str] = {}
        for file, where in self.sections(kind, environment):
            found.update(file.section(where))
        return found


@lru_cache(maxsize=1)
def _packaged() -> NamingConfig:
    values, patterns = packaged(VALUES_NAME), packaged(PATTERNS_NAME)
    mistakes: list[str] = []
    config = NamingConfig(
        values=tuple(_read(values, read_values, mistakes, read_packaged)),
        patterns=tuple(_read(patterns, read_patterns, mistakes, read_packaged)),
        sources=(values, patterns),
    )
    if mistakes:
        raise DocumentError(mistakes)
    return config


def _stamp(found: Found | None) -> int:
    """When a file last changed, so that what was read of it can be kept until it does."""
    return found.path.stat().st_mtime_ns if found else 0


@lru_cache(maxsize=8)
def _with_files(values: Found | None, _values: int, patterns: Found | None, _patterns: int) -> NamingConfig:
    from naming.checks import check_config

    base = _packaged()
    mistakes: list[str] = []
    own_values = _read(values, read_values, mistakes)
    own_patterns = _read(patterns, read_patterns, mistakes)
    config = NamingConfig(
        values=(*own_values, *base.values),
        patterns=(*own_patterns, *base.patterns),
        sources=tuple(f for f in (values, base.sources[0], patterns, base.sources[1]) if f is not None),
    )
    if own_patterns:
        mistakes += check_config(config)
    if mistakes:
        raise DocumentError(mistakes)
    return config


def _document(found: Found) -> Document:
    return read_document(found.path, source=found.shown)


def _read(
    found: Found | None,
    read: Callable[[Document], tuple[_File, list[str]]],
    mistakes: list[str],
    document: Callable[[Found], Document] = _document,
) -> list[_File]:
    if found is None:
        return []
    try:
        file, wrong = read(document(found))
    except DocumentError as error:
        mistakes += error.mistakes
        return []
    mistakes += wrong
    return [file]
