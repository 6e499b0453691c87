"""The options of a feature, in words: read from its class, so that pages say what files may."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from blueprints.features.feature import Feature
from constructs_lib.reference.docstring import entries, parts_of

Schema = Mapping[str, Any]
_PLURAL = re.compile(r"^(text|mapping|number|whole number)\b")


@dataclass(frozen=True)
class Option:
    """One option.

    Args:
        name: As the platform file has it; `teams[].name` for a key of each of a list, `volumes.*.comment` for one
            of each in a mapping.
        type: What may stand there, in words.
        default: What leaving it out means, as the file would say it; empty where nothing is meant, and `must be
            given` where it may not be left out.
        text: What it is for.
    """

    name: str
    type: str
    default: str
    text: str


def options_of(kind: type[Feature]) -> tuple[Option, ...]:
    """Everything that a feature can be told, in the order of its class; options of options after them.

    Args:
        kind: The feature's class.
    """
    schema = kind.model_json_schema()
    return tuple(_options(schema, schema.get("$defs", {}), inspect.cleandoc(kind.__doc__ or ""), ""))


def _options(schema: Schema, defs: Mapping[str, Schema], docstring: str, start: str) -> Iterator[Option]:
    texts = entries(parts_of(docstring)[1].get("Args", []))
    for name, said in schema.get("properties", {}).items():
        must = name in schema.get("required", ())
        default = "must be given" if must else _value(said.get("default"))
        yield Option(f"{start}{name}", words_of(said, defs), default, texts.get(name, ""))
        for mark, inner in _inside(said, defs):
            yield from _options(inner, defs, inspect.cleandoc(inner.get("description", "")), f"{start}{name}{mark}.")


def words_of(said: Schema, defs: Mapping[str, Schema]) -> str:
    """What a JSON Schema allows, in words.

    Args:
        said: The schema of one value.
        defs: Those that it refers to by name.
    """
    said = _resolved(said, defs)
    if "const" in said:
        return str(said["const"])
    if "enum" in said:
        return _any_of(map(str, said["enum"]))
    for several in ("anyOf", "oneOf"):
        if several in said:
            return _any_of(dict.fromkeys(words_of(one, defs) for one in said[several] if one.get("type") != "null"))
    match said.get("type"):
        case "array":
            return "list of " + _PLURAL.sub(r"\1s", words_of(said.get("items", {}), defs))
        case "object":
            values = said.get("additionalProperties")
            return f"mapping to {words_of(values, defs)}" if isinstance(values, dict) else "mapping"
        case "integer" | "number" as kind:
            return f"{'whole number' if kind == 'integer' else kind}{_range(said)}"
    return "true or false" if said.get("type") == "boolean" else str(said.get("format", "text"))


def _inside(said: Schema, defs: Mapping[str, Schema]) -> Iterator[tuple[str, Schema]]:
    """The shapes with options of their own in a value, each with how one comes to it."""
    said = _resolved(said, defs)
    for one in (*said.get("anyOf", ()), *said.get("oneOf", ())):
        yield from _inside(one, defs)
    if "items" in said:
        yield from ((f"[]{mark}", inner) for mark, inner in _inside(said["items"], defs))
    if isinstance(said.get("additionalProperties"), dict):
        yield from ((f".*{mark}", inner) for mark, inner in _inside(said["additionalProperties"], defs))
    if "properties" in said:
        yield "", said


def _resolved(said: Schema, defs: Mapping[str, Schema]) -> Schema:
    name = said.get("$ref", "").rpartition("/")[2]
    return {**defs[name], **{key: value for key, value in said.items() if key != "$ref"}} if name else said


def _range(said: Schema) -> str:
    least, most = said.get("minimum"), said.get("maximum")
    if least is not None and most is not None:
        return f", {least:,}-{most:,}"
    if least is not None:
        return f", {least:,} or more"
    if "exclusiveMinimum" in said:
        return f", more than {said['exclusiveMinimum']:g}"
    return "" if most is None else f", {most:,} or less"


def _any_of(found: Any) -> str:
    *first, last = found
    return f"{', '.join(first)} or {last}" if first else last


def _value(value: object) -> str:
    """A default as the platform file would say it."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_value(inner)}" for key, inner in value.items() if _value(inner)) + "}"
    return str(value)
