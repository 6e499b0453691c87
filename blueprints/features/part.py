"""What a feature adds to the layers of a platform. Stands with the stacks: only synthesis imports parts."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from blueprints.features.feature import Feature

if TYPE_CHECKING:
    from blueprints.layers import AzureLayer, DatabricksLayer

F = TypeVar("F", bound=Feature)


class Part(Generic[F]):
    """A feature's constructs. The same part serves both layers and keeps what it made for the parts after it.

    Ids of its constructs are fixed, or keys of its options: adding a feature must not move another's resources.

    Args:
        feature: The feature with its options.
    """

    def __init__(self, feature: F) -> None:
        self.feature = feature

    def workspace(self, layer: AzureLayer) -> dict[str, Any]:
        """Arguments of the workspace, and what must stand before it."""
        return {}

    def azure(self, layer: AzureLayer) -> None:
        """Adds to the first layer, once the workspace stands."""

    def databricks(self, layer: DatabricksLayer) -> None:
        """Adds to the second layer."""

    def settle(self, layer: DatabricksLayer) -> None:
        """Orders what stands in the second layer, once all is there; called again where more comes."""


def part_of(feature: Feature) -> Part[Any]:
    """The part of a feature: the class of the same name in the module `stacks` beside it."""
    kind = type(feature)
    stacks = importlib.import_module(f"{kind.__module__.rpartition('.')[0]}.stacks")
    found = getattr(stacks, kind.__name__, Part)
    part = found(feature)
    assert isinstance(part, Part)
    return part
