"""naming-patterns.yaml: a template a kind, and what happens to values."""

from __future__ import annotations

from dataclasses import dataclass, field

from naming.documents import Document, Value, Where
from naming.hashing import ALGORITHMS, LONGEST, SHORTEST
from naming.kinds import Kind
from naming.reading import Reader, nearest
from naming.style import CASES

SECTIONS = ("version", "transformations", "hash", "kinds")
TOO_LONG = ("error", "hash")
_STYLE = ("case", "separators", "separator", "replace", "remove")
_HASH = ("algorithm", "length", "prefix", "separator")
_KIND = ("pattern", *_STYLE, "passthrough", "too_long", "keep_from", "hash")

Settings = dict[str, "str | int | bool | dict[str, str]"]


@dataclass(frozen=True)
class PatternsFile:
    """What a patterns file says.

    Args:
        document: Where it stands.
        style: Transformations of every kind.
        hashing: How digests are made, for every kind.
        codes: What stands for a value, by placeholder.
        kinds: What each kind says on top: `pattern` and settings of its own.
    """

    document: Document
    style: Settings
    hashing: Settings
    codes: dict[str, dict[str, str]]
    kinds: dict[Kind, KindSettings]


@dataclass(frozen=True)
class KindSettings:
    """One kind's entry: its template and what differs from the rest of the file."""

    pattern: str | None = None
    style: Settings = field(default_factory=dict)
    hashing: Settings = field(default_factory=dict)
    passthrough: bool | None = None
    too_long: str | None = None
    keep_from: str | None = None


def read_patterns(document: Document) -> tuple[PatternsFile, list[str]]:
    """Read a patterns file. What is wrong with it is left out, and listed: each mistake with its line."""
    reader = Reader(document)
    data = reader.mapping(document.data, (), keys=SECTIONS)
    reader.version(data.get("version"))
    where: Where = ("transformations",)
    transformations = reader.mapping(data.get("transformations"), where, keys=(*_STYLE, "codes"))
    kinds: dict[Kind, KindSettings] = {}
    for name, value in reader.mapping(data.get("kinds"), ("kinds",)).items():
        if name in set(Kind):
            kinds[Kind(name)] = _kind(reader, value, ("kinds", name))
        else:
            hint = f"unknown kind; {nearest(name, Kind)}`lakemason names kinds` lists them"
            reader.mistake(("kinds", name), hint)
    file = PatternsFile(
        document=document,
        style=_style(reader, transformations, where),
        hashing=_hash(reader, data.get("hash"), ("hash",)),
        codes=_codes(reader, transformations.get("codes"), (*where, "codes")),
        kinds=kinds,
    )
    return file, reader.mistakes


def _kind(reader: Reader, value: Value, where: Where) -> KindSettings:
    if isinstance(value, str):
        return KindSettings(pattern=value)
    if value is None:
        reader.mistake(where, "has no value; give it a pattern, or take the key out")
    data = reader.mapping(value, where, keys=_KIND)
    text = {key: reader.text(data[key], (*where, key)) for key in ("pattern", "keep_from") if key in data}
    return KindSettings(
        pattern=text.get("pattern"),
        keep_from=text.get("keep_from"),
        style=_style(reader, data, where),
        hashing=_hash(reader, data.get("hash"), (*where, "hash")),
        passthrough=reader.flag(data["passthrough"], (*where, "passthrough")) if "passthrough" in data else None,
        too_long=reader.choice(data["too_long"], (*where, "too_long"), TOO_LONG) if "too_long" in data else None,
    )


def _style(reader: Reader, data: dict[str, Value], where: Where) -> Settings:
    found: Settings = {}
    if "case" in data and (case := reader.choice(data["case"], (*where, "case"), CASES)):
        found["case"] = case
    for key in ("separators", "separator", "remove"):
        if key in data and (text := reader.text(data[key], (*where, key))) is not None:
            found[key] = text
    if "replace" in data:
        table = _texts(reader, data["replace"], (*where, "replace"))
        found["replace"] = {old: new for old, new in table.items() if old}
        if "" in table:
            reader.mistake((*where, "replace", ""), "the text to replace must have at least one character")
    return found


def _hash(reader: Reader, value: Value, where: Where) -> Settings:
    data = reader.mapping(value, where, keys=_HASH)
    found: Settings = {}
    if "algorithm" in data and (word := reader.choice(data["algorithm"], (*where, "algorithm"), ALGORITHMS)):
        found["algorithm"] = word
    if "length" in data:
        number = reader.number(data["length"], (*where, "length"), low=SHORTEST, high=LONGEST)
        if number is not None:
            found["length"] = number
    for key in ("prefix", "separator"):
        if key in data and (text := reader.text(data[key], (*where, key))) is not None:
            found[key] = text
    return found


def _codes(reader: Reader, value: Value, where: Where) -> dict[str, dict[str, str]]:
    found = reader.mapping(value, where)
    codes = {name: _texts(reader, table, (*where, name)) for name, table in found.items()}
    for name, table in codes.items():
        for value in [value for value, code in table.items() if not code]:
            reader.mistake((*where, name, value), "a code must have at least one character")
            del table[value]
    return codes


def _texts(reader: Reader, value: Value, where: Where) -> dict[str, str]:
    found = {key: reader.text(item, (*where, key)) for key, item in reader.mapping(value, where).items()}
    return {key: text for key, text in found.items() if text is not None}
