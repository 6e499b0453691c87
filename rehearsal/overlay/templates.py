"""Texts with holes: `{name}` is an attribute, `{digits:16}` a number made from the object's identity.

| hole | filled with |
| --- | --- |
| `{name}`, `{block.name}` | the attribute; alone in a text, the value as it is |
| `{lower:name}` | the attribute in lower case |
| `{last:id}` | the part after the last `/`, `|` or `.` |
| `{block?A:B}` | A where the attribute or block is there, else B |
| `{digits:16}`, `{hex:8}`, `{letters:8}`, `{guid:client}` | made from the identity, never random |

Tables and lists are filled item by item.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from rehearsal.protocol.values import Unknown, Value

_HOLE = re.compile(r"\{(?:(\w+):)?([\w.]+)\}")
_CHOICE = re.compile(r"\{([\w.]+)\?([^:{}]*):([^{}]*)\}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_MADE = ("digits", "hex", "letters", "guid")


def fill(template: Value, values: Mapping[str, Value], identity: str = "", label: str = "") -> Value:
    """Fill a template.

    Args:
        template: A text, or a list or table of templates; other values are returned as they are.
        values: The attributes, by dotted path.
        identity: What made values are made from.
        label: Keeps made values of one object apart: the attribute to fill.
    """
    if isinstance(template, list):
        return [fill(item, values, identity, f"{label}[{i}]") for i, item in enumerate(template)]
    if isinstance(template, dict):
        return {key: fill(item, values, identity, f"{label}.{key}") for key, item in template.items()}
    if not isinstance(template, str):
        return template
    if "?" in template:
        template = _CHOICE.sub(lambda it: it[2] if values.get(it[1]) not in (None, [], "") else it[3], template)
    whole = _HOLE.fullmatch(template)
    if whole and whole[1] is None:
        return values.get(whole[2])
    return _HOLE.sub(lambda hole: _text(hole, values, f"{identity}|{label}"), template)


def text(template: str, values: Mapping[str, Value], identity: str = "", label: str = "") -> str:
    """Fill a template that stands for a text."""
    filled = fill(template, values, identity, label)
    return "" if filled is None else str(filled)


def first_filled(templates: Iterable[str], values: Mapping[str, Value], identity: str = "") -> str | None:
    """Fill the first template whose attributes are all there."""
    for template in templates:
        asked = [name for how, name in _HOLE.findall(template) if how not in _MADE]
        if all(values.get(name) not in (None, "") for name in asked):
            return text(template, values, identity, "id")
    return None


def is_made(template: str) -> bool:
    """Tell whether a template has a hole that is filled from an identity."""
    return any(how in _MADE for how, _name in _HOLE.findall(template))


def flatten(state: Mapping[str, Value], prefix: str = "") -> dict[str, Value]:
    """Name the values of a state by dotted path; of a list of objects, the first one's."""
    out: dict[str, Value] = {}
    for name, value in state.items():
        path = f"{prefix}{name}"
        if isinstance(value, Unknown):
            continue
        out[path] = value
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, dict):
            out.update(flatten(first, f"{path}."))
    return out


def _text(hole: re.Match[str], values: Mapping[str, Value], seed: str) -> str:
    how, what = hole[1], hole[2]
    if how in _MADE:
        return _made(how, what, seed)
    value = values.get(what)
    plain = "" if value is None else str(value)
    if how == "lower":
        return plain.lower()
    return re.split(r"[/.|]", plain)[-1] if how == "last" else plain


def _made(how: str, what: str, seed: str) -> str:
    digest = hashlib.sha256(f"{seed}|{how}:{what}".encode()).hexdigest()
    if how == "guid":
        return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"
    number, width = int(digest, 16), int(what)
    if how == "hex":
        return digest[:width]
    if how == "digits":
        return str(10 ** (width - 1) + number % (9 * 10 ** (width - 1)))
    return "".join(_LETTERS[number // 36**i % 36] for i in range(width))
