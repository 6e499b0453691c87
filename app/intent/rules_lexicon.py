"""The tables of words as one index: a phrase's key to everything it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from app.intent import rules_words as table
from app.intent.rules_regions import spellings
from app.intent.rules_requirements import HARDWARE, REQUIREMENTS
from app.intent.rules_tokens import Word, phrase_key
from catalog.regions import regions

Field = Literal[
    "environment",
    "workload",
    "feature",
    "blueprint",
    "region",
    "requirement",
    "address",
    "negation",
    "negation_after",
    "not_negation",
    "filler",
]
MAX_WORDS = 6
"""Words of the longest phrase."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a phrase says.

    Args:
        field: What it is about.
        value: What it says about it.
        weight: How much it says: 3 names it, 2 hints at it, 1 only tips the scales.
    """

    field: Field
    value: str = ""
    weight: int = 3


_ADDRESS: tuple[Meaning, ...] = (Meaning("address"),)
_REPOSITORY = (*_ADDRESS, Meaning("feature", "repos_integration", 2))
_GIT = ("github.", "gitlab.", "bitbucket.", "dev.azure.com", ".git")
"""Parts of addresses at which there are repositories."""


@cache
def lexicon() -> dict[str, tuple[Meaning, ...]]:
    """Everything each phrase means, by its key."""
    index: dict[str, tuple[Meaning, ...]] = {}
    for phrase, meaning in _entries():
        key = phrase_key(phrase)
        if meaning.field != "filler" or key not in index:
            index[key] = (*index.get(key, ()), meaning)
    for spelling, region, weight in spellings():
        index.setdefault(phrase_key(spelling), (Meaning("region", region, weight),))
    return index


def meanings_at(words: list[Word], at: int) -> tuple[int, tuple[Meaning, ...]]:
    """The longest phrase that starts at a word: how many words it has, and what it means; (0, ()) if none."""
    if words[at].address:
        text = words[at].text.lower()
        return 1, (_REPOSITORY if any(part in text for part in _GIT) else _ADDRESS)
    index, names, features = lexicon(), _written_as_one(), _feature_names()
    key, best = "", (0, ())
    found: tuple[int, tuple[Meaning, ...]] = best
    for size, word in enumerate(words[at : at + MAX_WORDS], start=1):
        if size > 1 and not word.joins:
            break
        key += word.key
        if key in index and (key not in names or all(one.glued for one in words[at + 1 : at + size])):
            found = (size, index[key])
        if key in features and size > 1 and all(one.gap == "_" for one in words[at + 1 : at + size]):
            found = (size, (*(one for one in index.get(key, ()) if one.field != "feature"), features[key]))
    return found


def _entries() -> Iterator[tuple[str, Meaning]]:
    for value, by_weight in table.ENVIRONMENTS.items():
        for weight, phrases in by_weight.items():
            yield from ((phrase, Meaning("environment", value, weight)) for phrase in _split(phrases))
    for value, by_weight in table.WORKLOADS.items():
        for weight, phrases in by_weight.items():
            yield from ((phrase, Meaning("workload", value, weight)) for phrase in _split(phrases))
    for value, phrases in table.FEATURES.items():
        yield from ((phrase, Meaning("feature", value)) for phrase in _split(phrases))
    for value, phrases in table.BLUEPRINTS.items():
        yield value, Meaning("blueprint", value)
        yield from ((phrase, Meaning("blueprint", value, 2)) for phrase in _split(phrases) if phrase)
    yield table.KEY_VAULT, Meaning("feature", "secret_scope", 1)
    for phrases in REQUIREMENTS:
        yield from ((phrase, Meaning("requirement")) for phrase in _split(phrases))
    yield from ((phrase, Meaning("negation")) for phrase in _split(table.NEGATIONS))
    yield from ((phrase, Meaning("negation_after")) for phrase in _split(table.NEGATIONS_AFTER))
    yield from ((phrase, Meaning("not_negation")) for phrase in _split(table.NOT_NEGATIONS))
    for phrases in (table.FILLER, table.TEAM_WORDS):
        yield from ((phrase, Meaning("filler")) for phrase in _split(phrases))


def phrases_of_wishes() -> Iterator[str]:
    """Every phrase that says what is wished, where or for what; regions by their names only."""
    for phrase, meaning in _entries():
        if meaning.field in ("environment", "workload", "feature"):
            yield phrase
    for region in regions().values():
        yield from (region.name, region.display_name)


@cache
def _written_as_one() -> frozenset[str]:
    """Keys of names that are written as one word: `databricks-streaming`, `A100`; not `a 100 GB table`."""
    return frozenset(phrase_key(name) for name in (*table.BLUEPRINTS, *_split(HARDWARE)))


@cache
def _feature_names() -> dict[str, Meaning]:
    """What names of features mean where they are written as the vocabulary has them: `event_hub`, `team_compute`."""
    return {phrase_key(name): Meaning("feature", name) for name in table.FEATURES if "_" in name}


@cache
def team_words() -> frozenset[str]:
    """Keys of the words that stand beside a team's name."""
    return frozenset(phrase_key(word) for word in _split(table.TEAM_WORDS))


def _split(phrases: str) -> list[str]:
    return [phrase.strip() for phrase in phrases.split(",")]
