"""A platform with some features: read and checked as from a file, and synthesized."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.synthesis import build
from blueprints.checking import load_platforms
from blueprints.platform import Platform
from naming.documents import DocumentError

AZURE_DATABRICKS = "11111111-2222-3333-4444-555555555555"

_PLATFORM = """\
name: labs-sales-dev
blueprint: databricks-basic
team: labs
environment: dev
workload: sales
region: westeurope
sizes: {{tier: {tier}}}
cost_limit_usd: 500
features: {features}
"""


def platform(folder: Path, features: dict[str, Any], tier: str = "premium") -> Platform:
    """A checked platform with these features."""
    path = folder / "labs-sales-dev.yaml"
    path.write_text(_PLATFORM.format(tier=tier, features=json.dumps(features)))
    (found,) = load_platforms([path])
    return found


def mistakes(folder: Path, features: dict[str, Any], tier: str = "premium") -> str:
    """What a person is told."""
    with pytest.raises(DocumentError) as told:
        platform(folder, features, tier)
    return str(told.value)


class Layers:
    """Both layers of a platform.

    Args:
        folder: Where they are written.
        features: What the platform has.
    """

    def __init__(self, folder: Path, features: dict[str, Any]) -> None:
        it = platform(folder, features)
        build([it], out=folder / "out", state="../state")
        self.azure, self.databricks = (
            json.loads((folder / "out" / "stacks" / stack / "cdk.tf.json").read_text()) for stack in it.stacks
        )

    def all(self, kind: str) -> dict[str, dict[str, Any]]:
        """Resources of a type, by their ids without the hash."""
        found = {**self.azure.get("resource", {}), **self.databricks.get("resource", {})}
        return {id.rpartition("_")[0]: body for id, body in found.get(kind, {}).items()}

    def one(self, kind: str) -> dict[str, Any]:
        """The only resource of a type."""
        (body,) = self.all(kind).values()
        return body

    @property
    def addresses(self) -> set[str]:
        """Every resource's address."""
        return {
            f"{kind}.{id}"
            for stack in (self.azure, self.databricks)
            for kind, bodies in stack.get("resource", {}).items()
            for id in bodies
        }
