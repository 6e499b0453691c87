"""Where the resources of a layer are made, and those that stand already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from blueprints.composed.graph import identifier_of
from blueprints.composed.types import construct_id
from constructs_lib.bindings.engine import Construct
from constructs_lib.workspace.resource_group import ResourceGroup
from naming.namer import Namer

C = TypeVar("C", bound=Construct)


@dataclass(frozen=True)
class Site:
    """Where one resource is made.

    Args:
        scope: What holds the layer's resources; keeps their ids apart from those of features.
        key: The resource's key.
        names: Names of the platform.
        resource_group: The platform's.
        made: What stands already, of both layers, by key.
    """

    scope: Construct
    key: str
    names: Namer
    resource_group: ResourceGroup
    made: dict[str, Construct] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The construct's id."""
        return construct_id(self.key)

    @property
    def identifier(self) -> str:
        """What the resource's name has beside the platform's values."""
        return identifier_of(self.key)

    def ref(self, kind: type[C], type: str, identifier: str) -> C:
        """Another resource.

        Args:
            kind: Its construct's class.
            type: The word in its key.
            identifier: The rest of its key.
        """
        found = self.made[f"{type}-{identifier}"]
        assert isinstance(found, kind)
        return found

    def maybe(self, kind: type[C], type: str, identifier: str | None) -> C | None:
        """Another resource, where one is named."""
        return None if identifier is None else self.ref(kind, type, identifier)
