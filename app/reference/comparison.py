"""Two blueprints, point by point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.reference.facts import Facts, buildable, standing
from app.report.blueprint_page import range_text, sizes_text
from app.sizing.limits import money


@dataclass(frozen=True)
class Compared:
    """One point.

    Args:
        what: The point.
        one: What the first says.
        other: What the second says.
    """

    what: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether they say different things."""
        return self.one != self.other


def compared(one: Facts, other: Facts) -> Iterator[Compared]:
    """Everything that one of two blueprints says of itself: what it is, then what it makes, then its features."""
    both = (one, other)
    for what, said in zip(_points(one), _points(other), strict=True):
        yield Compared(what[0], what[1], said[1])
    types = dict.fromkeys(type for layer in ("azure", "databricks") for facts in both for type in _types(facts, layer))
    for type in types:
        yield Compared(type, *(str(_all_types(facts).get(type, "-")) for facts in both))
    for feature in buildable():
        how = [standing(facts.blueprint, feature) for facts in both]
        if how != ["cannot", "cannot"]:
            yield Compared(feature, *how)


def _points(facts: Facts) -> list[tuple[str, str]]:
    pattern = facts.blueprint
    return [
        ("what for", pattern.description),
        ("workloads", ", ".join(pattern.workload_types)),
        ("environments", ", ".join(pattern.environments)),
        ("complexity", pattern.complexity),
        ("minutes", str(facts.minutes)),
        ("cost a month", range_text(facts.from_usd, facts.to_usd)),
        ("at default sizes", money(facts.default_usd)),
        ("smallest", sizes_text(pattern.smallest)),
        ("largest", sizes_text(pattern.largest)),
        ("by hand", " ".join(pattern.partial_support_notes) or "nothing"),
    ]


def _types(facts: Facts, layer: str) -> dict[str, int]:
    return facts.types("azure" if layer == "azure" else "databricks")


def _all_types(facts: Facts) -> dict[str, int]:
    return _types(facts, "azure") | _types(facts, "databricks")
