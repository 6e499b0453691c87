"""The committed schemas, as the providers use them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from rehearsal.protocol.values import Type

Block = dict[str, dict[str, dict[str, object]]]


@dataclass(frozen=True)
class ProviderSchema:
    """The schemas of one provider: blocks in the notation of `terraform providers schema -json`."""

    version: str
    provider: Block
    resources: dict[str, Block]
    data_sources: dict[str, Block]


def load_schema(provider: str) -> ProviderSchema:
    """Read the committed schemas of a provider."""
    return ProviderSchema(**json.loads(Path(__file__).with_name(f"{provider}.json").read_bytes()))


class Typed:
    """A block with its type, worked out once."""

    def __init__(self, block: Block) -> None:
        self.block = block

    @cached_property
    def type(self) -> Type:
        """The object type that values of the block have."""
        return block_type(self.block)


def attributes(block: Block) -> dict[str, dict[str, object]]:
    """The attributes of a block."""
    return block.get("attributes", {})


def nested_blocks(block: Block) -> dict[str, dict[str, object]]:
    """The nested blocks of a block: each has `nesting_mode`, `block`, `min_items`, `max_items`."""
    return block.get("block_types", {})


def inner_block(nested: dict[str, object]) -> Block:
    """The block inside a nested block."""
    return cast(Block, nested["block"])


def block_type(block: Block) -> Type:
    """The object type that values of a block have."""
    types: dict[str, Type] = {name: attribute_type(spec) for name, spec in attributes(block).items()}
    for name, nested in nested_blocks(block).items():
        types[name] = _collection(str(nested["nesting_mode"]), block_type(inner_block(nested)))
    return ["object", types]


def attribute_type(spec: dict[str, object]) -> Type:
    """The type of an attribute, also of one that nests attributes."""
    nested = spec.get("nested_type")
    if not isinstance(nested, dict):
        return cast(Type, spec["type"])
    inner: Type = ["object", {name: attribute_type(inner) for name, inner in nested["attributes"].items()}]
    return _collection(nested["nesting_mode"], inner)


def _collection(mode: str, inner: Type) -> Type:
    return inner if mode in ("single", "group") else [mode, inner]
