"""What an error of an import means, from words.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from app.provisioning.events import Diagnostic

Meaning = Literal["absent", "several"]


def meaning(error: Diagnostic, *, of_lookup: bool) -> Meaning | None:
    """What an error says of the object that was looked for; None where it is another error.

    Args:
        error: The error.
        of_lookup: It is the data source's that looked the object up, not any other's.
    """
    said = f"{error.summary}\n{error.detail}"
    if _any(_patterns()["several"], said):
        return "several"
    if _any(_patterns()["absent"], said) or (of_lookup and _any(_patterns()["absent_data"], said)):
        return "absent"
    return None


def _any(patterns: Iterable[re.Pattern[str]], said: str) -> bool:
    return any(pattern.search(said) for pattern in patterns)


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    with Path(__file__).with_name("words.toml").open("rb") as file:
        found = tomllib.load(file)
    return {name: [re.compile(row["pattern"], re.IGNORECASE) for row in rows] for name, rows in found.items()}
