"""Platforms with some features, read and checked as from a file, and what they are synthesized to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.synthesis import build
from blueprints.checking import load_platforms
from blueprints.platform import Platform
from naming.documents import DocumentError

PLATFORM = """\
name: labs-sales-dev
blueprint: databricks-basic
team: labs
environment: dev
workload: sales
region: {region}
sizes: {{tier: premium}}
features: {features}
"""

Resources = dict[str, dict[str, dict[str, Any]]]


class Loader:
    """Reads platforms and synthesizes them.

    Args:
        folder: Where to.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, features: dict[str, Any], region: str = "westeurope") -> Platform:
        """A platform with these features."""
        path = self._folder / "labs-sales-dev.yaml"
        path.write_text(PLATFORM.format(region=region, features=json.dumps(features)))
        (platform,) = load_platforms([path])
        return platform

    def mistake(self, features: dict[str, Any], region: str = "westeurope") -> str:
        """What a person is told of features that are wrong."""
        with pytest.raises(DocumentError) as told:
            self(features, region)
        return str(told.value)

    def layers(self, features: dict[str, Any]) -> tuple[Resources, Resources]:
        """Both layers' resources: by type, then by id without its hash."""
        azure, databricks = self(features).stacks
        build([self(features)], out=self._folder / "out", state="../state")
        return self._resources(azure), self._resources(databricks)

    def _resources(self, stack: str) -> Resources:
        found = json.loads((self._folder / "out/stacks" / stack / "cdk.tf.json").read_text())
        return {
            kind: {id.rpartition("_")[0]: body for id, body in bodies.items()}
            for kind, bodies in found.get("resource", {}).items()
        }
