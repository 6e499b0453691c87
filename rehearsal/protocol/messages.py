"""The messages of plugin protocol 6 that we use, as a table, and the classes made of it.

Source: docs/plugin-protocol/tfplugin6.proto of Terraform 1.15. Only field numbers and types
travel on the wire, so nested messages have flat names here and enums are plain numbers.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

# Classes made at runtime have no static type: `Any` is what there is.
WireMessage: TypeAlias = Any

ERROR, WARNING = 1, 2

_DIAGNOSTICS = "*Diagnostic diagnostics"

# Message -> its fields: "[*]type name" by number; `*` is repeated, `%` a map from string, `?` tells zero from nothing.
MESSAGES: dict[str, dict[int, str]] = {
    "Empty": {},
    "DynamicValue": {1: "bytes msgpack", 2: "bytes json"},
    "Step": {1: "?string attribute_name", 2: "?string element_key_string", 3: "?int64 element_key_int"},
    "AttributePath": {1: "*Step steps"},
    "Diagnostic": {1: "int32 severity", 2: "string summary", 3: "string detail", 4: "AttributePath attribute"},
    "RawState": {1: "bytes json"},
    "ServerCapabilities": {1: "bool plan_destroy", 2: "bool get_provider_schema_optional"},
    # Schemas
    "Attribute": {
        1: "string name",
        2: "bytes type",
        4: "bool required",
        5: "bool optional",
        6: "bool computed",
        7: "bool sensitive",
        9: "bool deprecated",
        10: "Object nested_type",
        11: "bool write_only",
    },
    "Object": {1: "*Attribute attributes", 3: "int32 nesting"},
    "Block": {1: "int64 version", 2: "*Attribute attributes", 3: "*NestedBlock block_types"},
    "NestedBlock": {
        1: "string type_name",
        2: "Block block",
        3: "int32 nesting",
        4: "int64 min_items",
        5: "int64 max_items",
    },
    "Schema": {1: "int64 version", 2: "Block block"},
    "GetProviderSchemaResponse": {
        1: "Schema provider",
        2: "%Schema resource_schemas",
        3: "%Schema data_source_schemas",
        4: _DIAGNOSTICS,
        6: "ServerCapabilities server_capabilities",
    },
    # The provider itself
    "ValidateProviderConfigRequest": {1: "DynamicValue config"},
    "ValidateProviderConfigResponse": {2: _DIAGNOSTICS},
    "ConfigureProviderRequest": {1: "string terraform_version", 2: "DynamicValue config"},
    "ConfigureProviderResponse": {1: _DIAGNOSTICS},
    "StopProviderResponse": {1: "string error"},
    # Resources
    "ValidateResourceConfigRequest": {1: "string type_name", 2: "DynamicValue config"},
    "ValidateResourceConfigResponse": {1: _DIAGNOSTICS},
    "UpgradeResourceStateRequest": {1: "string type_name", 2: "int64 version", 3: "RawState raw_state"},
    "UpgradeResourceStateResponse": {1: "DynamicValue upgraded_state", 2: _DIAGNOSTICS},
    "ReadResourceRequest": {1: "string type_name", 2: "DynamicValue current_state", 3: "bytes private"},
    "ReadResourceResponse": {1: "DynamicValue new_state", 2: _DIAGNOSTICS, 3: "bytes private"},
    "PlanResourceChangeRequest": {
        1: "string type_name",
        2: "DynamicValue prior_state",
        3: "DynamicValue proposed_new_state",
        4: "DynamicValue config",
        5: "bytes prior_private",
    },
    "PlanResourceChangeResponse": {
        1: "DynamicValue planned_state",
        2: "*AttributePath requires_replace",
        3: "bytes planned_private",
        4: _DIAGNOSTICS,
        5: "bool legacy_type_system",
    },
    "ApplyResourceChangeRequest": {
        1: "string type_name",
        2: "DynamicValue prior_state",
        3: "DynamicValue planned_state",
        4: "DynamicValue config",
        5: "bytes planned_private",
    },
    "ApplyResourceChangeResponse": {
        1: "DynamicValue new_state",
        2: "bytes private",
        3: _DIAGNOSTICS,
        4: "bool legacy_type_system",
    },
    "ImportResourceStateRequest": {1: "string type_name", 2: "string id"},
    "ImportedResource": {1: "string type_name", 2: "DynamicValue state", 3: "bytes private"},
    "ImportResourceStateResponse": {1: "*ImportedResource imported_resources", 2: _DIAGNOSTICS},
    # Data sources
    "ValidateDataResourceConfigRequest": {1: "string type_name", 2: "DynamicValue config"},
    "ValidateDataResourceConfigResponse": {1: _DIAGNOSTICS},
    "ReadDataSourceRequest": {1: "string type_name", 2: "DynamicValue config"},
    "ReadDataSourceResponse": {1: "DynamicValue state", 2: _DIAGNOSTICS},
}

# Messages without fields of their own.
ALIASES = {"GetProviderSchemaRequest": "Empty", "StopProviderRequest": "Empty"}

_PACKAGE = "rehearsal"
_FIELD = descriptor_pb2.FieldDescriptorProto
_SCALARS = {
    "bool": _FIELD.TYPE_BOOL,
    "bytes": _FIELD.TYPE_BYTES,
    "int32": _FIELD.TYPE_INT32,
    "int64": _FIELD.TYPE_INT64,
    "string": _FIELD.TYPE_STRING,
}


def _add_field(message: descriptor_pb2.DescriptorProto, number: int, text: str) -> None:
    kind, name = text.lstrip("*%?").split()
    field = message.field.add(name=name, number=number, label=_FIELD.LABEL_OPTIONAL)
    if text[0] == "%":
        entry = message.nested_type.add(name="".join(part.title() for part in name.split("_")) + "Entry")
        entry.options.map_entry = True
        _add_field(entry, 1, "string key")
        _add_field(entry, 2, f"{kind} value")
        kind = f"{message.name}.{entry.name}"
    if text[0] == "?":
        field.proto3_optional = True
        field.oneof_index = len(message.oneof_decl)
        message.oneof_decl.add(name=f"_{name}")
    if text[0] in "*%":
        field.label = _FIELD.LABEL_REPEATED
    if kind in _SCALARS:
        field.type = _SCALARS[kind]
    else:
        field.type = _FIELD.TYPE_MESSAGE
        field.type_name = f".{_PACKAGE}.{kind}"


def _classes() -> dict[str, WireMessage]:
    file = descriptor_pb2.FileDescriptorProto(name="rehearsal.proto", package=_PACKAGE, syntax="proto3")
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for number, text in fields.items():
            _add_field(message, number, text)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    found = {
        name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{_PACKAGE}.{name}")) for name in MESSAGES
    }
    return found | {alias: found[name] for alias, name in ALIASES.items()}


CLASSES: dict[str, WireMessage] = _classes()
