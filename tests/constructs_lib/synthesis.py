"""Synthesizes a construct and shows what it makes in a form that tests can compare whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from constructs_lib.testing import platform_names, synthesize
from tests.constructs_lib.samples_databricks import SAMPLES
from tests.constructs_lib.world import World

Made = dict[str, dict[str, Any]]


def terraform(make: Callable[[World], object]) -> dict[str, Any]:
    """The stack's Terraform JSON."""
    return synthesize(lambda stack: make(World(stack, platform_names()))).terraform


def made(make: Callable[[World], object]) -> Made:
    """Everything by its construct's path (`It`, or `It/<key>`), JSON in strings opened."""
    return synthesize(lambda stack: make(World(stack, platform_names())), open_json=True).by_path


def it(make: Callable[[World], object], path: str = "It") -> dict[str, Any]:
    """One resource."""
    return made(make)[path]


def sample(name: str) -> Made:
    """What a sample makes, and what it needs."""
    (found,) = [one for one in SAMPLES if one.name == name]
    return made(found.make)
