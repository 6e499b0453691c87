"""Holds a user's naming files against the kinds' rules, before any name is made with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from naming.convention import Convention
from naming.documents import Document, Where
from naming.hashing import MD5_LONGEST
from naming.kinds import Kind
from naming.pattern import HASH, PatternMistake
from naming.reading import nearest

if TYPE_CHECKING:
    from naming.config import NamingConfig

KNOWN = frozenset(
    "abbreviation team workload environment region platform project purpose domain layer type entity file name"
    " organisation cost_centre managed_by hash".split()
)
"""Placeholders a pattern may use without a values file having them."""


def check_config(config: NamingConfig) -> list[str]:
    """Mistakes of a user's files, each with its line; the packaged ones are held by tests.

    Args:
        config: The merged configuration, with a patterns file of the user's.
    """
    file, document = config.patterns[0], config.patterns[0].document
    known = KNOWN.union(*(_names(values.document) for values in config.values))
    everything = bool(file.style or file.hashing)
    found: list[tuple[int, str]] = []
    for kind in Kind if everything else file.kinds:
        for where, text in _mistakes(config, kind, known):
            place = _place(document, kind, where)
            prefix = "" if place[:1] == ("kinds",) else f"{kind}: "
            found.append((document.line(place), document.mistake(place, prefix + text)))
    for name, table in file.codes.items():
        merged = {**config.patterns[-1].codes.get(name, {}), **table}
        for value, code in table.items():
            twin = next((v for v, c in merged.items() if c == code and v != value), None)
            if twin is not None:
                place = ("transformations", "codes", name, value)
                text = f"{code!r} already stands for {twin!r}; two values would get one name"
                found.append((document.line(place), document.mistake(place, text)))
    return list(dict.fromkeys(text for _, text in sorted(found)))


def unused_values(config: NamingConfig) -> list[str]:
    """A line for each value of a user's file that stands in no pattern and no tag."""
    if len(config.values) == 1:
        return []
    used = {*KNOWN, *config.standard_tags}.union(*(config.convention(kind).placeholders for kind in Kind))
    file = config.values[0]
    found = []
    for where in file.document.lines:
        in_section = (len(where) == 2 and where[0] == "defaults") or (len(where) == 3 and where[0] != "tags")
        if in_section and str(where[-1]) not in used:
            hint = nearest(str(where[-1]), used)
            found.append(file.document.mistake(where, f"stands in no pattern and no tag; {hint}".rstrip("; ")))
    return found


def _names(document: Document) -> set[str]:
    return {str(where[-1]) for where in document.lines if len(where) >= 2 and where[0] != "tags"}


def _place(document: Document, kind: Kind, where: str) -> Where:
    """Where a mistake stands: at the kind's own setting, the kind, or the setting of all kinds."""
    section = ("hash",) if where == "hash" else ("transformations", where)
    for place in (("kinds", str(kind), where), ("kinds", str(kind)), section):
        if place in document.lines:
            return place
    return ()


def _mistakes(config: NamingConfig, kind: Kind, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    try:
        convention = config.convention(kind)
    except PatternMistake as error:
        yield "pattern", str(error)
        return
    for name in convention.placeholders:
        if name not in known:
            hint = nearest(name, known)
            yield "pattern", f"unknown placeholder {{{name}}}; {hint}give it a value in naming-values.yaml to use it"
    if convention.keep_from and convention.keep_from not in convention.placeholders:
        yield "keep_from", f"{convention.keep_from!r} is no placeholder of the pattern {convention.pattern!r}"
    if convention.hashing.algorithm == "md5" and convention.hashing.length > MD5_LONGEST:
        yield "hash", f"md5 has {MD5_LONGEST} characters; got length {convention.hashing.length}"
    yield from _lengths(convention, config)
    yield from _characters(convention)


def _lengths(convention: Convention, config: NamingConfig) -> Iterator[tuple[str, str]]:
    rule, hashing = convention.rule, convention.hashing
    values = config.base_values(convention.kind, None)
    digest = len(hashing.prefix) + hashing.length
    shortest = 0
    for part in convention.parts:
        if part.group:
            continue
        if not part.placeholder:
            shortest += len(part.text)
        elif part.text == HASH:
            shortest += digest
        else:
            shortest += len(values.get("abbreviation", "x")) if part.text == "abbreviation" else 1
    if shortest > rule.longest:
        yield "pattern", f"even its shortest name has {shortest} characters; {convention.kind} allows {rule.lengths}"
    elif convention.hashes and digest + 2 * len(hashing.separator) + 1 > rule.longest:
        yield "hash", f"the digest alone has {digest} characters; {convention.kind} allows {rule.lengths}"


def _characters(convention: Convention) -> Iterator[tuple[str, str]]:
    rule, style, hashing = convention.rule, convention.style, convention.hashing
    allow = rule.characters.allow
    literals = [part.text for part in convention.parts if not part.placeholder]
    for text in literals:
        if not allow(text.removesuffix(rule.may_end) if rule.may_end else text):
            yield "pattern", f"{text!r} is not allowed in the name of {convention.kind}: {rule.characters.words}"
        if any(sequence in text for sequence in rule.forbidden):
            yield "pattern", f"{text!r} is not allowed in the name of {convention.kind}"
    if not style.passthrough:
        if not allow(style.separator):
            yield "separator", f"{style.separator!r} is not allowed in {convention.kind}: {rule.characters.words}"
        if style.case == "upper" and not allow("A"):
            yield "case", f"upper is not allowed in {convention.kind}: {rule.characters.words}"
    uses_hash = convention.hashes or HASH in convention.placeholders
    for text in (hashing.prefix, "" if hashing.separator == style.separator else hashing.separator):
        if uses_hash and not allow(text):
            yield "hash", f"{text!r} is not allowed in {convention.kind}: {rule.characters.words}"
    yield from _edges(convention)


def _edges(convention: Convention) -> Iterator[tuple[str, str]]:
    import re

    rule = convention.rule
    first, last = convention.parts[0], convention.parts[-1]
    if not first.placeholder and not first.group and rule.characters.first:
        if not re.match(f"[{rule.characters.first}]", first.text):
            yield "pattern", f"a name of {convention.kind} cannot start with {first.text[0]!r}: {rule.characters.words}"
    if not last.placeholder and not last.group and rule.characters.last:
        if not re.match(f"[{rule.characters.last}]", last.text[-1]):
            yield "pattern", f"a name of {convention.kind} cannot end in {last.text[-1]!r}: {rule.characters.words}"
