"""Numbers as people write them: `1,500`, `1.500`, `2 000`, `1.5k`, `a dozen`, `two thousand`, `twenty-five`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = {word: n for n, word in enumerate("one two three four five six seven eight nine".split(), 1)}
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_OTHERS = {"ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "half a dozen": 6, "dozen": 12}
_SCALES = {"hundred": 100, "thousand": 1_000, "grand": 1_000, "k": 1_000, "million": 1_000_000}
_IN_WORDS = (*_UNITS, *_TENS, *_OTHERS, "hundred", "thousand", "grand")
_WORD = f"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS)}))?|{'|'.join((*_OTHERS, *_UNITS))})"

NUMBER = (
    r"(?<!\d)(?<!\d[.,eE])(?<!\d[eE][-+])(?:"
    r"(?:\d{1,3}(?:[,.'’\u202f ]\d{3})+(?![\d])|\d+)(?:[.,]\d{1,2}(?!\d)|\.\d+)?(?![\d.,]*[eE][-+]?\d)"  # noqa: RUF001
    r"(?:\s?(?:k\b|thousand\b|million\b|grand\b)|k(?=\s?[$€£]))?"
    rf"|(?<!\w)(?:a\s+)?(?:{_WORD}|(?<=a\s)(?=hundred|thousand|grand))(?:\s*(?:hundred|thousand|grand)\b)?(?![\w-]))"
)
"""A number in digits or in words; `as_number` reads it. Part of a longer number, such as the 400 of 1e400, is none."""

_GROUPED = r"\d{1,3}(?:([,.'’\u202f ])\d{3})+"  # noqa: RUF001 - typed apostrophes


@dataclass(frozen=True)
class Found:
    """A number that was read out of a sentence.

    Args:
        value: The number, in the unit of its field.
        start: Where its words start.
        end: Where they end.
        sure: 0 to 1.
        note: How it was read, where that is not plain.
    """

    value: float
    start: int
    end: int
    sure: float = 0.95
    note: str = ""


def may_hold_number(text: str) -> bool:
    """A cheap look: False only where `NUMBER` is nowhere in a text."""
    said = text.lower()
    return not text.isascii() or any(one in said for one in (*"0123456789", *_IN_WORDS))


def as_number(text: str) -> float:
    """The value of what `NUMBER` matched. A dot or comma before exactly three digits divides thousands."""
    text = " ".join(text.lower().split()).removeprefix("a ")
    scale = 1
    for word, factor in _SCALES.items():
        if text.endswith(word):
            text, scale = text.removesuffix(word).strip(), factor
            break
    if not text:
        return float(scale)
    if text[0].isalpha():
        return float(_in_words(text) * scale)
    grouped = re.match(_GROUPED, text)
    if grouped and not text.startswith("0"):
        whole = re.sub(r"\D", "", grouped.group())
        return float(f"{whole}.{text[grouped.end() :].lstrip('.,') or 0}") * scale
    return float(text.replace(",", ".")) * scale


def _in_words(text: str) -> int:
    if text in _OTHERS:
        return _OTHERS[text]
    tens, _, units = text.replace("-", " ").partition(" ")
    return _TENS.get(tens, _UNITS.get(tens, 0)) + _UNITS.get(units, 0)
