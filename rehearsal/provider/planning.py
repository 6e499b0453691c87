"""What a change will be, before it is made: the provider's part of `terraform plan`.

As the real providers do: values left out get their default or are known after apply, values that
mean the same as before stay as they are, and changes that the cloud cannot make replace the object.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path as FilePath

from rehearsal.overlay.forms import formed
from rehearsal.overlay.rules import Rules
from rehearsal.protocol.values import UNKNOWN, Object, Value
from rehearsal.schemas.load import Block, attributes, inner_block, nested_blocks

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Planned:
    """A planned object, and the paths whose change replaces it."""

    state: Object
    replace: list[Path]


def plan(block: Block, rules: Rules, prior: Object | None, proposed: Object) -> Planned:
    """Plan a create or an update.

    Args:
        block: The schema of the type.
        rules: The rules of the type.
        prior: The object as it is; None for one to create.
        proposed: The configuration, with what the object has where the configuration is silent.
    """
    state = _block(block, rules, "", proposed, prior)
    for name, source in rules.hashed.items():
        state[name] = _md5(proposed.get(source), state.get(name))
    replace = [] if prior is None else list(_replacing(rules, prior, state))
    return Planned(state, replace)


def _md5(source: Value, otherwise: Value) -> Value:
    """The MD5 of a file, as the databricks provider notices that it has changed."""
    if not isinstance(source, str) or not FilePath(source).is_file():
        return otherwise
    return hashlib.md5(FilePath(source).read_bytes(), usedforsecurity=False).hexdigest()


def _block(block: Block, rules: Rules, prefix: str, proposed: Object, prior: Object | None) -> Object:
    out: Object = {}
    for name, spec in attributes(block).items():
        path = f"{prefix}{name}"
        before = None if prior is None else prior.get(name)
        nested = spec.get("nested_type")
        value = proposed.get(name)
        if isinstance(nested, dict) and value is not None and value is not UNKNOWN:
            inner: Block = {"attributes": nested["attributes"]}
            out[name] = _items(inner, rules, path, value, before, set_=nested["nesting_mode"] == "set")
        else:
            out[name] = _attribute(spec, rules, path, value, before, new=prior is None)
    for name, nested in nested_blocks(block).items():
        before = None if prior is None else prior.get(name)
        value = proposed.get(name)
        if f"{prefix}{name}" in rules.computed_blocks and not value:
            out[name] = before or UNKNOWN
        else:
            set_ = nested["nesting_mode"] == "set"
            out[name] = _items(inner_block(nested), rules, f"{prefix}{name}", value, before, set_=set_)
    return out


def _attribute(spec: dict[str, object], rules: Rules, path: str, value: Value, before: Value, *, new: bool) -> Value:
    if path in rules.write_only:
        return None
    if value is None and path in rules.defaults:
        value = rules.defaults[path]
    if value is None:
        return UNKNOWN if spec.get("computed") and new else None
    same_as = rules.suppress.get(path) or rules.plan_form.get(path)
    if same_as and before is not None and formed(value, same_as) == formed(before, same_as):
        return before
    return formed(value, rules.plan_form.get(path))


def _items(block: Block, rules: Rules, path: str, value: Value, before: Value, *, set_: bool) -> Value:
    """Plan the objects of a nested block: one, a list or set of them, or a map."""
    prefix = f"{path}."
    if isinstance(value, list):
        old = before if isinstance(before, list) else []
        if set_:
            # What a set's item was before cannot be told by its place, but what is the same is what it was.
            old = [item if item in old else None for item in value]
        return [_block(block, rules, prefix, _object(item), _object_at(old, i)) for i, item in enumerate(value)]
    if isinstance(value, dict):
        if _is_object(block, value):
            return _block(block, rules, prefix, value, before if isinstance(before, dict) else None)
        old_map = before if isinstance(before, dict) else {}
        return {
            key: _block(block, rules, prefix, _object(item), _or_none(old_map.get(key))) for key, item in value.items()
        }
    return value


def _is_object(block: Block, value: Object) -> bool:
    return value.keys() == attributes(block).keys() | nested_blocks(block).keys()


def _object(value: Value) -> Object:
    return value if isinstance(value, dict) else {}


def _or_none(value: Value) -> Object | None:
    return value if isinstance(value, dict) else None


def _object_at(items: list[Value], index: int) -> Object | None:
    return _or_none(items[index]) if index < len(items) else None


def _replacing(rules: Rules, prior: Object, planned: Object) -> list[Path]:
    paths: list[Path] = []
    for dotted in rules.force_new:
        path, before, after = _walk(dotted.split("."), prior, planned)
        if before != after and path not in paths:
            paths.append(path)
    for dotted, values in rules.replace_when.items():
        path, before, after = _walk(dotted.split("."), prior, planned)
        if before != after and after in values:
            paths.append(path)
    for dotted, values in rules.replace_around.items():
        path, before, after = _walk(dotted.split("."), prior, planned)
        if before != after and (before in values or after in values):
            paths.append(path)
    return paths


def _walk(names: list[str], before: Value, after: Value) -> tuple[Path, Value, Value]:
    """Follow a path in both states, as far as both go: into the first item of a list of blocks."""
    path: Path = ()
    for name in names:
        if isinstance(before, list) and isinstance(after, list) and before and after:
            before, after, path = before[0], after[0], (*path, 0)
        if not (isinstance(before, dict) and isinstance(after, dict)):
            break
        before, after, path = before.get(name), after.get(name), (*path, name)
    else:
        return path, before, after
    # The block itself came or went: an argument inside counts by what it was or will be.
    return path, _first(before, name), _first(after, name)


def _first(value: Value, name: str) -> Value:
    inner = value[0] if isinstance(value, list) and value else value
    return inner.get(name) if isinstance(inner, dict) else inner if inner is UNKNOWN else None
