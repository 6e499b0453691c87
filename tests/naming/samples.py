"""Namers and files that tests of naming share."""

from __future__ import annotations

from pathlib import Path

from naming.config import NamingConfig
from naming.documents import DocumentError
from naming.namer import Namer

EVERYTHING = {
    "purpose": "etl",
    "domain": "sales",
    "layer": "gold",
    "type": "fact",
    "entity": "orders",
    "project": "p1",
    "file": "load.sql",
}
"""A value for each placeholder that a platform does not give."""


def namer(config: NamingConfig | None = None, **changes: str) -> Namer:
    """The namer of a platform like the one in the architecture's example."""
    values = {"team": "ml-team", "workload": "ml", "environment": "dev", "region": "westeurope"} | changes
    return Namer.for_platform(**values, platform="ml-team-ml-dev", config=config)


def configured(folder: Path, *, values: str = "", patterns: str = "") -> NamingConfig:
    """The convention of a project with these files."""
    for name, text in (("naming-values.yaml", values), ("naming-patterns.yaml", patterns)):
        if text:
            (folder / name).write_text(text, encoding="utf-8")
    return NamingConfig.load(project=folder, user=folder / "nobody")


def mistakes(folder: Path, *, values: str = "", patterns: str = "") -> list[str]:
    """The mistakes of a project's files."""
    try:
        configured(folder, values=values, patterns=patterns)
    except DocumentError as error:
        return error.mistakes
    return []
