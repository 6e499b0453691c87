"""The checks of names and values, by the provider and by its API."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rehearsal.overlay.forms import is_formed
from rehearsal.overlay.rules import Check, Condition, Rules
from rehearsal.overlay.templates import flatten, text
from rehearsal.protocol.values import UNKNOWN, Object, Value
from rehearsal.provider.diagnostics import Diagnostic

_NOTHING: tuple[Value, ...] = (None, "", [])


def failing(rules: Rules, state: Object, *stages: str, about: Mapping[str, Value] | None = None) -> list[Diagnostic]:
    """Check a configuration or planned state; what is unknown yet is let through.

    Args:
        rules: The rules of the type.
        state: What is checked.
        stages: Whose checks.
        about: More that conditions and messages can use, by dotted path: what planning has filled in.
    """
    return list(_failing(rules, state, stages, {**(about or {}), **_given(flatten(state))}))


def _given(values: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}


def _failing(rules: Rules, state: Object, stages: tuple[str, ...], values: dict[str, Value]) -> Iterator[Diagnostic]:
    for check in rules.checks:
        if check.stage not in stages or not applies(check, values):
            continue
        for value in _wrong(check, state):
            shown = {**values, "value": "" if value is None else str(value)}
            yield Diagnostic(text(check.message, shown), check.attribute)


def _wrong(check: Check, state: Object) -> Iterator[Value]:
    several = check.exactly_one or check.at_least_one
    if several:
        given = sum(any(it not in _NOTHING for it in values_at(state, path)) for path in several)
        if given == 0 or (check.exactly_one and given > 1):
            yield None
        return
    for value in values_at(state, check.attribute) or [None]:
        if value is UNKNOWN:
            continue
        if value is None or value == []:
            if check.required:
                yield value
            continue
        if check.items and isinstance(value, list) and not check.items[0] <= len(value) <= check.items[1]:
            yield value
        yield from (it for it in _each(value) if it is not UNKNOWN and not _holds(check, it))


def _each(value: Value) -> list[Value]:
    """The values of a list of plain ones; of anything else, it as it is."""
    plain = isinstance(value, list) and not any(isinstance(it, dict | list) for it in value)
    return value if plain and isinstance(value, list) else [value]


def value_at(state: Object, path: str) -> Value:
    """The value at a dotted path, in the first block of several; UNKNOWN also where a block above is unknown."""
    return next(iter(values_at(state, path)), None)


def values_at(state: Value, path: str) -> list[Value]:
    """The values at a dotted path, one for each block there is on the way."""
    found = [state]
    for name in path.split("."):
        found = [inner for value in found for inner in _inner(value, name)]
    return found


def _inner(value: Value, name: str) -> list[Value]:
    if isinstance(value, list):
        return [inner for item in value for inner in _inner(item, name)]
    if isinstance(value, dict):
        return [value.get(name)]
    return [UNKNOWN] if value is UNKNOWN else []


def applies(condition: Condition, values: Mapping[str, Value]) -> bool:
    """Tell whether a condition holds for flattened values."""
    if any(values.get(name) not in _NOTHING for name in condition.absent):
        return False
    if any(values.get(name) in _NOTHING for name in condition.present):
        return False
    return all(values.get(name) in wanted for name, wanted in condition.when.items())


def _holds(check: Check, value: Value) -> bool:
    if check.forbidden or value in check.none_of:
        return False
    if check.pattern and not re.fullmatch(check.pattern, str(value)):
        return False
    if check.length and not check.length[0] <= len(str(value)) <= check.length[1]:
        return False
    if check.range and value not in check.also and not _within(check.range, value):
        return False
    if check.form and not is_formed(value, check.form):
        return False
    return not check.one_of or value in check.one_of


def _within(limits: tuple[float, float], value: Value) -> bool:
    return isinstance(value, int | float) and limits[0] <= value <= limits[1]
