"""The rows that tell errors apart: patterns, explanation, next step and source, kept as data."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Kind = Literal[
    "throttled", "conflict", "lost", "server", "timeout", "eventual", "role", "plugin",
    "state_lock", "authentication", "permission", "quota", "policy", "validation", "exists", "not_found", "in_use",
    "network", "disk", "registry", "lock_file", "unknown",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
PASSING: frozenset[Kind] = frozenset(
    {"throttled", "conflict", "lost", "server", "timeout", "eventual", "role", "plugin"}
)
"""Kinds that pass by themselves: trying again may help. A crashed plugin is tried once more, no oftener; a role
that was just given is waited for as long as the budget lasts."""

_FOLDER = Path(__file__).parent
_FILES = ("terraform", "connection", "azure_limits", "azure", "databricks", "general")
"""In the order they are asked: what stops Terraform itself, what stands between, the services, what is left."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One way in which something goes wrong.

    Args:
        name: Its name; no other row has it.
        kind: What family it is of.
        match: Patterns over an error's text on one line, any of which may hit.
        explanation: What happened, for a person.
        next: What to do about it; `{name}` is what a pattern's group of that name found.
        source: Who says so: pages, issues, code, with year.
        examples: Texts that belong to this row.
    """

    name: str
    kind: Kind
    match: tuple[re.Pattern[str], ...]
    explanation: str
    next: str
    source: str
    examples: tuple[str, ...]


@cache
def rows() -> tuple[Row, ...]:
    """Every row, the first that fits an error being the one that speaks: the most specific stand first."""
    found = []
    for name in _FILES:
        with (_FOLDER / f"{name}.toml").open("rb") as file:
            for row in tomllib.load(file)["row"]:
                patterns = tuple(re.compile(pattern) for pattern in row.pop("match"))
                found.append(Row(match=patterns, examples=tuple(row.pop("examples")), **row))
    return tuple(found)
