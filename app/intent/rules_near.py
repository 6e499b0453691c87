"""Reads a mistyped word as the known word it is near to, where that is plain: `catolog` is `catalog`.

One letter may be wrong in words from five letters on, two from eight; two neighbours swapped are one. The first letter
must be right, exactly one known word must be nearest, and an ordinary English word (english.txt) is never a typo.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from app.intent.rules_lexicon import lexicon, phrases_of_wishes
from app.intent.rules_regions import spellings
from app.intent.rules_tokens import Word, key_of, words_of

_SHORTEST = 5
_TWO_FROM = 8
_SWAPS_FROM = 11
"""Letters from which two plain substitutions are a typo: in shorter words they make another word."""
_SHORTEST_REGION = 7
_LONG_FILLER = 7
"""Letters from which a word without a wish of its own is worth reading as part of a phrase: `instance`."""
_STRUCTURE = "environment workspace databricks region development department engineering machine"
"""Words without a wish that are still worth reading when mistyped."""


@dataclass(frozen=True)
class Guess:
    """A mistyped phrase.

    Args:
        start: Place of its first word.
        end: Place after its last.
        keys: What its words are looked up by instead.
        said: What it is read as, in words.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    said: str


def guesses(words: list[Word], unknown: set[int]) -> list[Guess]:
    """Which unknown words are mistyped known ones.

    Args:
        words: The words of a sentence.
        unknown: Places of those that mean nothing as they stand.
    """
    found: list[Guess] = []
    for at in sorted(unknown):
        if found and at < found[-1].end:
            continue
        guess = _region(words, at, unknown, found[-1].end if found else 0)
        if guess is None and (key := near_word(words[at].key)):
            guess = Guess(at, at + 1, (key,), key)
        if guess:
            found.append(guess)
    return found


def corrected(words: list[Word], found: list[Guess]) -> list[Word]:
    """The words with what they are read as."""
    words = list(words)
    for guess in found:
        for place, key in zip(range(guess.start, guess.end), guess.keys, strict=True):
            words[place] = replace(words[place], key=key)
    return words


@lru_cache(maxsize=4096)
def near_word(key: str) -> str | None:
    """The one known word that a key is a typo of; None where it is none, or could be two."""
    if len(key) < _SHORTEST or not (key.isascii() and key.isalpha()) or key in _english():
        return None
    most = 2 if len(key) >= _TWO_FROM else 1
    best: dict[int, list[str]] = defaultdict(list)
    for target in _known().get(key[0], ()):
        allowed = most if len(target) >= _TWO_FROM else 1
        if abs(len(target) - len(key)) > allowed:
            continue
        distance = _distance(key, target, allowed)
        if distance <= allowed and not (distance == 2 and _only_swapped(key, target)):
            best[distance].append(target)
    nearest = best.get(1) or best.get(2) or []
    return nearest[0] if len(nearest) == 1 else None


def _region(words: list[Word], at: int, unknown: set[int], free: int) -> Guess | None:
    """A region of several words, one of which is mistyped: `wst europe`."""
    for start in range(max(free, at - 2), at + 1):
        for end in range(max(at + 1, start + 2), min(start + 4, len(words)) + 1):
            part = words[start:end]
            if not all(word.joins for word in part[1:]):
                break
            key = "".join(word.key for word in part)
            if len(key) < _SHORTEST_REGION or key in lexicon():
                continue
            near = _near_region(key)
            if near:
                return Guess(start, end, (near, *[""] * (end - start - 1)), near)
    return None


@lru_cache(maxsize=4096)
def _near_region(key: str) -> str | None:
    digits = [letter for letter in key if letter.isdigit()]
    found = {
        region
        for spelling, region in _regions().get(key[0], ())
        if abs(len(spelling) - len(key)) <= 1
        and digits == [letter for letter in spelling if letter.isdigit()]
        and _distance(key, spelling, 1) == 1
    }
    return found.pop() if len(found) == 1 else None


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """Words that can be mistyped, by their first letter."""
    index = lexicon()
    plain = {key for key, meanings in index.items() if meanings[0].field == "filler" and len(key) < _LONG_FILLER}
    words = {word.key for phrase in phrases_of_wishes() for word in words_of(phrase)} - plain
    words |= {key_of(word) for word in _STRUCTURE.split()}
    known: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if len(word) >= _SHORTEST and word.isascii() and word.isalpha():
            known[word[0]].append(word)
    return {letter: tuple(some) for letter, some in known.items()}


@cache
def _regions() -> dict[str, tuple[tuple[str, str], ...]]:
    known: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for spelling, region, weight in spellings():
        squeezed = spelling.replace(" ", "")
        if weight == 3 and len(squeezed) >= _SHORTEST_REGION and squeezed.isascii():
            known[squeezed[0]].append((squeezed, region))
    return {letter: tuple(some) for letter, some in known.items()}


@cache
def _english() -> frozenset[str]:
    lines = Path(__file__).with_name("english.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(key_of(word) for line in lines if not line.startswith("#") for word in line.split())


def _only_swapped(one: str, other: str) -> bool:
    return (
        len(one) == len(other) and len(one) < _SWAPS_FROM and sum(a != b for a, b in zip(one, other, strict=True)) == 2
    )


def _distance(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with their neighbour; anything above `most` where it is more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        next_row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(row[j] + 1, next_row[-1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            next_row.append(cost)
        if min(next_row) > most and min(row) > most:
            return most + 1
        before, row = row, next_row
    return row[-1]
