"""What reads the use of one type of resource."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.sizing.from_terraform.assumptions import Told
from app.sizing.from_terraform.resource import Landscape, Resource
from blueprints.request import Environment
from blueprints.usage import Usage
from constructs_lib.checks.check import Body


@dataclass(frozen=True)
class NotPriced:
    """A part of a resource that has no price here.

    Args:
        why: As a sentence without its end.
    """

    why: str


@dataclass(frozen=True)
class Case:
    """A resource that is read, and what there is around it.

    Args:
        resource: It.
        landscape: All resources.
        told: What a person told of it.
    """

    resource: Resource
    landscape: Landscape
    told: Told

    @property
    def body(self) -> Body:
        """Its arguments."""
        return self.resource.body

    @property
    def environment(self) -> Environment | None:
        """What it is for."""
        return self.landscape.environment_of(self.resource)

    def target(self, value: object, type: str) -> Resource | None:
        """The resource of a type that a value refers to."""
        return self.landscape.target(self.resource, value, type)

    def count(self, type: str) -> int:
        """How many of a type there are on its platform; at least 1."""
        return max(1, sum(1 for _ in self.landscape.of(self.resource, type)))


Read = Callable[[Case], Iterator[Usage | NotPriced]]


@dataclass(frozen=True)
class Reader:
    """How a type is read.

    Args:
        read: Yields its use, and what of it has no price.
        keys: What a usage file may tell of it.
    """

    read: Read
    keys: tuple[str, ...] = ()
