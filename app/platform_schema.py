"""The JSON Schema of platform files: every option of every feature, and every argument of every type of resource."""

from __future__ import annotations

import inspect
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from blueprints.composed.resource import IDENTIFIER
from blueprints.composed.types import TYPES
from blueprints.features.vocabulary import CLASSES
from blueprints.platform import Platform
from constructs_lib.reference.docstring import entries, parts_of

Schema = dict[str, Any]


def platform_schema() -> Schema:
    """What editors hold platform files against, and complete them with."""
    models: tuple[type[BaseModel], ...] = (Platform, *CLASSES.values(), *TYPES.values())
    names, found = models_json_schema([(model, "validation") for model in models], ref_template="#/$defs/{model}")
    definitions: Schema = found["$defs"]
    refs = {model: names[model, "validation"]["$ref"] for model in models}
    keys = {model: ref.rpartition("/")[2] for model, ref in refs.items()}
    for model in _all_models(models):
        name = keys.get(model, model.__name__)
        if name in definitions:
            _describe(definitions[name], model)
    for name, kind in CLASSES.items():
        definitions[keys[kind]]["description"] = f"{name}: {kind.about.description}."
    platform: Schema = definitions.pop(keys[Platform])
    platform["properties"]["features"] |= {
        "properties": {name: {"$ref": refs[kind]} for name, kind in CLASSES.items()},
        "additionalProperties": False,
    }
    platform["properties"]["resources"] |= {
        "patternProperties": {f"^{name}-{IDENTIFIER}$": {"$ref": refs[kind]} for name, kind in TYPES.items()},
        "additionalProperties": False,
    }
    composed = {"properties": {"blueprint": {"const": "composed"}}}
    own = {"properties": {"resources": {"maxProperties": 0}}}
    return {"$defs": dict(sorted(definitions.items())), **platform, "if": composed, "else": own}


def _all_models(models: tuple[type[BaseModel], ...]) -> list[type[BaseModel]]:
    """Models, and those that their fields hold."""
    found: list[type[BaseModel]] = []
    waiting: list[object] = list(models)
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, BaseModel):
            if one not in found:
                found.append(one)
                waiting += [field.annotation for field in one.model_fields.values()]
        else:
            waiting += getattr(one, "__args__", ())
    return found


def _describe(schema: Schema, model: type[BaseModel]) -> None:
    """Says in the schema what the docstrings of a model and of what it builds on say, value by value."""
    words: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if issubclass(one, BaseModel):
            words |= entries(parts_of(inspect.cleandoc(one.__doc__ or ""))[1].get("Args", []))
    paragraphs, _ = parts_of(inspect.cleandoc(model.__doc__ or ""))
    schema["description"] = " ".join(paragraphs)
    for name, property in schema.get("properties", {}).items():
        property.pop("title", None)
        if name in words:
            property["description"] = words[name]
