"""Collects a document's mistakes while reading it, all of them at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from naming.documents import Document, Value, Where


class Reader:
    """Reads pieces of a document; notes what is wrong with each instead of stopping."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._mistakes: list[tuple[int, str]] = []

    def mistake(self, where: Where, text: str) -> None:
        """Note that something is wrong."""
        self._mistakes.append((self.document.line(where), self.document.mistake(where, text)))

    @property
    def mistakes(self) -> list[str]:
        """Everything that was wrong, each once, in the order of the lines."""
        return list(dict.fromkeys(text for _, text in sorted(self._mistakes)))

    def mapping(self, value: Value, where: Where, *, keys: Iterable[str] | None = None) -> dict[str, Value]:
        """A mapping, of these keys if given; empty where it is something else or left out."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.mistake(where, f"must be a mapping of keys to values; got {value!r}")
            return {}
        if keys is None:
            return value
        allowed = list(keys)
        for key in value:
            if key not in allowed:
                self.mistake((*where, key), f"unknown key; {nearest(key, allowed)}allowed here: {', '.join(allowed)}")
        return {key: item for key, item in value.items() if key in allowed}

    def text(self, value: Value, where: Where) -> str | None:
        """Text; None (and a mistake) where it is something else. Whole numbers are taken as they are written."""
        if value is None:
            self.mistake(where, "has no value; give it one, or take the key out")
            return None
        if isinstance(value, bool | float):
            self.mistake(where, f'must be text; got {value!r}; put it in "quotes"')
            return None
        if isinstance(value, list | dict):
            self.mistake(where, f"must be text; got {value!r}")
            return None
        return str(value)

    def choice(self, value: Value, where: Where, allowed: Iterable[str]) -> str | None:
        """One of a few words."""
        text = self.text(value, where)
        words = list(allowed)
        if text is not None and text not in words:
            self.mistake(where, f"must be one of {', '.join(words)}; got {text!r}")
            return None
        return text

    def number(self, value: Value, where: Where, *, low: int, high: int) -> int | None:
        """A whole number between two others."""
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.mistake(where, f"must be a whole number, {low}-{high}; got {value!r}")
            return None
        return value

    def flag(self, value: Value, where: Where) -> bool | None:
        """True or false."""
        if not isinstance(value, bool):
            self.mistake(where, f"must be true or false; got {value!r}")
            return None
        return value

    def texts(self, value: Value, where: Where) -> list[str]:
        """A list of texts."""
        if not isinstance(value, list):
            self.mistake(where, f"must be a list; got {value!r}")
            return []
        found = [self.text(item, (*where, number)) for number, item in enumerate(value)]
        return [item for item in found if item is not None]

    def version(self, value: Value) -> None:
        """The file's shape, which must be 1; may be left out."""
        if value is not None and (value != 1 or isinstance(value, bool)):
            self.mistake(("version",), f"must be 1, the only shape there is; got {value!r}")


def nearest(text: str, allowed: Iterable[str]) -> str:
    """`did you mean 'x'? `, or nothing where nothing is near."""
    near = difflib.get_close_matches(text, [str(one) for one in allowed], n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}? " if near else ""
