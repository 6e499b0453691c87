"""Says which value to change where a name breaks its rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from naming.convention import Convention
from naming.errors import RuleError
from naming.pattern import HASH, Part

FIXED = ("abbreviation", "environment", "region")
"""Values nobody shortens to make a name fit, unless nothing else is left."""


def broken_rule(
    convention: Convention, pieces: Sequence[tuple[Part, str]], values: Mapping[str, str], name: str
) -> RuleError:
    """The error of a name that breaks its rule.

    Args:
        convention: How the name was made.
        pieces: What it was made of.
        values: The values, as they were written.
        name: The name.
    """
    rule = convention.rule
    excess = rule.length(name) - rule.longest
    if excess > 0:
        return _too_long(convention, _changeable(pieces), values, excess, repr(name))
    for part, text in pieces:
        bad = " ".join(sorted({repr(c) for c in text if not rule.characters.allow(c)}))
        if part.placeholder and bad:
            allowed = f"{rule.characters.words}, for {convention.kind}"
            fix = f"Take {bad} out of {part.text}."
            return RuleError(part.text, allowed=allowed, got=values.get(part.text, text), fix=fix, source=rule.source)
    what = _culprit(pieces, rule.length(name) < rule.shortest, name)
    fix = f"The name {name!r} {'; '.join(rule.mistakes(name))}."
    if rule.length(name) < rule.shortest:
        fix += f" Make {what} longer by {rule.shortest - rule.length(name)}."
    allowed = f"{rule.allowed}, for {convention.kind}"
    return RuleError(what, allowed=allowed, got=values.get(what, name), fix=fix, source=rule.source)


def no_room(
    convention: Convention, kept: Sequence[tuple[Part, str]], values: Mapping[str, str], excess: int
) -> RuleError:
    """The error of a name of which not even the abbreviation, the digest and the end fit.

    Args:
        convention: How the name was made.
        kept: The pieces of its end.
        values: The values, as they were written.
        excess: Characters there are too many.
    """
    return _too_long(convention, _changeable(kept), values, excess, "even its shortest form")


def _too_long(
    convention: Convention, found: list[tuple[str, str]], values: Mapping[str, str], excess: int, name: str
) -> RuleError:
    rule = convention.rule
    found = sorted(found, key=lambda item: -len(item[1]))
    what, text = found[0] if found else ("hash", "")
    unit = "bytes" if rule.bytes else "characters"
    fix = f"Shorten {what} by {excess}."
    if len(text) <= excess:
        some = " and ".join(each for each, _ in found[:2]) or "the hash"
        fix = f"Shorten {some} by {excess} together, or change the pattern {convention.pattern!r}."
    allowed = f"{rule.lengths} for {convention.kind}; {name} has {rule.longest + excess} {unit}"
    return RuleError(what, allowed=allowed, got=values.get(what, text), fix=fix, source=rule.source)


def _changeable(pieces: Sequence[tuple[Part, str]]) -> list[tuple[str, str]]:
    named = [(part.text, text) for part, text in pieces if part.placeholder and part.text != HASH]
    return [item for item in named if item[0] not in FIXED] or named


def _culprit(pieces: Sequence[tuple[Part, str]], short: bool, name: str) -> str:
    """The value to change: the shortest for a short name, else one at the edge that is refused."""
    found = _changeable(pieces)
    if short and found:
        return min(found, key=lambda item: len(item[1]))[0]
    for part, text in (pieces[0], pieces[-1]):
        if part.placeholder and text and part.text != HASH:
            return part.text
    return found[0][0] if found else name
