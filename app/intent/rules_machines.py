"""Reads how many machines are said: `200 workers`, `4 to 8 nodes`. Sizes are chosen, so it is kept for people."""

from __future__ import annotations

from app.intent.rules_numbers import NUMBER
from app.intent.rules_pattern import Pattern

_WORDS = ("worker", "node", "executor", "gpus", "vms", "machines")
_MACHINES = Pattern(
    rf"(?<!\w)(?:{NUMBER}\s?(?:-|–|to|bis)\s?)?{NUMBER}[\s-](?:spark\s|cluster\s)?"  # noqa: RUF001 - a typed dash
    r"(?:workers?|nodes?|executors?|gpus|vms|machines)\b",
    needs=lambda text: any(word in text.lower() for word in _WORDS),
)


def find_machines(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence says numbers of machines."""
    return [match.span() for match in _MACHINES.finditer(sentence)]
