"""Request files: what somebody wishes, written down as YAML in place of a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import JsonValue, ValidationError

from blueprints.features.vocabulary import FEATURES
from blueprints.matching.named import NAMES, named_blueprint
from blueprints.mistakes import Mistake, in_order, mistakes_of, near
from blueprints.platform import MAX_NAME, SLUG
from blueprints.request import BLUEPRINT_PREFIX, InfrastructureRequest, Source
from blueprints.whole_file import Saved, save_text
from blueprints.yaml_text import flow
from catalog.regions import offered_region
from naming.documents import Document, DocumentError, read_document
from naming.errors import LakemasonError

_COMMENTS = {
    "environment": "dev | staging | prod | sandbox",
    "blueprint": "lakemason blueprints lists them; the one that fits best if left out",
    "region": "westeurope if left out",
    "features": "lakemason blueprints coverage lists them",
    "unwanted_features": "what must not be there",
    "cost_limit_usd": "a month; the environment's limit if left out",
}


def read_request_file(path: Path) -> InfrastructureRequest:
    """Read a request file. What it leaves out stays open.

    Args:
        path: The file.

    Raises:
        DocumentError: With every mistake of the file, each with its line.
    """
    document = read_document(path)
    try:
        request = InfrastructureRequest.model_validate(document.data)
    except ValidationError as error:
        wrong = mistakes_of(error, document, InfrastructureRequest)
        raise DocumentError(in_order([*wrong, *_mistakes(document)], document)) from None
    mistakes = in_order(_mistakes(document), document)
    if mistakes:
        raise DocumentError(mistakes)
    return request.model_copy(
        update={
            "features": tuple(sorted(set(request.features))),
            "unwanted_features": tuple(sorted(set(request.unwanted_features))),
            "region": offered_region(request.region).name if request.region else None,
            "sources": {field: Source(origin="file") for field in document.data},
        }
    )


def request_yaml(request: InfrastructureRequest, *, schema: str = "") -> str:
    """The text of a request's file; `read_request_file` reads it back equal, but from a file.

    Args:
        request: What is wished.
        schema: Path of request.schema.json from where the file will stand, for editors; none if left out.
    """
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    content: dict[str, JsonValue] = request.model_dump(mode="json", exclude_defaults=True, exclude={"sources"})
    for key, value in content.items():
        comment = f"  # {_COMMENTS[key]}" if key in _COMMENTS else ""
        if isinstance(value, list):
            lines += [f"{key}:{comment}", *(f"  - {flow(item)}" for item in value)]
        else:
            lines.append(f"{key}: {flow(value)}{comment}")
    return "\n".join(lines) + "\n"


def save_request(path: Path, request: InfrastructureRequest, *, root: Path | None, replace: bool = False) -> Saved:
    """Write a request's file, whole or not at all.

    Args:
        path: The file.
        request: What it says.
        root: The project's folder, whose schema the file points to; None outside a project.
        replace: Whether a file that is there and differs may be replaced.

    Raises:
        LakemasonError: A different file is there (with the difference).
    """
    schema = os.path.relpath(root / "schemas" / "request.schema.json", path.resolve().parent) if root else ""
    return save_text(
        path,
        request_yaml(request, schema=Path(schema).as_posix() if schema else ""),
        replace=replace,
        shown=str(path),
        fix="Add --replace to replace it, or --file to write another one.",
    )


def request_schema() -> dict[str, Any]:
    """The JSON Schema of a request file, for editors."""
    schema = InfrastructureRequest.model_json_schema()
    del schema["properties"]["sources"], schema["$defs"]
    schema["properties"]["blueprint"]["anyOf"][0]["enum"] = [
        *NAMES,
        *(name.removeprefix(BLUEPRINT_PREFIX) for name in NAMES),
    ]
    for name in ("features", "unwanted_features"):
        schema["properties"][name]["items"] = {"enum": sorted(FEATURES)}
    return schema


def _mistakes(document: Document) -> Iterator[Mistake]:
    """What the shape alone does not show; values of a wrong kind are left to it."""
    data = document.data
    team = data.get("team")
    if isinstance(team, str) and not (SLUG.fullmatch(team) and len(team) <= MAX_NAME):
        allowed = f"must be lower-case letters, digits and single hyphens, 1-{MAX_NAME} characters"
        yield Mistake(("team",), f"{allowed}; got {team!r}")
    for field, known in (("blueprint", named_blueprint), ("region", offered_region)):
        said = data.get(field)
        try:
            known(said) if isinstance(said, str) else None
        except LakemasonError as error:
            yield Mistake((field,), " ".join(str(error).splitlines()))
    wished = [*_names(data.get("features"))]
    unwanted = [*_names(data.get("unwanted_features"))]
    for key, names in (("features", wished), ("unwanted_features", unwanted)):
        for index, name in names:
            if name not in FEATURES:
                yield Mistake((key, index), f"there is no such feature: {name!r}{near(name, FEATURES)}")
    for index, name in unwanted:
        if name in dict((other, place) for place, other in wished):
            yield Mistake(("unwanted_features", index), f"{name} is wished in features; take it out of one of them")


def _names(value: object) -> Iterator[tuple[int, str]]:
    if isinstance(value, list):
        yield from ((index, name) for index, name in enumerate(value) if isinstance(name, str))
