"""Drift: changing or removing an object of the cloud behind Terraform's back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from rehearsal.cloud import Cloud, CloudObject
from rehearsal.protocol.values import Object, Type, Value
from rehearsal.schemas.load import block_type, load_schema
from rehearsal.tree import name_of


class DriftError(LookupError):
    """What is to drift, or how, cannot be found; the message says what there is."""


def find(cloud: Cloud, what: str, states: Iterable[Path] = ()) -> CloudObject:
    """Find an object.

    Args:
        cloud: Where to look.
        what: A resource address as Terraform shows it, or `type/name` (or `type/id`).
        states: State files in which addresses are looked up.

    Raises:
        DriftError: there is none, or more than one.
    """
    objects = cloud.objects()
    type_name, _, name = what.partition("/")
    found = [it for it in objects if it.type == type_name and name.lower() in (it.id.lower(), name_of(it).lower())]
    if not found:
        wanted = {id_ for path in states for id_ in _ids(path, what)}
        found = [it for it in objects if (it.type, it.id) in wanted]
    if len(found) == 1:
        return found[0]
    known = found or [it for it in objects if it.type == what.partition("/")[0].partition(".")[0]] or objects
    listed = "".join(f"\n  {it.type}/{name_of(it) if not found else it.id}" for it in known[:20])
    problem = "There are several objects" if found else "There is no object"
    raise DriftError(f"{problem} {what!r} in the rehearsal cloud.{' There is:' if known else ''}{listed}")


def remove(cloud: Cloud, found: CloudObject) -> int:
    """Remove an object and everything in it; returns how many objects went."""
    before = len(cloud.objects())
    with cloud.transaction():
        cloud.remove(found.number)
    return before - len(cloud.objects())


def change(cloud: Cloud, found: CloudObject, path: str, value: Value) -> Value:
    """Change an attribute of an object; returns what it was.

    Args:
        cloud: Where the object is.
        found: The object, as it was found.
        path: The attribute: `tags.team`, `custom_parameters.0.no_public_ip`; of a list of one, the 0 may be left out.
        value: What it becomes, of the attribute's type.

    Raises:
        DriftError: the type has no such attribute, or the value is of another type.
    """
    state = cast(Object, json.loads(json.dumps(found.state)))
    *above, name = path.split(".")
    inner: Value = state
    for step in above:
        inner = _enter(inner, step, path)
    inner = inner[0] if isinstance(inner, list) and len(inner) == 1 and not name.isdecimal() else inner
    if isinstance(inner, list) and name.isdecimal() and int(name) < len(inner):
        before, inner[int(name)] = inner[int(name)], value
    elif isinstance(inner, dict):
        before, inner[name] = inner.get(name), value
    else:
        raise DriftError(f"{found.type} has no {path}.")
    _check(found.type, state, path, value)
    with cloud.transaction():
        cloud.change(found.number, state)
    return before


def parse(text: str) -> tuple[str, Value]:
    """Read `path=value`: the value is JSON, or else text."""
    path, equals, value = text.partition("=")
    if not equals or not path:
        raise DriftError(f"{text!r} is no path=value, as in tags.team=ml or sku=standard.")
    try:
        return path, cast(Value, json.loads(value))
    except ValueError:
        return path, value


def _enter(inner: Value, step: str, path: str) -> Value:
    if isinstance(inner, list):
        if step.isdecimal() and int(step) < len(inner):
            return inner[int(step)]
        if len(inner) == 1:
            return _enter(inner[0], step, path)
    if isinstance(inner, dict) and inner.get(step) is not None:
        return inner[step]
    raise DriftError(f"There is nothing at {step!r} of {path!r}.")


def _check(type_name: str, state: Object, path: str, value: Value) -> None:
    """Refuse what the schema does not have: a state that Terraform could not read would be no drift."""
    schema = load_schema(type_name.partition("_")[0]).resources.get(type_name)
    if schema is None:
        return
    type_ = block_type(schema)
    names = cast(dict[str, Type], type_[1])  # type: ignore[index]
    top = path.partition(".")[0]
    if top not in names:
        raise DriftError(f"{type_name} has no {top!r}. It has: {', '.join(sorted(names))}.")
    if not fits(state[top], names[top]):
        raise DriftError(f"{path} of {type_name} cannot be {json.dumps(value)}.")


def fits(value: Value, type_: Type) -> bool:
    """Tell whether a value is of a type."""
    if value is None:
        return True
    if isinstance(type_, str):
        kinds: dict[str, tuple[type, ...]] = {"string": (str,), "bool": (bool,), "number": (int, float)}
        return isinstance(value, kinds[type_]) and (type_ == "bool" or not isinstance(value, bool))
    kind, of = type_[0], type_[1]  # type: ignore[index]
    if kind == "object":
        known = isinstance(value, dict) and isinstance(of, dict) and value.keys() <= of.keys()
        return known and all(fits(item, cast(dict[str, Type], of)[name]) for name, item in cast(Object, value).items())
    if kind == "map":
        return isinstance(value, dict) and all(fits(item, of) for item in value.values())
    return isinstance(value, list) and all(fits(item, of) for item in value)


def _ids(state: Path, address: str) -> Iterable[tuple[str, str]]:
    """The types and ids that a state file has for an address; without its index it names each instance."""
    for resource in json.loads(state.read_text("utf-8")).get("resources", ()):
        if resource.get("mode") != "managed":
            continue
        module = f"{resource['module']}." if resource.get("module") else ""
        base = f"{module}{resource['type']}.{resource['name']}"
        for instance in resource["instances"]:
            index = instance.get("index_key")
            if address in (base, f"{base}[{json.dumps(index)}]"):
                attributes = instance["attributes"]
                yield resource["type"], str(attributes.get("id") or attributes.get("policy_id"))
