"""Finds every argument of a resource by the shape of its type, in what the file says, right or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Union, get_args, get_origin

from pydantic import BaseModel, JsonValue

from naming.documents import Where


@dataclass(frozen=True)
class Said:
    """One argument that is no group of others.

    Args:
        where: Its path in the resource.
        name: Its name.
        value: What the file says.
    """

    where: Where
    name: str
    value: JsonValue


def arguments(shape: type[BaseModel], data: JsonValue, where: Where = ()) -> Iterator[Said]:
    """Every argument that a resource says; keys of people's own maps, such as parameters, are none.

    Args:
        shape: What may be said.
        data: What is said.
        where: Where that stands.
    """
    if not isinstance(data, dict):
        return
    for name, field in shape.model_fields.items():
        if name in data:
            yield from _values(field.annotation, name, data[name], (*where, name))


def _values(annotation: object, name: str, value: JsonValue, where: Where) -> Iterator[Said]:
    inner = [one for one in get_args(annotation) if one is not type(None)]
    origin = get_origin(annotation)
    if origin in (Union, UnionType) and len(inner) == 1:
        yield from _values(inner[0], name, value, where)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from arguments(annotation, value, where)
    elif origin is dict and isinstance(value, dict):
        if isinstance(inner[-1], type) and issubclass(inner[-1], BaseModel):
            for key, item in value.items():
                yield from arguments(inner[-1], item, (*where, key))
    elif origin is tuple and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _values(inner[0], name, item, (*where, index))
    else:
        yield Said(where, name, value)
