"""Cuts the words of a sentence into phrases that mean something, and tells which of them are negated."""

from __future__ import annotations

from dataclasses import dataclass

from app.intent.rules_lexicon import Meaning, meanings_at
from app.intent.rules_near import corrected, guesses
from app.intent.rules_tokens import Word, key_of
from app.intent.rules_words import CARRIES_ON

Reading = tuple[Meaning, ...]

_CARRIES_ON = frozenset(key_of(word.strip()) for word in CARRIES_ON.split(","))
_LONG = 8
"""Letters from which one mistyped word that only tips the scales is read at all."""
_OFF = frozenset(("no", "false", "off", "none", "disabled", "nein"))
"""What switches off what it stands behind: `gpu: no`, `photon=off`."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that mean something together.

    Args:
        start: Place of the first.
        size: How many.
        meanings: All they can mean.
        near: What a mistyped phrase was read as; empty where it stands as it is known.
    """

    start: int
    size: int
    meanings: Reading
    near: str = ""

    @property
    def places(self) -> range:
        """The places of its words."""
        return range(self.start, self.start + self.size)


def phrases_of(words: list[Word]) -> list[Phrase]:
    """The phrases of a sentence as they stand, longest first, from left to right."""
    found: list[Phrase] = []
    at = 0
    while at < len(words):
        size, meanings = meanings_at(words, at)
        if size > 1 and _only_a_country(meanings) and _region_inside(words, at, size):
            size, meanings = meanings_at(words[: at + 1], at)
        if size:
            found.append(Phrase(at, size, meanings))
        at += max(size, 1)
    return found


def with_mistyped(words: list[Word], phrases: list[Phrase], closed: frozenset[int]) -> list[Phrase]:
    """The same with phrases in which a word is mistyped.

    Args:
        words: The words of the sentence.
        phrases: Its phrases as they stand.
        closed: Places of words that are something else: a team's name, an amount.
    """
    known = {place for phrase in phrases for place in phrase.places}
    guessed = guesses(words, {at for at in range(len(words)) if at not in known | closed})
    if not guessed:
        return phrases
    wrong = {place for guess in guessed for place in range(guess.start, guess.end)}
    again = phrases_of(corrected(words, guessed))
    found = []
    for phrase in again:
        if wrong.isdisjoint(phrase.places):
            found.append(phrase)
        elif said := _said(phrase, words):
            found.append(Phrase(phrase.start, phrase.size, phrase.meanings, said))
    held = {place for phrase in found for place in phrase.places}
    found += [phrase for phrase in phrases if held.isdisjoint(phrase.places)]
    return sorted(found, key=lambda phrase: phrase.start)


def mistyped(words: list[Word], phrases: list[Phrase]) -> frozenset[int]:
    """Places of words that are mistyped words of a wish, an environment or a region."""
    better = with_mistyped(words, phrases, frozenset())
    return frozenset(place for phrase in better if phrase.near for place in phrase.places)


def negated(words: list[Word], phrases: list[Phrase]) -> set[int]:
    """Where the phrases start that a sentence says it does not mean."""
    found: set[int] = set()
    active = False
    last = -1
    mentioned: list[int] = []
    for phrase in phrases:
        start = phrase.start
        word = words[start]
        if word.key in _OFF and word.gap.strip() in (":", "=") and mentioned:
            found.add(mentioned[-1])
            active, last = False, start
            continue
        if any(other.opens for other in words[last + 1 : start + 1]):
            active, mentioned = False, []
        fields = {meaning.field for meaning in phrase.meanings}
        if "negation" in fields:
            active = True
        elif "negation_after" in fields:
            found.update(mentioned[-1:])
        elif fields & {"filler", "not_negation"}:
            active = active and word.key in _CARRIES_ON
        else:
            if active:
                found.add(start)
            active = active and _continues(words, start)
            mentioned.append(start)
        last = start
    return found


def _continues(words: list[Word], start: int) -> bool:
    """Whether a negation goes on after a phrase: `no gpus or photon`, `no interactive clusters`."""
    return any(word.key in ("or", "nor", "and") for word in words[start + 1 : start + 4])


def _only_a_country(meanings: Reading) -> bool:
    return len(meanings) == 1 and meanings[0].field == "region" and meanings[0].weight == 1


def _region_inside(words: list[Word], at: int, size: int) -> bool:
    """Whether a region is named in full where a shorter phrase would end: `in UK South`."""
    for inside in range(at + 1, at + size):
        longer, meanings = meanings_at(words, inside)
        if longer and inside + longer >= at + size and any(m.field == "region" and m.weight > 1 for m in meanings):
            return True
    return False


def _said(phrase: Phrase, words: list[Word]) -> str:
    """What a mistyped phrase is read as; empty where it says too little to guess."""
    if phrase.meanings and all(meaning.field == "filler" for meaning in phrase.meanings):
        return "filler"
    wishes = [one for one in phrase.meanings if one.field in ("environment", "workload", "feature", "region")]
    key = words[phrase.start].key
    plain = [one for one in wishes if phrase.size > 1 or one.weight > 1 or len(key) >= _LONG]
    return plain[0].value if plain else ""
