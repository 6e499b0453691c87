"""What a person is told about wrong resources of a composed platform, each with its place in the file."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails

from blueprints.composed import graph
from blueprints.composed.machine_mistakes import fitting_mistakes
from blueprints.composed.resource import MAX_IDENTIFIER, Resource, is_identifier
from blueprints.composed.resources_access import Grants, Permissions
from blueprints.composed.types import TYPES
from blueprints.composed.walk import arguments
from blueprints.mistakes import Mistake, near, path_of, text_of
from blueprints.overtaken import runtime_mistakes, vm_type_mistakes
from blueprints.platform import Platform, is_runtime, is_vm_type
from naming.documents import Where

MOST = 500
"""Resources of one platform: what people can still review, and Terraform plans in minutes."""


def resource_mistakes(platform: Platform) -> list[Mistake]:
    """What is wrong with a platform's resources.

    Args:
        platform: The platform; of any blueprint, for only `composed` may have some.
    """
    resources = platform.resources
    if platform.blueprint != "composed":
        text = f"only `blueprint: composed` has resources of its own; {platform.blueprint} takes features and sizes"
        return [Mistake(("resources",), text)] if resources else []
    if len(resources) > MOST:
        text = f"are {len(resources):,}; a platform has at most {MOST}: share them among several platforms"
        return [Mistake(("resources",), text)]
    found = [*_keys(platform)]
    known = {key: said for key, said in resources.items() if graph.type_of(key)}
    for key, said in known.items():
        found += [*_arguments(key, said), *_references(key, said, platform)]
    found += [*_most(known), *_circle(platform)]
    return found or [*_together(platform)]


def machine_mistakes(platform: Platform, today: date) -> Iterator[Mistake]:
    """VM types and runtimes of resources that nobody can start any more.

    Args:
        platform: The platform.
        today: The day that retirements are held against.
    """
    for key, said in platform.resources.items():
        kind = graph.type_of(key)
        for one in arguments(kind, dict(said)) if kind else ():
            if isinstance(one.value, str) and one.name in ("node_type", "driver_type") and is_vm_type(one.value):
                yield from vm_type_mistakes(one.value, ("resources", key, *one.where), today)
            elif isinstance(one.value, str) and one.name == "runtime" and is_runtime(one.value):
                yield from runtime_mistakes(one.value, ("resources", key, *one.where), today)


def _keys(platform: Platform) -> Iterator[Mistake]:
    for key in platform.resources:
        kind, _, identifier = key.partition("-")
        if kind not in TYPES:
            yield Mistake(("resources", key), f"there is no type {kind!r}{near(kind, TYPES)}")
        elif not is_identifier(identifier):
            yield Mistake(
                ("resources", key),
                f"must be {kind} and an identifier, such as {kind}-main: lower-case letters, digits and single"
                f" hyphens, 1-{MAX_IDENTIFIER} characters",
            )


def _arguments(key: str, said: dict[str, JsonValue]) -> Iterator[Mistake]:
    kind = graph.type_of(key)
    assert kind is not None
    try:
        kind.model_validate(said)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            where = path_of(said, details["loc"])
            yield Mistake(("resources", key, *where), _text(details, where, kind, key))


def _text(details: ErrorDetails, where: Where, kind: type[Resource], key: str) -> str:
    last = str(where[-1]) if where else ""
    if details["type"] == "extra_forbidden" and last.endswith("_ref") and len(where) == 1:
        allowed = [name for name in kind.model_fields if name.endswith("_ref")]
        what = last.removesuffix("_ref")
        if what in TYPES:
            may = f"allowed here: {', '.join(allowed)}" if allowed else "it refers to nothing but by depends_on"
            return f"{key} cannot refer to a {what}; {may}"
    return text_of(details, where, kind)


def _references(key: str, said: dict[str, JsonValue], platform: Platform) -> Iterator[Mistake]:
    resources = platform.resources
    for one in graph.references(key, said):
        where = ("resources", key, *one.where)
        if not one.explicit and not is_identifier(graph.identifier_of(one.key)):
            continue  # said with the other arguments
        if one.key not in resources:
            yield Mistake(where, _unknown(one, resources))
        elif one.explicit and one.key != key:
            mine, other = graph.type_of(key), graph.type_of(one.key)
            if mine and other and mine.about.layer == "azure" and other.about.layer == "databricks":
                yield Mistake(where, f"{key} stands before the workspace is filled; it cannot wait for {one.key}")


def _unknown(one: graph.Reference, resources: graph.Resources) -> str:
    if one.explicit:
        return f"there is no resource {one.key!r}{near(one.key, resources) if len(resources) > 1 else ''}"
    kind, _, identifier = one.key.partition("-")
    same = [key.partition("-")[2] for key in resources if key.partition("-")[0] == kind]
    same = [known for known in same if is_identifier(known)]
    if graph.type_of(identifier) and identifier in resources:
        what = identifier.partition("-")[0]
        if what == kind:
            return f"names the {kind} without its type: write {identifier.removeprefix(f'{kind}-')}"
        return f"must be a {kind}; {identifier} is a {what}{_there_are(kind, same)}"
    others = [key for key in resources if key.partition("-")[2] == identifier and key.partition("-")[0] in TYPES]
    close = difflib.get_close_matches(identifier, same, n=1)
    if close:
        return f"there is no {one.key}; did you mean {close[0]!r}?"
    if others:
        return f"must be a {kind}; {others[0]} is a {others[0].partition('-')[0]}{_there_are(kind, same)}"
    return f"there is no {one.key}{_there_are(kind, same) if same else ': add it to resources'}"


def _there_are(kind: str, same: list[str]) -> str:
    if not same:
        return f"; there is no {kind} yet: add one, {kind}-main"
    more = f" and {len(same) - 10} more" if len(same) > 10 else ""
    return f"; there are: {', '.join(same[:10])}{more}"


def _most(resources: dict[str, dict[str, JsonValue]]) -> Iterator[Mistake]:
    by_type: dict[str, list[str]] = defaultdict(list)
    for key in resources:
        by_type[key.partition("-")[0]].append(key)
    for kind, keys in by_type.items():
        most = TYPES[kind].about.most
        if most is not None and len(keys) > most:
            yield Mistake(("resources", keys[-1]), f"a platform has at most {most} {kind}; there is {keys[0]}")


def _circle(platform: Platform) -> Iterator[Mistake]:
    circle = graph.cycle(platform.resources)
    if circle:
        text = f"resources need each other: {graph.shown(circle)}; take one of these references out"
        yield Mistake(("resources", circle[0]), text)


def _together(platform: Platform) -> Iterator[Mistake]:
    """What can be seen only where each resource alone is right."""
    yield from _given_twice(platform)
    yield from _kinds_of_files(platform)
    yield from fitting_mistakes(platform)


def _given_twice(platform: Platform) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    for key, said in platform.resources.items():
        kind = graph.type_of(key)
        if kind in (Grants, Permissions):
            made = kind.model_validate(said)
            assert isinstance(made, Grants | Permissions)
            target = made.target()
            assert target is not None
            name = f"{kind.about.type} {target}"
            if name in seen:
                yield Mistake(("resources", key), f"{target} has {seen[name]} already: a second would undo the first")
            seen[name] = key


def _kinds_of_files(platform: Platform) -> Iterator[Mistake]:
    """A task runs a file of Python, or with a warehouse one of SQL."""
    for key, said in platform.resources.items():
        tasks = said.get("tasks") if key.startswith("job-") else None
        for name, task in tasks.items() if isinstance(tasks, dict) else ():
            if not isinstance(task, dict) or not isinstance(task.get("file_ref"), str):
                continue
            file_name = str(platform.resources[f"file-{task['file_ref']}"].get("file_name"))
            wanted = ".sql" if "warehouse_ref" in task else ".py"
            if PurePosixPath(file_name).suffix != wanted:
                where = ("resources", key, "tasks", name, "file_ref")
                hint = "" if wanted == ".sql" else ", or a SQL file with warehouse_ref"
                yield Mistake(where, f"must be a file that ends in {wanted}{hint}; {file_name} does not")
