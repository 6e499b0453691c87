"""What differs between two values of a resource, argument by argument, without what is secret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import JsonValue

from app.provisioning.details import short
from app.provisioning.errors.redaction import redacted_data


@dataclass(frozen=True)
class Difference:
    """One argument that is not as it was.

    Args:
        argument: The way to it: `tags.team`, `autoscale.max_workers`.
        was: What the state says; None where it is sensitive, too.
        now: What the cloud says; None where it is sensitive, too.
        sensitive: Whether its values are kept out.
        managed: Whether the platform sets it: then deploying puts it back.
    """

    argument: str
    was: JsonValue
    now: JsonValue
    sensitive: bool = False
    managed: bool = True

    def __str__(self) -> str:
        values = "(sensitive)" if self.sensitive else f"{short(self.was)} -> {short(self.now)}"
        return f"{self.argument}: {values}" + ("" if self.managed else " (not set by the platform)")


def differences(
    was: JsonValue, now: JsonValue, was_hidden: JsonValue = False, now_hidden: JsonValue = False, way: str = ""
) -> Iterator[Difference]:
    """What differs, as deep as it can be named; what looks like a secret is taken out of its values.

    Args:
        was: A value.
        now: The same one later.
        was_hidden: What of the first is sensitive: True, or of its form, as Terraform's `before_sensitive`.
        now_hidden: What of the second is.
        way: The way to it.
    """
    if was == now or (_nothing(was) and _nothing(now)):
        return
    if was_hidden is True or now_hidden is True:
        yield Difference(way, None, None, sensitive=True)
    elif isinstance(was, dict) and isinstance(now, dict):
        for key in sorted(was.keys() | now.keys()):
            hidden = _inside(was_hidden, key), _inside(now_hidden, key)
            yield from differences(was.get(key), now.get(key), *hidden, f"{way}.{key}" if way else key)
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for number, (one, other) in enumerate(zip(was, now, strict=True)):
            hidden = _inside(was_hidden, number), _inside(now_hidden, number)
            yield from differences(one, other, *hidden, way if len(was) == 1 else f"{way}.{number}")
    elif _any(was_hidden) or _any(now_hidden):
        yield Difference(way, None, None, sensitive=True)
    else:
        yield Difference(way, redacted_data(was, way), redacted_data(now, way))


def _nothing(value: JsonValue) -> bool:
    """Whether it is none, or an empty collection: providers return either for what is not there."""
    return value is None or value == [] or value == {}


def _inside(hidden: JsonValue, step: str | int) -> JsonValue:
    if isinstance(hidden, dict):
        return hidden.get(str(step), False)
    if isinstance(hidden, list) and isinstance(step, int) and step < len(hidden):
        return hidden[step]
    return False


def _any(hidden: JsonValue) -> bool:
    if isinstance(hidden, dict):
        return any(map(_any, hidden.values()))
    if isinstance(hidden, list):
        return any(map(_any, hidden))
    return bool(hidden)
