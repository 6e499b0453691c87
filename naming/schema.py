"""JSON Schemas of the two naming files, for editors and for programs."""

from __future__ import annotations

import json

from naming.errors import LakemasonError
from naming.hashing import ALGORITHMS, LONGEST, SHORTEST
from naming.kinds import Kind
from naming.patterns_file import TOO_LONG
from naming.rules import rule_of
from naming.style import CASES
from naming.values_file import PLACEHOLDER

Schema = dict[str, object]

NAMES = ("naming-values", "naming-patterns")

_VERSION: Schema = {"const": 1, "description": "Shape of the file."}
_TEXT: Schema = {"type": ["string", "integer"]}
_VALUES: Schema = {
    "type": "object",
    "propertyNames": {"pattern": f"^{PLACEHOLDER.pattern}$"},
    "additionalProperties": {**_TEXT, "minLength": 1},
}
_TEXTS: Schema = {"type": "object", "additionalProperties": _TEXT}


def schema(name: str) -> Schema:
    """The JSON Schema of a naming file.

    Args:
        name: `naming-values` or `naming-patterns`.

    Raises:
        LakemasonError: There is none of that name.
    """
    if name not in NAMES:
        raise LakemasonError(f"There is no schema {name!r}. There are: {', '.join(NAMES)}.")
    patterns = name == "naming-patterns"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{name}.yaml",
        "type": "object",
        "additionalProperties": False,
        "properties": _patterns() if patterns else _values(),
        **({"$defs": {"kind": _kind()}} if patterns else {}),
    }


def schema_text(name: str) -> str:
    """The schema as its file in schemas/ holds it."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def _values() -> Schema:
    tags = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
    return {
        "version": _VERSION,
        "defaults": {**_VALUES, "description": "Values of every name; the weakest."},
        "environments": {
            "description": "Values of an environment's names.",
            "type": "object",
            "additionalProperties": _VALUES,
        },
        "resource_types": {
            "description": "Values of a kind's names, such as its abbreviation.",
            "type": "object",
            "additionalProperties": False,
            "properties": {str(kind): {**_VALUES, "description": rule_of(kind).allowed} for kind in Kind},
        },
        "tags": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "standard": {**tags, "description": "Values that become tags on everything taggable."},
                "required": {**tags, "description": "Tags that must have a value of their own."},
            },
        },
    }


def _patterns() -> Schema:
    kind = {"oneOf": [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/kind"}]}
    return {
        "version": _VERSION,
        "transformations": {
            "description": "What happens to every value.",
            "type": "object",
            "additionalProperties": False,
            "properties": {
                **_style(),
                "codes": {
                    "description": "What stands for a value, by placeholder.",
                    "type": "object",
                    "additionalProperties": _TEXTS,
                },
            },
        },
        "hash": _hash(),
        "kinds": {
            "description": "A template a kind.",
            "type": "object",
            "additionalProperties": False,
            "properties": {str(k): {**kind, "description": rule_of(k).allowed} for k in Kind},
        },
    }


def _style() -> Schema:
    return {
        "case": {"enum": list(CASES), "description": "lower if left out."},
        "separators": {"type": "string", "description": "Characters of which each run becomes the separator."},
        "separator": {"type": "string", "description": "What they become; empty: they vanish."},
        "replace": {**_TEXTS, "description": "Texts and what stands for them."},
        "remove": {"type": "string", "description": "Characters that vanish."},
    }


def _hash() -> Schema:
    return {
        "description": "How digests are made.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "algorithm": {"enum": list(ALGORITHMS)},
            "length": {"type": "integer", "minimum": SHORTEST, "maximum": LONGEST},
            "prefix": {"type": "string"},
            "separator": {"type": "string", "description": "Joins the digest; the kind's separator if left out."},
        },
    }


def _kind() -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "pattern": {"type": "string", "minLength": 1},
            **_style(),
            "passthrough": {"type": "boolean", "description": "Values go in as they are."},
            "too_long": {"enum": list(TOO_LONG), "description": "What a name that would be too long becomes."},
            "keep_from": {"type": "string", "description": "Placeholder from which on a hashed name's end stays."},
            "hash": _hash(),
        },
    }
