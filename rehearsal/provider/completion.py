"""What the cloud makes of a planned object: ids, generated values, its own form of names."""

from __future__ import annotations

from collections.abc import Callable

from rehearsal.overlay.forms import formed
from rehearsal.overlay.rules import Rules
from rehearsal.overlay.templates import fill, first_filled, flatten, is_made, text
from rehearsal.protocol.values import UNKNOWN, Object, Type, Unknown, Value
from rehearsal.provider.accounts import Place
from rehearsal.provider.checking import value_at

_NO_COLLECTION: dict[str, Value] = {"list": [], "set": [], "map": {}}


def complete(rules: Rules, place: Place, given: Object, names: Object, birth: Callable[[str], int]) -> Object:
    """Fill in what the cloud decides.

    Args:
        rules: The rules of the type.
        place: Where the object is.
        given: The planned object; unknown is what the cloud decides.
        names: More for the templates: the type, objects that are referred to.
        birth: Counts how often something of this identity was made.
    """
    state: Object = {name: value for name, value in given.items() if name != "timeouts"}
    values = {**names, **flatten(state), **place.values}
    if state.get(rules.key) in (None, UNKNOWN):
        own = first_filled([it for it in rules.id if not is_made(it)], values)
        identity = text(rules.identity, values) or own or text("{type}/{name}", values)
        seed = f"{place.realm}|{identity}".lower()
        count = birth(f"{seed}|{names['type']}")
        # Made again after it was deleted, it is another object, with other numbers.
        seed += f"|{count}" if count > 1 else ""
        state[rules.key] = first_filled(rules.id, values, seed) or text("{guid:id}", values, seed)
    else:
        seed = f"{place.realm}|{state[rules.key]}".lower()
    values["id"] = values[rules.key] = state[rules.key]
    for path, template in rules.computed.items():
        if value_at(state, path) is UNKNOWN and _is_due(rules, state, path):
            _put(state, path, fill(template, values, seed, path))
            values.update(flatten(state))
    for path, form in rules.cloud_form.items():
        value = value_at(state, path)
        if value not in (None, UNKNOWN):
            _put(state, path, formed(value, form))
    return state


def _is_due(rules: Rules, state: Object, path: str) -> bool:
    needed = rules.comes_with.get(path)
    return needed is None or value_at(state, needed) not in (None, False, "")


def settle(value: Value, type_: Type) -> Value:
    """Leave nothing unknown: what no rule has filled is an empty collection or null."""
    if isinstance(value, Unknown):
        return None if isinstance(type_, str) else _NO_COLLECTION.get(str(type_[0]))  # type: ignore[index]
    if value is None or isinstance(type_, str):
        return value
    kind, of = type_[0], type_[1]  # type: ignore[index]
    if kind == "object" and isinstance(value, dict) and isinstance(of, dict):
        return {name: settle(item, of[name]) for name, item in value.items() if name in of}
    if isinstance(value, dict):
        return {key: settle(item, of) for key, item in value.items()}
    return [settle(item, of) for item in value] if isinstance(value, list) else value


def _put(state: Object, path: str, value: Value) -> None:
    *blocks, name = path.split(".")
    inner: Value = state
    for block in blocks:
        inner = inner.get(block) if isinstance(inner, dict) else None
        inner = inner[0] if isinstance(inner, list) and inner else inner
    if isinstance(inner, dict):
        inner[name] = value
