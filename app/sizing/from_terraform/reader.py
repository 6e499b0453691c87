"""What reads the use of one type of resource."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.sizing.from_terraform.assumptions import Told
from app.sizing.from_terraform.resource import Landscape, Resource
from blueprints.request import Environment
from blueprints.usage import Amount, Usage
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

    def shared(self, key: str, assumed: Amount) -> Amount | None:
        """What all resources of this type use together, counted with the first of them; or what is told of this one.

        Shares of each would change with every resource that comes or goes.

        Args:
            key: What a usage file tells it as.
            assumed: What is assumed of all on a platform.

        Returns:
            None of those after the first.
        """
        if key in self.told:
            return self.told.amount(key, assumed)
        first = next(iter(self.landscape.of(self.resource, self.resource.type)))
        return assumed if first == self.resource else None


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
