"""Synthesizes constructs of both layers and shows what they make in words that stay the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from constructs_lib.testing import synthesize
from naming.errors import RuleError
from naming.namer import Namer

Make = Callable[[Any, Any, Namer], object]
"""Makes constructs, given the azure layer, the databricks layer and the names."""


def stack_of(make: Make, names: Namer) -> dict[str, Any]:
    """The whole JSON, both layers in one stack."""
    return synthesize(lambda stack: make(stack, stack, names)).terraform


def made_by(make: Make, names: Namer) -> dict[str, dict[str, Any]]:
    """What is made, by its path in the tree, with its type as `TYPE`; without the names of roles, which say nothing."""
    made = synthesize(lambda stack: make(stack, stack, names)).by_path
    for body in made.values():
        if body["TYPE"] == "azurerm_role_assignment":
            del body["name"]
    return made


def under(make: Make, names: Namer, *roots: str) -> dict[str, dict[str, Any]]:
    """What is made by the constructs of these ids, and by nothing that they stand in."""
    return {path: body for path, body in made_by(make, names).items() if path.split("/")[0] in roots}


def refused(make: Make, names: Namer) -> str:
    """What the refusal of such constructs says."""
    with pytest.raises(RuleError) as raised:
        made_by(make, names)
    return str(raised.value)
