"""Why a name is what it is: each part's value, where it came from, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from naming.convention import Convention
from naming.errors import RuleError
from naming.kinds import Kind
from naming.pattern import AS_WRITTEN, HASH
from naming.render import coded, pieces_of
from naming.style import Step

if TYPE_CHECKING:
    from naming.namer import Namer


@dataclass(frozen=True)
class PartOfName:
    """One part of a name.

    Args:
        placeholder: The placeholder; empty for literal text.
        value: Its value as it was written.
        origin: Where the value came from.
        steps: What was done to it.
        text: What stands in the name.
    """

    placeholder: str
    value: str
    origin: str
    steps: tuple[Step, ...]
    text: str


@dataclass(frozen=True)
class Explanation:
    """A name and its reasons.

    Args:
        kind: What it is for.
        name: The name; None where there is none because of `problem`.
        problem: Why there is no name.
        pattern: The template.
        parts: Its parts, in order; without a name those that could be worked out.
        hashed: Whether a digest stands for the middle, because the name would have been too long.
        rule: What its platform allows, in one line.
        source: Who sets the rule, and when it was read.
        unique_in: Within what the name may stand only once.
        warning: What refuses the name although its rule allows it; empty if nothing does.
    """

    kind: Kind
    name: str | None
    problem: str
    pattern: str
    parts: tuple[PartOfName, ...]
    hashed: bool
    rule: str
    source: str
    unique_in: str
    warning: str


def explain(namer: Namer, kind: Kind, given: Mapping[str, str]) -> Explanation:
    """Why a thing's name is what it is.

    Args:
        namer: Who names it.
        kind: What it is for.
        given: Values of the call.
    """
    convention = namer.config.convention(kind)
    rule = convention.rule
    name, problem = None, ""
    try:
        name = namer.name(kind, **given)
    except RuleError as error:
        problem = str(error)
    parts = _parts(namer, convention, given)
    return Explanation(
        kind=kind,
        name=name,
        problem=problem,
        pattern=convention.pattern,
        parts=tuple(parts),
        hashed=name is not None and name != "".join(part.text for part in parts),
        rule=rule.allowed,
        source=f"{rule.source}, {rule.as_of}" + (f" ({rule.note})" if rule.note else ""),
        unique_in=rule.unique_in,
        warning=warning(convention, name or ""),
    )


def warning(convention: Convention, name: str) -> str:
    """What refuses a name although its rule allows it."""
    rule = convention.rule
    if not rule.warn_above or rule.length(name) <= rule.warn_above:
        return ""
    return f"{rule.length(name)} characters: {rule.warning}"


def _parts(namer: Namer, convention: Convention, given: Mapping[str, str]) -> list[PartOfName]:
    values = namer.values(convention.kind, given)
    origins = origins_of(namer, convention.kind, given)
    try:
        pieces = pieces_of(convention, values)
    except RuleError:
        return []
    found = []
    for part, text in pieces:
        if not part.placeholder:
            found.append(PartOfName("", text, "the pattern", (), text))
        elif part.text == HASH:
            hashing = convention.hashing
            origin = f"{hashing.algorithm} of the values, {hashing.length} characters"
            found.append(PartOfName(HASH, "", origin, (), text))
        else:
            raw = values[part.text]
            found.append(PartOfName(part.text, raw, origins[part.text], _steps(convention, part.text, raw), text))
    return found


def _steps(convention: Convention, placeholder: str, raw: str) -> tuple[Step, ...]:
    if placeholder in AS_WRITTEN:
        return ()
    code = coded(convention, placeholder, raw)
    first = [Step(f"code of the {placeholder}", code)] if code != raw else []
    return (*first, *convention.style.steps(code))


def origins_of(namer: Namer, kind: Kind | None, given: Mapping[str, str]) -> dict[str, str]:
    """Where each value for a name comes from, the strongest of each.

    Args:
        namer: Who names it.
        kind: What it is for.
        given: Values of the call.
    """
    environment = namer.values(kind, given).get("environment")
    found: dict[str, str] = {}
    for file, where in namer.config.sections(kind, environment):
        for key in file.section(where):
            document = file.document
            found[key] = f"{document.source}:{document.line((*where, key))}, {'.'.join(map(str, where))}"
    for values, origin in (
        (namer.blueprint, "the blueprint"),
        (namer.platform, "the platform"),
        (given, "the call"),
        (namer.overrides, "--override"),
    ):
        found.update(dict.fromkeys(values, origin))
    return found
