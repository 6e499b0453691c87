"""A convention as an expression that its names match."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress, product

from naming.config import NamingConfig
from naming.convention import Convention
from naming.pattern import AS_WRITTEN, HASH, Part, end_of

_LONGEST = 300
_MOST_GROUPS = 5
"""Optional parts tried in every combination; with more, only all of them or none."""
_CASES = {"lower": "A-Z", "upper": "a-z", "keep": ""}


def expected(config: NamingConfig, convention: Convention) -> re.Pattern[str]:
    """An expression that matches what the convention could have made, from whatever values.

    Neighbouring free placeholders become one run of words, so that no name costs more than a moment.

    Args:
        config: The configuration it is of.
        convention: How names are made.
    """
    return _expected(convention, config.base_values(convention.kind, None).get("abbreviation", ""))


@lru_cache(maxsize=256)
def _expected(convention: Convention, abbreviation: str) -> re.Pattern[str]:
    style = convention.style
    if style.passthrough:
        return re.compile(r".+")
    found: list[str] = []
    for parts in _variants(convention.parts):
        found.append(_flat(convention, parts, abbreviation))
        if convention.hashes:
            found.append(_hashed(convention, parts, abbreviation))
    return re.compile(f"(?!.{{{_LONGEST}}})(?:{'|'.join(dict.fromkeys(found))})")


def _variants(parts: tuple[Part, ...]) -> list[list[Part]]:
    """The parts with each combination of the optional ones."""
    groups = sorted({part.group for part in parts if part.group})
    kept = [set(groups), set[int]()]
    if len(groups) <= _MOST_GROUPS:
        kept = [set(compress(groups, chosen)) for chosen in product((True, False), repeat=len(groups))]
    return [[part for part in parts if not part.group or part.group in here] for here in kept]


def _flat(convention: Convention, parts: list[Part], abbreviation: str) -> str:
    """The parts; neighbouring free placeholders, and the separators between them, as one run of words."""
    separator = convention.style.separator
    found: list[str] = []
    words, joined = 0, False
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        if _free(part):
            words += 1 if joined or not words or not separator else 0
            joined = False
        elif words and part.text == separator and after is not None and _free(after):
            joined = True
        else:
            if words:
                found.append(_run(convention, words))
            words = 0
            found.append(_fixed(convention, part, abbreviation))
    return "".join(found) + (_run(convention, words) if words else "")


def _free(part: Part) -> bool:
    return part.placeholder and part.text not in {HASH, "region", "abbreviation", *AS_WRITTEN}


def _run(convention: Convention, words: int) -> str:
    separator = convention.style.separator
    word = f"[^\\s/.{re.escape(separator)}{_CASES[convention.style.case]}]"
    if not separator:
        return f"{word}{{{max(words, 1)},}}"
    return f"{word}+(?:{re.escape(separator)}{word}+){{{max(words - 1, 0)},}}"


def _fixed(convention: Convention, part: Part, abbreviation: str) -> str:
    if not part.placeholder:
        return re.escape(part.text)
    if part.text == HASH:
        hashing = convention.hashing
        return f"{re.escape(hashing.prefix)}[0-9a-f]{{{hashing.length}}}"
    if part.text in AS_WRITTEN:
        return "[^/]+"
    if part.text == "abbreviation":
        return re.escape(convention.style.apply(abbreviation)) if abbreviation else _run(convention, 1)
    codes = {convention.style.apply(code) for code in convention.codes.get("region", {}).values()}
    return f"(?:{'|'.join(map(re.escape, sorted(codes)))})" if codes else _run(convention, 1)


def _hashed(convention: Convention, parts: list[Part], abbreviation: str) -> str:
    """The form with a digest for the middle."""
    names = [part.text if part.placeholder else "" for part in parts]
    keep = end_of(parts, convention.keep_from)
    separator = re.escape(convention.hashing.separator)
    head = re.escape(convention.style.apply(abbreviation)) if names[0] == "abbreviation" and abbreviation else ""
    literal = "".join(part.text for part in parts[:keep] if not part.placeholder)
    cases = _CASES[convention.style.case]
    other_case = cases and re.search(f"[{cases}]", literal)
    word = "[^\\s" + "".join(c for c in "/." if c not in literal) + ("" if other_case else cases) + "]"
    ends = [] if HASH in names else [_fixed(convention, Part(HASH, True), "")]
    if keep < len(parts):
        ends.append(_flat(convention, parts[keep:], abbreviation))
    return f"{head}{word}*" + "".join(separator + end for end in ends)
