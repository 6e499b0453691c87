"""What the platform that keeps a name allows it to be."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY, dataclass
from functools import lru_cache
from typing import Literal

Scope = Literal[
    "world",
    "account",
    "region",
    "subscription",
    "resource group",
    "storage account",
    "key vault",
    "virtual network",
    "network security group",
    "route table",
    "private DNS zone",
    "event hub namespace",
    "event hub",
    "resource",
    "metastore",
    "catalog",
    "schema",
    "workspace",
    "glue database",
    "nothing",
]
"""Within what a name may stand only once; `nothing` where two of a name are fine."""


@dataclass(frozen=True)
class Characters:
    """What may stand in a name, as the insides of a regular expression's `[...]`.

    Args:
        words: The same for people.
        inside: What may stand anywhere.
        first: What may stand first; `inside` if left out.
        last: What may stand last; `inside` if left out.
    """

    words: str
    inside: str
    first: str = ""
    last: str = ""

    def allow(self, text: str) -> bool:
        """Whether every character may stand in the middle of a name."""
        return not text or re.fullmatch(f"[{self.inside}]+", text) is not None


@dataclass(frozen=True)
class Rule:
    """One kind's rule.

    Args:
        shortest: Fewest characters.
        longest: Most characters.
        characters: What it may hold.
        unique_in: Within what the name may stand only once.
        source: Who sets the rule.
        as_of: Date of the source.
        forbidden: Sequences that must not occur.
        prefixes: What a name must not start with.
        suffixes: What a name must not end with.
        not_like: A regular expression that the whole name must not match.
        case_sensitive: Whether `A` and `a` are two names.
        part_separator: What splits the name into parts (a path, a table reference); none if left out.
        parts: How many parts there must be; any number if left out.
        longest_part: Most characters of one part.
        bytes: Whether the lengths count UTF-8 bytes.
        warn_above: Length above which something else refuses it, in `warning`'s words.
        warning: Who refuses it.
        namespace: The kind it shares its names with, where that is not itself.
        may_end: An ending that needs not be of `characters`.
        note: Where sources differ, what the other one says.
    """

    shortest: int
    longest: int
    characters: Characters
    _: KW_ONLY
    unique_in: Scope
    source: str
    as_of: str
    forbidden: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    not_like: str = ""
    case_sensitive: bool = False
    part_separator: str = ""
    parts: int = 0
    longest_part: int = 0
    bytes: bool = False
    warn_above: int = 0
    warning: str = ""
    namespace: str = ""
    may_end: str = ""
    note: str = ""

    def length(self, name: str) -> int:
        """The name's length as the rule counts it."""
        return len(name.encode()) if self.bytes else len(name)

    def cut(self, text: str, room: int) -> str:
        """As much of a text's beginning as has room, counted as the rule counts."""
        return text.encode()[:room].decode(errors="ignore") if self.bytes else text[:room]

    @property
    def lengths(self) -> str:
        """The allowed lengths, as errors say it."""
        return f"{self.shortest}-{self.longest} {'bytes' if self.bytes else 'characters'}"

    @property
    def allowed(self) -> str:
        """The whole rule in one line."""
        more = [f"not {text!r}" for text in self.forbidden]
        more += [f"not starting with {text!r}" for text in self.prefixes]
        more += [f"not ending in {text!r}" for text in self.suffixes]
        if self.parts:
            more.append(f"{self.parts} parts joined by {self.part_separator!r}")
        if self.longest_part:
            more.append(f"each part at most {self.longest_part}")
        return ", ".join([self.lengths, self.characters.words, *more])

    def allows(self, name: str) -> bool:
        """Whether the name obeys the rule."""
        return matcher_of(self).fullmatch(name) is not None and not (
            self.bytes and not self.shortest <= len(name.encode()) <= self.longest
        )

    def mistakes(self, name: str) -> list[str]:
        """What is wrong with a name, each in a sentence's end; nothing if it is fine."""
        return list(self._mistakes(name)) if not self.allows(name) else []

    def _mistakes(self, name: str) -> list[str]:
        found = []
        length = self.length(name)
        if not self.shortest <= length <= self.longest:
            found.append(f"has {length} {'bytes' if self.bytes else 'characters'}; allowed is {self.lengths}")
        bad = sorted({c for c in self._without_end(name) if not self.characters.allow(c)})
        if bad:
            found.append(f"holds {' '.join(map(repr, bad))}; allowed is {self.characters.words}")
        if name and not bad and self.characters.first and not re.match(f"[{self.characters.first}]", name):
            found.append(f"starts with {name[0]!r}; allowed is {self.characters.words}")
        if name and not bad and self.characters.last and not re.search(f"[{self.characters.last}]\\Z", name):
            found.append(f"ends in {name[-1]!r}; allowed is {self.characters.words}")
        found += [f"holds {text!r}, which is not allowed" for text in self.forbidden if text in name]
        found += [f"starts with {t!r}, which is not allowed" for t in self.prefixes if name.startswith(t)]
        found += [f"ends in {t!r}, which is not allowed" for t in self.suffixes if name.endswith(t)]
        if self.not_like and re.fullmatch(self.not_like, name):
            found.append(f"has a form that is not allowed; allowed is {self.characters.words}")
        return found + self._mistakes_of_parts(name)

    def _without_end(self, name: str) -> str:
        return name.removesuffix(self.may_end) if self.may_end else name

    def _mistakes_of_parts(self, name: str) -> list[str]:
        if not self.part_separator:
            return []
        path = self.characters.first == self.part_separator
        parts = (name.removeprefix(self.part_separator) if path else name).split(self.part_separator)
        found = []
        if self.parts and len(parts) != self.parts:
            found.append(f"has {len(parts)} parts; it must have {self.parts}, joined by {self.part_separator!r}")
        if any(part in ("", ".", "..") for part in parts):
            found.append("has an empty part, or one that climbs (. or ..)")
        if self.longest_part:
            found += [
                f"has the part {part!r} of {len(part)} characters; allowed is at most {self.longest_part}"
                for part in parts
                if len(part) > self.longest_part
            ]
        return found


@lru_cache(maxsize=256)
def matcher_of(rule: Rule) -> re.Pattern[str]:
    """The whole rule as one expression, so that a good name costs one match."""
    ahead = "".join(f"(?!.*{re.escape(text)})" for text in rule.forbidden)
    ahead += "".join(f"(?!{re.escape(text)})" for text in rule.prefixes)
    ahead += "".join(f"(?!.*{re.escape(text)}\\Z)" for text in rule.suffixes)
    if rule.not_like:
        ahead += f"(?!(?:{rule.not_like})\\Z)"
    if rule.characters.first:
        ahead += f"(?=[{rule.characters.first}])"
    if rule.characters.last:
        ahead += f"(?=.*[{rule.characters.last}]\\Z)"
    if rule.part_separator:
        ahead += _parts_ahead(rule)
    if not rule.bytes:
        ahead += f"(?=.{{{rule.shortest},{rule.longest}}}\\Z)"
    end = f"(?:{re.escape(rule.may_end)})?" if rule.may_end else ""
    return re.compile(f"{ahead}[{rule.characters.inside}]+{end}", re.DOTALL)


def _parts_ahead(rule: Rule) -> str:
    split = re.escape(rule.part_separator)
    size = f"{{1,{rule.longest_part}}}" if rule.longest_part else "+"
    part = f"(?!\\.{{1,2}}(?:{split}|\\Z))[^{split}]{size}"
    more = f"{{{rule.parts - 1}}}" if rule.parts else "*"
    lead = split if rule.characters.first == rule.part_separator else ""
    return f"(?={lead}{part}(?:{split}{part}){more}\\Z)"
