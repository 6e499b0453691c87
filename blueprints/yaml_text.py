"""Values as YAML on one line, so that nothing in a person's text can be misread."""

from __future__ import annotations

import re

from pydantic import JsonValue

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.@/-]*( [A-Za-z0-9_.@/-]+)*")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def flow(value: JsonValue) -> str:
    """A value on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    if isinstance(value, str):
        return text_of(value)
    if isinstance(value, list):
        return f"[{', '.join(flow(item) for item in value)}]"
    return "{" + ", ".join(f"{text_of(key)}: {flow(item)}" for key, item in value.items()) + "}"


def text_of(text: str) -> str:
    """A text as a plain scalar where nothing in it could be misread, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
