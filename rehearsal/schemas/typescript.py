"""Reads a Terraform schema out of the TypeScript that cdktf generated from it.

The generator leaves one comment an attribute (`// name - computed: …, optional: …, required: …`)
followed by a field or a getter that tells the type, and one entry for each argument
(`isBlock`, `type`, `storageClassType`). Lost on the way: limits on the number of blocks other
than one, `sensitive`, `deprecated`. The overlay brings back those that matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

Json: TypeAlias = bool | int | str | list["Json"] | dict[str, "Json"] | None
Schema: TypeAlias = dict[str, "Json"]

_CLASS = re.compile(r"^export class (\w+) extends cdktf\.(\w+)", re.M)
_MAPPER = re.compile(r"^export function (\w+)ToHclTerraform\(", re.M)
_ATTRIBUTE = re.compile(
    r"^  // (?P<name>\w+) - computed: (?P<computed>\w+), optional: (?P<optional>\w+), required: (?P<required>\w+)\n"
    r"(?P<line>[^\n]*)\n(?P<next>[^\n]*)",
    re.M,
)
_ARGUMENT = re.compile(
    r'^ +(?P<name>\w+): \{\n +value: (?P<value>[^\n]*)\n +isBlock: \w+,\n +type: "(?P<kind>\w+)",\n'
    r' +storageClassType: "(?P<storage>\w+)"',
    re.M,
)
_LIST_OF_BLOCKS = re.compile(r"listMapperHcl\(\w+, true\)")
_INTERFACE = re.compile(r"^export interface (\w+) [^\n]*\{\n(.*?)^\}", re.M | re.S)
_BLOCK_DOC = re.compile(r"^  \* (\w+) block\n", re.M)
_REQUIRED = re.compile(r"#(\w+) [^\n]*\n(?:  \*[^\n]*\n)*  readonly \w+:", re.M)
_NESTED = re.compile(r'new (?P<struct>\w+?)(?P<how>OutputReference|List|Map)\(this, "\w+"(?:, (?P<set>true|false))?\)')
_PLAIN_MAP = re.compile(r"new cdktf\.(String|Number|Boolean|Any)Map(List)?\(")
_GETTER = re.compile(r"(cdktf\.Fn\.tolist\()?this\.get(\w+?)(List|Map)?Attribute\(")
_ELEMENT = {"String": "string", "Number": "number", "Boolean": "bool", "Any": "string", "": "string"}


@dataclass(frozen=True)
class _Argument:
    """What the synthesizer knows of an argument: its collection kind, how it is stored, if it is a list of blocks."""

    kind: str
    storage: str
    blocks: bool


@dataclass(frozen=True)
class _Struct:
    """One generated struct: the text of its class, its arguments and the names of its blocks."""

    text: str
    arguments: dict[str, _Argument]
    blocks: frozenset[str]
    required: frozenset[str]


def read_schema(source: str) -> Schema:
    """Read the block of the resource, data source or provider that a generated source defines."""
    structs = _structs(source)
    root = next(
        m[1]
        for m in _CLASS.finditer(source)
        if m[2] in ("TerraformResource", "TerraformDataSource", "TerraformProvider")
    )
    return _block(structs, root)


def _structs(source: str) -> dict[str, _Struct]:
    starts = sorted(
        [(m.start(), m[1], "class") for m in _CLASS.finditer(source)]
        + [(m.start(), m[1], "mapper") for m in _MAPPER.finditer(source)]
    )
    ends = [start for start, _, _ in starts[1:]] + [len(source)]
    classes: dict[str, str] = {}
    arguments: dict[str, dict[str, _Argument]] = {}
    for (start, name, what), end in zip(starts, ends, strict=True):
        text = source[start:end]
        if what == "class":
            name = name.removesuffix("OutputReference")
            classes[name] = text
        found = {
            m["name"]: _Argument(m["kind"], m["storage"], bool(_LIST_OF_BLOCKS.search(m["value"])))
            for m in _ARGUMENT.finditer(text)
        }
        arguments.setdefault(_key(name), {}).update(found)
    # `KeyVaultConfig` is the configuration of `KeyVault`; a struct that is itself called Config has a class.
    named = {m[1]: m[2] for m in _INTERFACE.finditer(source)}
    interfaces = {name if name in classes else name.removesuffix("Config"): text for name, text in named.items()}
    return {
        name: _Struct(
            text=classes.get(name, ""),
            arguments=arguments.get(_key(name), {}),
            blocks=frozenset(_BLOCK_DOC.findall(interfaces.get(name, ""))),
            required=frozenset(_REQUIRED.findall(interfaces.get(name, ""))),
        )
        for name in classes.keys() | interfaces.keys()
    }


def _key(name: str) -> str:
    """Mapper functions start lower case: the same name but for the first letter's case."""
    return name[:1].lower() + name[1:]


def _block(structs: dict[str, _Struct], name: str) -> Schema:
    struct = structs[name]
    attributes: Schema = {}
    blocks: Schema = {}
    for match in _ATTRIBUTE.finditer(struct.text):
        attribute = match["name"]
        if attribute == "alias" and "terraformProviderSource" in struct.text:
            continue  # Terraform's own, not the provider's.
        argument = struct.arguments.get(attribute)
        if attribute in struct.blocks or (argument is not None and argument.blocks):
            blocks[attribute] = _nested_block(structs, struct, match)
        else:
            attributes[attribute] = _attribute(structs, struct, match)
    out: Schema = {"attributes": attributes} if attributes else {}
    return out | ({"block_types": blocks} if blocks else {})


def _nested_block(structs: dict[str, _Struct], struct: _Struct, match: re.Match[str]) -> Schema:
    argument = struct.arguments[match["name"]]
    nested = _NESTED.search(match["line"])
    if nested is None:
        return _provider_block(structs, argument)
    block: Schema = {"nesting_mode": "single" if argument.kind == "struct" else argument.kind}
    block["block"] = _block(structs, nested["struct"])
    if argument.kind != "struct" and nested["how"] == "OutputReference":
        block["max_items"] = 1
    if match["required"] == "true":
        block["min_items"] = 1
    return block


def _provider_block(structs: dict[str, _Struct], argument: _Argument) -> Schema:
    """A block of a provider's configuration: nothing is computed there, so it has no class, only arguments."""
    struct = structs[argument.storage.removesuffix("List")]
    block: Schema = {"attributes": {}, "block_types": {}}
    for name, inner in struct.arguments.items():
        if name in struct.blocks or inner.blocks:
            block["block_types"][name] = _provider_block(structs, inner)  # type: ignore[call-overload,index]
        else:
            flag = "required" if name in struct.required else "optional"
            element = _ELEMENT[re.sub(r"(List|Map)+$", "", inner.storage).title()]
            type_: Json = element if inner.kind == "simple" else [inner.kind, element]
            block["attributes"][name] = {flag: True, "type": type_}  # type: ignore[call-overload,index]
    return {"nesting_mode": argument.kind, "block": {key: value for key, value in block.items() if value}}


def _attribute(structs: dict[str, _Struct], struct: _Struct, match: re.Match[str]) -> Schema:
    out: Schema = {flag: True for flag in ("computed", "optional", "required") if match[flag] == "true"}
    nested = _NESTED.search(match["line"])
    argument = struct.arguments.get(match["name"])
    if nested is None or nested["struct"] == "cdktf.":
        return out | {"type": _plain_type(match, argument)}
    inner = _block(structs, nested["struct"]).get("attributes", {})
    assert isinstance(inner, dict)
    mode = argument.kind if argument else _computed_mode(nested)
    if mode == "struct" or not _is_object_type(inner):
        return out | {"nested_type": {"attributes": inner, "nesting_mode": "single" if mode == "struct" else mode}}
    return out | {"type": [mode, ["object", {name: _type_of(attribute) for name, attribute in inner.items()}]]}


def _computed_mode(nested: re.Match[str]) -> str:
    if nested["how"] == "Map":
        return "map"
    if nested["how"] == "OutputReference":
        return "struct"
    return "set" if nested["set"] == "true" else "list"


def _is_object_type(attributes: Schema) -> bool:
    """An attribute of objects (not a nested type) has attributes without settings of their own: all computed."""
    return all(isinstance(a, dict) and a.get("computed") and "type" in a for a in attributes.values())


def _type_of(attribute: Json) -> Json:
    assert isinstance(attribute, dict)
    return attribute["type"]


def _plain_type(match: re.Match[str], argument: _Argument | None) -> Json:
    if argument is not None:
        storage = argument.storage
        element = _ELEMENT[re.sub(r"(List|Map)+$", "", storage).title()]
        if storage.endswith("MapList"):
            return [argument.kind, ["map", element]]
        return element if argument.kind == "simple" else [argument.kind, element]
    if found := _PLAIN_MAP.search(match["line"]):
        one: Json = ["map", _ELEMENT[found[1]]]
        return ["list", one] if found[2] else one
    getter = _GETTER.search(match["next"])
    if getter is None:
        raise ValueError(f"{match['name']}: no type is told by {match['line'].strip()!r}")
    if getter[3] is None and getter[2] != "List":
        return _ELEMENT[getter[2]]
    element = _ELEMENT[getter[2] if getter[3] else ""]
    return ["map" if getter[3] == "Map" else "set" if getter[1] else "list", element]
