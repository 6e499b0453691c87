"""Cuts a sentence into words that can be looked up, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’](?:s|t|re|ve|d|ll|m)\b)?")  # noqa: RUF001 - typed apostrophes
_ADDRESS = re.compile(
    r"(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+(?::[\w./-]+)?"  # mail, or git over SSH
    r"|https?://[^\s\"'<>()\[\]{}|,;]+"
    r"|(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?![\w/]|\.\d)",
    re.IGNORECASE,
)
"""What is one word though signs stand in it: addresses of mail, of the web, and IPv4 with or without a prefix."""
_INSIDE = re.compile(r"[\s\-_/&]{0,3}")
"""What may stand between the words of one phrase: `real-time`, `real time`."""
_BREAK = re.compile(r"[,;:.!?()\[\]{}\n|–—\"=]")  # noqa: RUF001 - dashes that people type
_KEEPS_S = ("ss", "us", "is", "as", "os")
_ENDING = re.compile(r"'(s|re|ve|d|ll|m)$")
_DIGITS = tuple("0123456789")
_ABBREVIATIONS = {"gpus": "gpu", "cpus": "cpu"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word.

    Args:
        text: As it stands.
        key: As it is looked up: lower case, without a plural s or a possessive.
        start: Where it starts in the sentence.
        end: Where it ends.
        gap: The text between the word before and this one.
    """

    text: str
    key: str
    start: int
    end: int
    gap: str

    @property
    def address(self) -> bool:
        """Whether it is an address: of mail, of the web or of a network."""
        return any(sign in self.text for sign in ".@/")

    @property
    def opens(self) -> bool:
        """Whether a new part of the sentence starts here."""
        return bool(_BREAK.search(self.gap))

    @property
    def plural(self) -> bool:
        """Whether it was written with a plural s."""
        return self.text.lower() == f"{self.key}s"

    @property
    def joins(self) -> bool:
        """Whether it can be the next word of a phrase."""
        return bool(_INSIDE.fullmatch(self.gap))

    @property
    def glued(self) -> bool:
        """Whether it is one written word with the one before, as in `fraud-detection`."""
        return self.gap in ("-", "_")


def words_of(sentence: str) -> list[Word]:
    """The words of a sentence, in order."""
    found: list[Word] = []
    last = 0
    for start, end in _places(sentence):
        text = sentence[start:end]
        found.append(Word(text, key_of(text), start, end, sentence[last:start]))
        last = end
    return found


def _places(sentence: str) -> Iterator[tuple[int, int]]:
    last = 0
    for match in _ADDRESS.finditer(sentence):
        text = match.group().rstrip(".:!?/")
        yield from (word.span() for word in _WORD.finditer(sentence, last, match.start()))
        last = match.start() + len(text)
        yield match.start(), last
    yield from (word.span() for word in _WORD.finditer(sentence, last))


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """How a word is looked up: `GPUs`, `gpu` and `GPU's` are one."""
    key = text.lower().replace("’", "'")  # noqa: RUF001 - typed apostrophes
    key = _ENDING.sub("", key).replace("'", "")
    if (len(key) > 3 or key[:-1].endswith(_DIGITS)) and key.endswith("s") and not key.endswith(_KEEPS_S):
        key = key[:-1]
    return _ABBREVIATIONS.get(key, key)


def phrase_key(phrase: str) -> str:
    """How a phrase is looked up: the keys of its words, run together."""
    return "".join(key_of(word) for word in _WORD.findall(phrase))
