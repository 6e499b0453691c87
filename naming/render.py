"""Puts values into a template."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from naming.convention import Convention
from naming.errors import RuleError
from naming.pattern import AS_WRITTEN, HASH, Part, end_of
from naming.reading import nearest
from naming.refusal import broken_rule, no_room
from naming.style import refuse_unsafe

HASHED_TOO = ("organisation",)
"""Values that go into every digest where they are given, so that two companies' names differ."""


class Piece(NamedTuple):
    """A part of a template, and what it is in this name."""

    part: Part
    text: str


def render(convention: Convention, values: Mapping[str, str]) -> str:
    """The name. Raises RuleError where a value is missing or the name breaks its kind's rule."""
    pieces = pieces_of(convention, values)
    name = "".join([piece.text for piece in pieces])
    if convention.hashes and convention.rule.longest < convention.rule.length(name):
        name = _with_hash(convention, pieces, values)
    if convention.matcher.fullmatch(name) is None or (convention.rule.bytes and not convention.rule.allows(name)):
        raise broken_rule(convention, pieces, values, name)
    if "{" in name and ("${" in name or "%{" in name):
        allowed = "no pattern and values that make ${ or %{ together: Terraform would evaluate it"
        raise RuleError(pieces[0].part.text, allowed=allowed, got=name, fix=f"Change {convention.pattern!r}.")
    return name


def pieces_of(convention: Convention, values: Mapping[str, str]) -> list[Piece]:
    """What each part of a template is in this name; optional parts fall away without their values."""
    parts = convention.parts
    if convention.has_groups:
        away = {p.group for p in parts if p.group and p.placeholder and p.text not in values and p.text != HASH}
        parts = tuple(part for part in parts if part.group not in away)
    return [Piece(p, _text(convention, p.text, values) if p.placeholder else p.text) for p in parts]


def _text(convention: Convention, placeholder: str, values: Mapping[str, str]) -> str:
    if placeholder == HASH:
        return digest(convention, values)
    raw = values.get(placeholder)
    if raw is None:
        raise _missing(convention, placeholder)
    if not isinstance(raw, str):
        refuse_unsafe(placeholder, raw)
    return _in_form(convention, placeholder, raw)


@lru_cache(maxsize=16_384)
def _in_form(convention: Convention, placeholder: str, raw: str) -> str:
    """What a value is in names of a kind; kept, because the same few values stand in most names."""
    refuse_unsafe(placeholder, raw)
    if placeholder in AS_WRITTEN:
        return raw
    text = convention.style.apply(coded(convention, placeholder, raw))
    if not text:
        raise RuleError(placeholder, allowed="text of which something is left in a name", got=raw)
    return text


def coded(convention: Convention, placeholder: str, raw: str) -> str:
    """What stands for a value by the tables of codes. Raises RuleError on an unknown region."""
    table = convention.codes.get(placeholder)
    if table is None or convention.style.passthrough:
        return raw
    code = table.get(raw) or table.get(raw.lower().replace(" ", ""))
    if code is None and placeholder == "region":
        near = nearest(raw.lower(), table).capitalize()
        fix = f"{near}New ones go under transformations.codes.region in naming-patterns.yaml."
        raise RuleError("region", allowed="a region with a code", got=raw, fix=fix)
    return raw if code is None else code


def digest(convention: Convention, values: Mapping[str, str]) -> str:
    """The digest of the values of a name, as they were written."""
    names = [*convention.placeholders, *HASHED_TOO]
    return convention.hashing.digest({n: values[n] for n in names if n != HASH and n in values})


def _with_hash(convention: Convention, pieces: list[Piece], values: Mapping[str, str]) -> str:
    """The name with a digest for its middle: as much of the front as fits, the digest, the end."""
    names = [piece.part.text if piece.part.placeholder else "" for piece in pieces]
    keep = end_of([piece.part for piece in pieces], convention.keep_from)
    front = "".join(piece.text for piece in pieces[:keep])
    separator = convention.hashing.separator
    ends = [] if HASH in names else [digest(convention, values)]
    if keep < len(pieces):
        ends.append("".join(piece.text for piece in pieces[keep:]))
    tail = "".join(separator + end for end in ends)
    rule = convention.rule
    whole = len(pieces[0].text) if names[0] == "abbreviation" else 1
    room = rule.longest - rule.length(tail)
    if room < whole:
        raise no_room(convention, pieces[keep:], values, whole - room)
    return rule.cut(front, room).rstrip(f"-_. {separator}") + tail


def _missing(convention: Convention, placeholder: str) -> RuleError:
    return RuleError(
        placeholder,
        allowed=f"a value; the pattern of {convention.kind} needs it: {convention.pattern!r}",
        got=None,
        fix=f"Give it with --override {placeholder}=..., in naming-values.yaml, or as {placeholder}=... in the call.",
    )
