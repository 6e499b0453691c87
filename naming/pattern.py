"""A name's template: literal text, placeholders, and parts that fall away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\{(?P<name>[a-z][a-z0-9_]*)\}|(?P<bracket>[\[\]])|(?P<bad>[{}])|(?P<text>[^{}\[\]]+)")
HASH = "hash"
AS_WRITTEN = frozenset({"file"})
"""Placeholders whose values stand in a name as they are: code imports a module by its file's name."""


class PatternMistake(ValueError):
    """A template that cannot be read."""


@dataclass(frozen=True)
class Part:
    """A piece of a template: literal text, or the value of a placeholder.

    Args:
        text: The literal text, or the placeholder's name.
        placeholder: Whether it is a placeholder.
        group: Number of the optional group it stands in; 0: always there.
    """

    text: str
    placeholder: bool
    group: int = 0


def parse_pattern(text: str) -> tuple[Part, ...]:
    """Read a template such as `{abbreviation}-{team}[-{purpose}]`.

    Raises:
        PatternMistake: A bracket without its other half, a nested `[`, or a brace around no name.
    """
    parts: list[Part] = []
    group, inside = 0, False
    for token in _TOKEN.finditer(text):
        if token["bad"]:
            raise PatternMistake(f"a {token[0]} without its other half, or around no name; write {{name}}")
        if token["bracket"]:
            inside = _bracket(token[0], inside)
            group += inside
        else:
            parts.append(Part(token["name"] or token["text"], bool(token["name"]), group if inside else 0))
    if inside:
        raise PatternMistake("a [ without its ]")
    _check_groups(parts, group)
    return tuple(parts)


def _bracket(bracket: str, inside: bool) -> bool:
    if bracket == "[" and inside:
        raise PatternMistake("a [ inside [ ]; optional parts do not nest")
    if bracket == "]" and not inside:
        raise PatternMistake("a ] without its [")
    return bracket == "["


def _check_groups(parts: list[Part], groups: int) -> None:
    if not parts:
        raise PatternMistake("nothing in it")
    if all(part.group for part in parts):
        raise PatternMistake("nothing in it that always stands; take one part out of its [ ]")
    for number in range(1, groups + 1):
        if not any(part.placeholder for part in parts if part.group == number):
            raise PatternMistake("an optional part [ ] without a placeholder in it")


def placeholders(parts: tuple[Part, ...], *, optional: bool = True) -> Iterator[str]:
    """Names of a template's placeholders, in order, each once."""
    seen = set()
    for part in parts:
        if part.placeholder and (optional or not part.group) and part.text not in seen:
            seen.add(part.text)
            yield part.text


def end_of(parts: Sequence[Part], keep_from: str) -> int:
    """Index of the part from which on a name's end stays where its middle gives way to a digest.

    A digest that the template has itself always stays.
    """
    names = [part.text if part.placeholder else "" for part in parts]
    return min([names.index(name) for name in (keep_from, HASH) if name in names], default=len(parts))
