"""Holds a platform's names and tags against the convention, before anything is made of them."""

from __future__ import annotations

from collections.abc import Iterator

from blueprints.composed.door import resource_mistakes
from blueprints.feature_mistakes import feature_mistakes
from blueprints.library import ALL
from blueprints.mistakes import Mistake
from blueprints.names import named_things, namer_of
from blueprints.platform import Platform
from blueprints.shape import Shape
from catalog.regions import regions
from naming.config import NamingConfig
from naming.documents import Where
from naming.errors import RuleError
from naming.namer import Namer
from naming.tags import standard_tags, tag_errors

_IN_NAMES = ("name", "blueprint", "team", "workload", "environment", "region")


def naming_mistakes(read: Shape) -> Iterator[Mistake]:
    """Tags that cannot be set, and values that make a name impossible.

    Args:
        read: A platform file; what it does not say rightly is not looked at.
    """
    platform = read.platform
    pattern = next((one for one in ALL if platform and one.name == platform.blueprint), None)
    if platform is None or pattern is None or not all(read.means((field,)) for field in _IN_NAMES):
        return
    namer = namer_of(platform, NamingConfig.load())
    standard = standard_tags(namer.config, namer.values(None))
    for key, error in tag_errors(standard, platform.tags, namer.config.required_tags):
        yield Mistake(("tags", key) if key in platform.tags else ("tags",), _line(error))
    # What is wrong with these is said already: names of no region, or of what is not there, mean nothing.
    if platform.region in regions() and not resource_mistakes(platform) and not feature_mistakes(platform, pattern):
        yield from _names(platform, namer)


def _names(platform: Platform, namer: Namer) -> Iterator[Mistake]:
    try:
        named = named_things(platform)
    except RuleError as error:  # a size that is missing is said where sizes are looked at
        if not error.what.startswith("sizes."):
            raise
        return
    for kind, components, _ in named:
        values = namer.values(kind, components)
        if any(part not in values and part != "hash" for part in namer.config.convention(kind).required):
            continue  # the construct gives what is missing
        try:
            namer.name(kind, **components)
        except RuleError as error:
            where: Where = ("name",) if error.what == "platform" else (error.what,)
            yield Mistake(where if where[0] in _IN_NAMES else (), _line(error))


def _line(error: RuleError) -> str:
    text = str(error).removeprefix(f"{error.what}: ").replace("\n", ". ")
    return text.rstrip(".")
