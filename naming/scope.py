"""Which kinds a command or a platform file is about."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from naming.kinds import Kind


@dataclass(frozen=True)
class ScopeFilter:
    """Kinds by wildcards; exclude wins.

    Args:
        include: Patterns such as `databricks_*`.
        exclude: Patterns of what to leave out.
    """

    include: tuple[str, ...] = ("*",)
    exclude: tuple[str, ...] = ()

    def covers(self, kind: str) -> bool:
        """Whether a kind is in scope."""
        return _any(kind, self.include) and not _any(kind, self.exclude)

    def kinds(self) -> list[Kind]:
        """Every kind in scope."""
        return [kind for kind in Kind if self.covers(kind)]

    def warnings(self) -> list[str]:
        """A line for each pattern that matches no kind, with the nearest there is."""
        found = []
        for pattern in (*self.include, *self.exclude):
            if not any(fnmatchcase(kind, pattern) for kind in Kind):
                near = difflib.get_close_matches(pattern.rstrip("*"), list(Kind), n=1, cutoff=0.3)
                hint = f"; did you mean {near[0]}?" if near else ""
                found.append(f"scope: {pattern!r} matches no kind{hint}")
        return found


def _any(kind: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(kind, pattern) for pattern in patterns)
