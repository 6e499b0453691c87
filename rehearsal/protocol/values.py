"""Terraform's values on the wire (cty over msgpack) and in Python.

A value is None, a bool, int, float, Decimal or str, a list (also for sets), a dict (maps and
objects) or UNKNOWN. What a value means depends on its type, in Terraform's JSON notation:
"string", "number", "bool", ["list", T], ["set", T], ["map", T], ["object", {name: T}].
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, TypeAlias, Union

import msgpack

Type: TypeAlias = str | list["Type"] | dict[str, "Type"]
Value: TypeAlias = Union[bool, int, float, Decimal, str, "Unknown", list["Value"], dict[str, "Value"], None]
Object: TypeAlias = dict[str, Value]


class Unknown:
    """A value that is known only after apply."""

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __copy__(self) -> Unknown:
        return self

    def __deepcopy__(self, _memo: object) -> Unknown:
        return self


UNKNOWN: Final = Unknown()

# cty: extension 0 is an unknown value, 12 one of which something is known (not null, a prefix).
_UNKNOWN_EXTENSIONS = (0, 12)
_WIRE_UNKNOWN = msgpack.ExtType(0, b"\0")
# Up to here every whole float is the number it looks like.
_EXACT = 2**53
_INT64 = range(-(2**63), 2**64)


def decode(data: bytes, type_: Type) -> Value:
    """Read a msgpack value of a type."""
    raw = msgpack.unpackb(data, ext_hook=_extension, raw=False, strict_map_key=False)
    return conform(raw, type_)


def encode(value: Value) -> bytes:
    """Write a value as msgpack; it must already have the shape of its type."""
    packed = msgpack.packb(_to_wire(value), use_bin_type=True)
    assert isinstance(packed, bytes)
    return packed


def _extension(code: int, _data: bytes) -> Value:
    if code in _UNKNOWN_EXTENSIONS:
        return UNKNOWN
    raise ValueError(f"msgpack extension {code} is none that Terraform uses")


def _to_wire(value: Value) -> object:
    if isinstance(value, dict):
        return {key: _to_wire(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_to_wire(item) for item in value]
    if isinstance(value, Unknown):
        return _WIRE_UNKNOWN
    # A fraction travels as text: 0.1 as a binary number is another number to Terraform than "0.1".
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, Decimal) or (isinstance(value, int) and value not in _INT64):
        return str(value)
    return value


def conform(value: Value, type_: Type) -> Value:
    """Give a value the shape of its type: attributes missing become null, strange ones go, numbers are numbers."""
    if value is None or isinstance(value, Unknown):
        return value
    if isinstance(type_, str):
        return number(value) if type_ == "number" else value
    kind, of = type_[0], type_[1]  # type: ignore[index]
    if kind == "object":
        assert isinstance(of, dict)
        assert isinstance(value, dict)
        return {name: conform(value.get(name), inner) for name, inner in of.items()}
    if kind == "map":
        assert isinstance(value, dict)
        return {key: conform(item, of) for key, item in value.items()}
    assert isinstance(value, list)
    return [conform(item, of) for item in value]


def number(value: Value) -> Value:
    """Read a number; those a float cannot hold exactly come as text and stay exact."""
    if not isinstance(value, str):
        return value
    exact = Decimal(value)
    if exact == exact.to_integral_value():
        return int(exact)
    near = float(exact)
    return near if Decimal(repr(near)) == exact else exact


def is_known(value: Value) -> bool:
    """Tell whether nothing in a value is unknown."""
    if isinstance(value, dict):
        return all(is_known(item) for item in value.values())
    if isinstance(value, list):
        return all(is_known(item) for item in value)
    return not isinstance(value, Unknown)
