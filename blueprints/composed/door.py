"""The way to resources, opened only where a platform has some: loading their types takes a tenth of a second."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from blueprints.mistakes import Mistake
from blueprints.platform import Platform

if TYPE_CHECKING:
    from blueprints.composed.resource import Resource


def resources_of(platform: Platform) -> dict[str, Resource]:
    """A checked platform's resources by key, each after those it needs."""
    if not platform.resources:
        return {}
    from blueprints.composed import graph

    return graph.resources_of(platform.resources)


def resource_mistakes(platform: Platform) -> list[Mistake]:
    """What is wrong with a platform's resources, whatever its blueprint."""
    if not platform.resources:
        return []
    from blueprints.composed import resource_mistakes

    return resource_mistakes.resource_mistakes(platform)


def machine_mistakes(platform: Platform, today: date) -> list[Mistake]:
    """VM types and runtimes of resources that nobody can start any more.

    Args:
        platform: The platform.
        today: The day that retirements are held against.
    """
    if not platform.resources:
        return []
    from blueprints.composed import resource_mistakes

    return [*resource_mistakes.machine_mistakes(platform, today)]
