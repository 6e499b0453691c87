"""Holds a platform file against its blueprint, all mistakes at once, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import get_args

from blueprints.composed.door import machine_mistakes, resource_mistakes
from blueprints.description import BlueprintDescription
from blueprints.feature_mistakes import feature_mistakes
from blueprints.features.vocabulary import CLASSES
from blueprints.library import ALL
from blueprints.mistakes import Mistake, in_order, near
from blueprints.naming_mistakes import naming_mistakes
from blueprints.overtaken import runtime_mistakes, vm_type_mistakes
from blueprints.platform import Platform, Sizes, WarehouseSize
from blueprints.shape import read_shape
from catalog.regions import regions
from constructs_lib.checks.library import CODES
from naming.documents import Document, DocumentError, read_document
from naming.scope import ScopeFilter

_HINTS = {
    "runtime": "such as 17.3.x-scala2.13",
    "driver_type": "such as Standard_D4ds_v5",
    "worker_type": "such as Standard_D4ds_v5",
    "min_workers": "such as 1",
    "max_workers": "such as 4",
    "autotermination_minutes": "such as 30; allowed: 10-10000",
    "warehouse_size": f"such as Small; allowed: {', '.join(get_args(WarehouseSize))}",
}
"""What a size that is missing may be."""


def load_platforms(
    paths: Iterable[Path], *, root: Path | None = None, today: date | None = None, taking_down: bool = False
) -> list[Platform]:
    """Read platform files and check them.

    Args:
        paths: The files.
        root: Folder that errors show paths relative to; paths as given if left out.
        today: The day that retirements are held against; the current one if left out.
        taking_down: Let pass what time has overtaken (retired types and runtimes) and what is wrong with names and
            tags: it must not keep what stands, nor a preview of names, which says that in its own way.

    Raises:
        DocumentError: With every mistake of every file.
    """
    platforms, mistakes = [], []
    for path in paths:
        source = path.resolve().relative_to(root).as_posix() if root and path.resolve().is_relative_to(root) else None
        try:
            document = read_document(path, source=source)
        except DocumentError as error:
            mistakes += error.mistakes
            continue
        platform, found = check_document(document, path.stem, today=today, taking_down=taking_down)
        if platform is not None:
            platforms.append(platform)
        mistakes += in_order(found, document)
    if mistakes:
        raise DocumentError(mistakes)
    return platforms


def check_document(
    document: Document, name: str, *, today: date | None = None, taking_down: bool = False
) -> tuple[Platform | None, list[Mistake]]:
    """Read a platform and check it.

    Args:
        document: The platform file, or what stands for one.
        name: The name it must have: the file's.
        today: As for `load_platforms`.
        taking_down: As for `load_platforms`.

    Returns:
        The platform, without what is wrong, and everything that is wrong; None where that leaves nothing.
    """
    read = read_shape(document, name)
    found = [*read.mistakes]
    if read.platform is not None:
        checked = _mistakes(read.platform)
        if not taking_down:
            checked += _overtaken(read.platform, today or date.today())
            checked += [*_scope_mistakes(read.platform), *naming_mistakes(read)]
        found += [one for one in checked if read.means(one.where)]
    return read.platform, found


def _mistakes(platform: Platform) -> list[Mistake]:
    known = {blueprint.name: blueprint for blueprint in ALL}
    blueprint = known.get(platform.blueprint)
    found: list[Mistake] = []
    if platform.region not in regions():
        found.append(Mistake(("region",), f"Azure has no such region{near(platform.region, regions())}"))
    if blueprint is None:
        found.append(Mistake(("blueprint",), f"there is none of that name{near(platform.blueprint, known)}"))
    else:
        if platform.environment not in blueprint.environments:
            allowed = ", ".join(blueprint.environments)
            found.append(Mistake(("environment",), f"{blueprint.name} is for {allowed}; got {platform.environment!r}"))
        wrong = resource_mistakes(platform)
        # Features are held against the rest of the platform, which wrong resources are no part of.
        rest = platform.model_copy(update={"resources": {}}) if wrong else platform
        found += [*_size_mistakes(platform, blueprint), *feature_mistakes(rest, blueprint), *wrong]
    found += [
        Mistake(("accept", index, "code"), f"there is no such check{near(one.code, CODES)}")
        for index, one in enumerate(platform.accept)
        if one.code not in CODES
    ]
    return found


def _scope_mistakes(platform: Platform) -> Iterator[Mistake]:
    for name, patterns in (("include", platform.scope.include), ("exclude", platform.scope.exclude)):
        for index, pattern in enumerate(patterns):
            for text in ScopeFilter((pattern,)).warnings():
                yield Mistake(("scope", name, index), text.removeprefix("scope: "))


def _overtaken(platform: Platform, today: date) -> Iterator[Mistake]:
    """What nobody can start any more, or never could. What the catalog merely does not know passes."""
    for name in ("driver_type", "worker_type"):
        yield from vm_type_mistakes(getattr(platform.sizes, name) or "", ("sizes", name), today)
    if platform.sizes.runtime:
        yield from runtime_mistakes(platform.sizes.runtime, ("sizes", "runtime"), today)
    yield from machine_mistakes(platform, today)


def _hint(size: str) -> str:
    """What a size may be, as the end of a sentence."""
    hint = _HINTS.get(size)
    return f", {hint}" if hint else ""


def _size_mistakes(platform: Platform, blueprint: BlueprintDescription) -> Iterator[Mistake]:
    have = [name for name in (*blueprint.required_features, *platform.features) if name in CLASSES]
    asking = {size: name for name in reversed(have) for size in CLASSES[name].about.sizes}
    for name in Sizes.model_fields:
        given = getattr(platform.sizes, name) is not None
        if name in asking and not given:
            who = asking[name] if asking[name] in platform.features else blueprint.name
            yield Mistake(("sizes", name), f"is required by {who}{_hint(name)}")
        elif given and name != "tier" and name not in asking:
            yield Mistake(("sizes", name), f"{blueprint.name} has nothing of this size; leave it out")
    if "interactive_compute" in have and platform.sizes.min_workers is not None and not platform.sizes.min_workers:
        yield Mistake(
            ("sizes", "min_workers"), "must be 1 or more: a cluster without workers computes nothing in parallel"
        )
