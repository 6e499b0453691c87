from __future__ import annotations

from decimal import Decimal

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.protocol.values import UNKNOWN, Type, conform, decode, encode, is_known

_SCALARS: dict[str, st.SearchStrategy[object]] = {
    "string": st.text(),
    "bool": st.booleans(),
    "number": st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.decimals(-1, 1, places=30),
}


def _typed() -> st.SearchStrategy[tuple[Type, object]]:
    """A type and a value of it."""
    scalars = st.sampled_from(sorted(_SCALARS)).flatmap(lambda name: st.tuples(st.just(name), _maybe(_SCALARS[name])))

    def collections(inner: st.SearchStrategy[tuple[Type, object]]) -> st.SearchStrategy[tuple[Type, object]]:
        objects = st.dictionaries(st.text(min_size=1), inner).map(
            lambda items: (["object", {k: t for k, (t, _) in items.items()}], {k: v for k, (_, v) in items.items()})
        )
        lists = st.tuples(st.sampled_from(["list", "set"]), inner).map(lambda it: ([it[0], it[1][0]], [it[1][1]] * 2))
        maps = st.tuples(st.text(), inner).map(lambda it: (["map", it[1][0]], {it[0]: it[1][1]}))
        return objects | lists | maps

    return st.recursive(scalars, collections, max_leaves=12)


def _maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return values | st.none() | st.just(UNKNOWN)


@given(_typed())
def test_values_survive_the_wire(typed: tuple[Type, object]) -> None:
    type_, value = typed
    assert _exact(decode(encode(value), type_)) == _exact(value)  # type: ignore[arg-type]


def _exact(value: object) -> object:
    """Numbers as the decimals that they are written as: 0.1 is one tenth."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, list):
        return [_exact(item) for item in value]
    return {key: _exact(item) for key, item in value.items()} if isinstance(value, dict) else value


def test_numbers_travel_so_that_terraform_reads_the_same() -> None:
    assert msgpack.unpackb(encode(0.1)) == "0.1"
    assert msgpack.unpackb(encode(2**70)) == str(2**70)
    assert msgpack.unpackb(encode(3.0)) == 3
    assert decode(msgpack.packb("0.1"), "number") == 0.1
    assert encode(-(2.0**63)) == msgpack.packb("-9.223372036854776e+18")
    assert decode(msgpack.packb("0.12345678901234567890123"), "number") == Decimal("0.12345678901234567890123")


@pytest.mark.parametrize("extension", [msgpack.ExtType(0, b"\0"), msgpack.ExtType(12, b"\x81\x01\xc2")])
def test_unknown_values_are_unknown_however_much_is_said_of_them(extension: msgpack.ExtType) -> None:
    value = decode(msgpack.packb({"a": extension, "b": "c"}), ["object", {"a": "string", "b": "string"}])
    assert value == {"a": UNKNOWN, "b": "c"}
    assert not is_known(value)


def test_fails_for_an_extension_that_terraform_does_not_use() -> None:
    with pytest.raises(ValueError, match="extension 5"):
        decode(msgpack.packb(msgpack.ExtType(5, b"")), "string")


def test_an_old_state_takes_the_shape_of_the_schema() -> None:
    type_: Type = ["object", {"kept": "number", "new": "string"}]
    assert conform({"kept": "4", "dropped": True}, type_) == {"kept": 4, "new": None}
