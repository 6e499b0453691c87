"""What a person knows better about use than the figures assumed here: usage.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

from blueprints.usage import Amount
from naming.documents import Document, DocumentError, Value, Where, read_document

_MOST = 1e9
_RANGE = ("low", "expected", "high")
_WORDS = ("node_type", "driver_type")
"""What is told in words, not in numbers."""


@dataclass(frozen=True)
class Told:
    """What is told of one resource.

    Args:
        amounts: By what they are of.
        texts: Words, such as a VM type.
    """

    amounts: Mapping[str, Amount] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def amount(self, key: str, assumed: Amount) -> Amount:
        """What is told, or else what is assumed."""
        return self.amounts.get(key, assumed)

    def number(self, key: str, assumed: float) -> float:
        """The same as one number: the expected."""
        found = self.amounts.get(key)
        return found.expected if found else assumed

    def __contains__(self, key: object) -> bool:
        return key in self.amounts or key in self.texts


@dataclass(frozen=True)
class Assumptions:
    """A usage file.

    Args:
        document: Where it stands.
        rows: What it tells, by address, pattern of addresses or type.
    """

    document: Document
    rows: Mapping[str, Told]

    def of(self, address: str, type: str) -> Told:
        """What is told of a resource: its type's, over that patterns', over that its own."""
        amounts: dict[str, Amount] = {}
        texts: dict[str, str] = {}
        for pattern, told in sorted(self.rows.items(), key=lambda row: _nearness(row[0], address, type)):
            if _nearness(pattern, address, type):
                amounts |= told.amounts
                texts |= told.texts
        return Told(amounts, texts)

    def check(self, resources: Sequence[tuple[str, str]], keys: Mapping[str, Iterable[str]]) -> None:
        """Refuse what leads nowhere.

        Args:
            resources: Address and type of each resource there is.
            keys: What can be told of a type.

        Raises:
            DocumentError: With every row that matches no resource, and every word that its resources do not know.
        """
        mistakes = []
        for pattern, told in self.rows.items():
            types = {type for address, type in resources if _nearness(pattern, address, type)}
            if not types:
                near = get_close_matches(pattern, [name for one in resources for name in one], n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                mistakes.append(self.document.mistake(("usage", pattern), f"matches no resource{hint}"))
                continue
            known = {key for type in types for key in keys.get(type, ())}
            for key in (*told.amounts, *told.texts):
                if key not in known:
                    allowed = ", ".join(sorted(known)) or "nothing: it has no use that varies"
                    mistakes.append(
                        self.document.mistake(("usage", pattern, key), f"allowed is {allowed}; got {key!r}")
                    )
        if mistakes:
            raise DocumentError(mistakes)


def _nearness(pattern: str, address: str, type: str) -> int:
    """0: not meant; 1: by type, 2: by pattern, 3: by address."""
    if pattern == address:
        return 3
    if pattern == type:
        return 1
    return 2 if "*" in pattern and fnmatchcase(address, pattern) else 0


NOTHING_TOLD = Assumptions(Document("", {}), {})


def read_assumptions(path: Path) -> Assumptions:
    """Read a usage file.

    Raises:
        DocumentError: With every mistake in it, each with its line.
    """
    document = read_document(path)
    mistakes: list[str] = []
    for key in document.data:
        if key not in ("version", "usage"):
            mistakes.append(document.mistake((key,), "unknown key; there are: version, usage"))
    if document.data.get("version", 1) != 1:
        mistakes.append(document.mistake(("version",), f"allowed is 1; got {document.data['version']!r}"))
    usage = document.data.get("usage")
    if not isinstance(usage, dict):
        mistakes.append(document.mistake(("usage",), "must hold what is told by address, pattern or type"))
        usage = {}
    rows = {str(name): _told(document, ("usage", name), value, mistakes) for name, value in usage.items()}
    if mistakes:
        raise DocumentError(mistakes)
    return Assumptions(document, rows)


def _told(document: Document, where: Where, value: Value, mistakes: list[str]) -> Told:
    amounts: dict[str, Amount] = {}
    texts: dict[str, str] = {}
    if not isinstance(value, dict):
        mistakes.append(document.mistake(where, "must hold words with numbers, such as {hours: 100}"))
        return Told()
    for key, said in value.items():
        if key in _WORDS and isinstance(said, str) and said:
            texts[key] = said
        elif key in _WORDS:
            mistakes.append(document.mistake((*where, key), f"allowed is a VM type; got {said!r}"))
        elif (amount := _amount(said)) is not None:
            amounts[key] = amount
        else:
            allowed = f"a number from 0 to {_MOST:g}, or {{low: 1, expected: 2, high: 3}}"
            mistakes.append(document.mistake((*where, key), f"allowed is {allowed}; got {said!r}"))
    return Told(amounts, texts)


def _amount(said: Value) -> Amount | None:
    if isinstance(said, dict):
        if set(said) != set(_RANGE):
            return None
        numbers = [_number(said[name]) for name in _RANGE]
        if any(one is None for one in numbers):
            return None
        low, expected, high = (one or 0.0 for one in numbers)
        return Amount(low, expected, high) if low <= expected <= high else None
    found = _number(said)
    return None if found is None else Amount.of(found)


def _number(said: Value) -> float | None:
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    return float(said) if 0 <= said <= _MOST else None
