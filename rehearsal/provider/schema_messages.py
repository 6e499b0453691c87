"""Schemas as messages of the plugin protocol."""

from __future__ import annotations

import json

from rehearsal.overlay.rules import SchemaRules
from rehearsal.protocol.messages import CLASSES, WireMessage
from rehearsal.schemas.load import Block, attributes, inner_block, nested_blocks

_BLOCK_NESTING = {"single": 1, "list": 2, "set": 3, "map": 4, "group": 5}


def schema_message(block: Block, rules: SchemaRules) -> WireMessage:
    """Make the message of a type's schema; the rules add what the bindings have lost."""
    return CLASSES["Schema"](version=rules.schema_version, block=_block(block, rules, ""))


def _block(block: Block, rules: SchemaRules, prefix: str) -> WireMessage:
    return CLASSES["Block"](
        attributes=[_attribute(name, spec, rules, prefix) for name, spec in attributes(block).items()],
        block_types=[_nested(name, spec, rules, prefix) for name, spec in nested_blocks(block).items()],
    )


def _nested(name: str, spec: dict[str, object], rules: SchemaRules, prefix: str) -> WireMessage:
    path = f"{prefix}{name}"
    return CLASSES["NestedBlock"](
        type_name=name,
        nesting=_BLOCK_NESTING[str(spec["nesting_mode"])],
        block=_block(inner_block(spec), rules, f"{path}."),
        min_items=rules.min_items.get(path, spec.get("min_items", 0)),
        max_items=rules.max_items.get(path, spec.get("max_items", 0)),
    )


def _attribute(name: str, spec: dict[str, object], rules: SchemaRules, prefix: str) -> WireMessage:
    path = f"{prefix}{name}"
    message = CLASSES["Attribute"](
        name=name,
        required=spec.get("required", False),
        optional=spec.get("optional", False),
        # In a list that is computed the bindings take everything for computed, what is required as well.
        computed=spec.get("computed", False) and path not in rules.plain and not spec.get("required", False),
        sensitive=path in rules.sensitive,
        write_only=path in rules.write_only,
    )
    nested = _nested_type(spec["type"]) if path in rules.nested else spec.get("nested_type")
    if isinstance(nested, dict):
        inner = [_attribute(key, item, rules, f"{path}.") for key, item in nested["attributes"].items()]
        message.nested_type.CopyFrom(
            CLASSES["Object"](attributes=inner, nesting=_BLOCK_NESTING[nested["nesting_mode"]])
        )
    else:
        message.type = json.dumps(spec["type"]).encode()
    return message


def _nested_type(type_: object) -> dict[str, object]:
    """A collection of objects as attributes with attributes, all of them computed."""
    assert isinstance(type_, list)
    mode, (_, fields) = type_
    attributes = {name: {"type": field, "computed": True} for name, field in fields.items()}
    return {"nesting_mode": mode, "attributes": attributes}
