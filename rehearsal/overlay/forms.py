"""Forms of a value: what a provider or the cloud makes of what was written."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import json
from collections.abc import Callable

from rehearsal.protocol.values import Value


def _text(change: Callable[[str], str]) -> Callable[[Value], Value]:
    return lambda value: change(value) if isinstance(value, str) else value


def _sorted(value: Value) -> Value:
    return sorted(value, key=repr) if isinstance(value, list) else value


def _json(text: str) -> str:
    """JSON in one form; what is none stays as it is."""
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except ValueError:
        return text


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error:
        return False
    return True


FORMS: dict[str, Callable[[Value], Value]] = {
    # "West Europe" and "westeurope" are one place: azurerm keeps the short form.
    "location": _text(lambda text: text.replace(" ", "").lower()),
    # Unity Catalog keeps names in lower case.
    "lower": _text(str.lower),
    # The scheme of a URL may be left out.
    "host": _text(lambda text: text.removeprefix("https://").rstrip("/").lower()),
    "sorted": _sorted,
    # Providers compare JSON by what it says.
    "json": _text(_json),
    # A repository's URL may end with .git or not.
    "git": _text(lambda text: text.removesuffix(".git")),
    # A path may end with a slash or not.
    "path": _text(lambda text: text.rstrip("/")),
}

# What a text can be checked to be.
KINDS: dict[str, Callable[[str], bool]] = {"json": _is_json, "network": _is_network, "base64": _is_base64}


def formed(value: Value, form: str | None) -> Value:
    """Bring a value into a form; into none, it stays as it is."""
    return value if form is None else FORMS[form](value)


def is_formed(value: Value, kind: str) -> bool:
    """Tell whether a value is a text of a kind: JSON, a network like 10.0.0.0/16, base64."""
    return not isinstance(value, str) or KINDS[kind](value)
