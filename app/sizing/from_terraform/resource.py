"""Resources as Terraform's JSON has them, and what leads from one to another."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from blueprints.request import ENVIRONMENTS, Environment
from catalog.regions import find_region
from constructs_lib.checks.check import Body, blocks

_REFERENCE = re.compile(r"\$\{([a-z0-9_]+)\.([A-Za-z0-9_-]+)(\[[^\]]*\])?\.([a-z0-9_]+)\}")
_LAYERS = ("-azure", "-databricks")


@dataclass(frozen=True)
class Resource:
    """One resource.

    Args:
        stack: The stack it is in; empty where a plan does not say.
        address: As Terraform names it in its stack.
        type: Terraform's type.
        body: Its arguments; what is known only when it is applied is a reference, or missing.
        counted: Whether it is known how many there are.
    """

    stack: str
    address: str
    type: str
    body: Body
    counted: bool = True

    @property
    def group(self) -> str:
        """The platform whose layer its stack is, or the stack itself."""
        for layer in _LAYERS:
            if self.stack.endswith(layer):
                return self.stack.removesuffix(layer)
        return self.stack


class Landscape:
    """All resources that are priced together.

    Args:
        resources: Those.
        region: Where things stand that say no location and have no neighbour that does; nowhere if left out.
    """

    def __init__(self, resources: Iterable[Resource], *, region: str | None = None) -> None:
        self.resources = tuple(resources)
        self._region = region

    def of(self, resource: Resource, *types: str) -> Iterator[Resource]:
        """The resources of some types on the same platform."""
        for other in self._groups[resource.group]:
            if other.type in types:
                yield other

    def target(self, resource: Resource, value: object, type: str) -> Resource | None:
        """The resource of a type that a value refers to; None where it is none of the stack's."""
        for found_type, name, index, _ in _REFERENCE.findall(str(value)):
            if found_type == type:
                found = self._by_name.get((resource.stack, f"{type}.{name}"), ())
                exact = [one for one in found if not index or one.address.endswith(index)]
                if exact:
                    return exact[0]
        return None

    def region_of(self, resource: Resource) -> str | None:
        """Where a resource stands: its location, else its platform's, else the given; None where nobody says."""
        own = self._location(resource)
        return own or self._group_regions.get(resource.group) or self._region or self._only_region

    def environment_of(self, resource: Resource) -> Environment | None:
        """What a resource is for, by its tags, else by its platform's; None where none of them says."""
        return _environment(resource.body) or self._group_environments.get(resource.group)

    def shown(self, resource: Resource) -> str:
        """A resource's address; with its stack where two stacks have the same."""
        if self._addresses[resource.address] > 1 and resource.stack:
            return f"{resource.stack}/{resource.address}"
        return resource.address

    @cached_property
    def _addresses(self) -> Counter[str]:
        return Counter(one.address for one in self.resources)

    @cached_property
    def _groups(self) -> dict[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for one in self.resources:
            found.setdefault(one.group, []).append(one)
        return found

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[Resource]]:
        found: dict[tuple[str, str], list[Resource]] = {}
        for one in self.resources:
            found.setdefault((one.stack, re.sub(r"\[[^\]]*\]$", "", one.address)), []).append(one)
        return found

    def _location(self, resource: Resource) -> str | None:
        value = resource.body.get("location")
        if not isinstance(value, str):
            return None
        match = _REFERENCE.fullmatch(value)
        if match:
            other = self.target(resource, value, match[1])
            value = other.body.get("location") if other is not None and match[4] == "location" else None
        if not isinstance(value, str) or "${" in value:
            return None
        found = find_region(value)
        return found.name if found else value

    @cached_property
    def _group_regions(self) -> dict[str, str]:
        """Where each platform stands: where its workspace does, else where all of it does."""
        regions: dict[str, str] = {}
        for group, resources in self._groups.items():
            located = [(one, found) for one in resources if (found := self._location(one))]
            of_workspaces = {found for one, found in located if one.type == "azurerm_databricks_workspace"}
            everywhere = {found for _, found in located}
            for places in (of_workspaces, everywhere):
                if len(places) == 1:
                    regions.setdefault(group, next(iter(places)))
        return regions

    @cached_property
    def _only_region(self) -> str | None:
        places = set(self._group_regions.values())
        return next(iter(places)) if len(places) == 1 else None

    @cached_property
    def _group_environments(self) -> dict[str, Environment]:
        found: dict[str, Environment] = {}
        for group, resources in self._groups.items():
            said = {word for one in resources if (word := _environment(one.body))}
            if len(said) == 1:
                found[group] = next(iter(said))
        return found


def _environment(body: Body) -> Environment | None:
    for tags in (body.get("tags"), body.get("custom_tags")):
        if isinstance(tags, Mapping):
            word = str(tags.get("environment", "")).lower()
            for known in ENVIRONMENTS:
                if word == known:
                    return known
    return None


def block(value: object) -> Body:
    """The first of nested blocks; an empty one where there is none."""
    return next(iter(blocks(value)), {})


def number(value: object) -> float | None:
    """A number, also where it is written as text; None where it is none, or not known yet."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(value) if isinstance(value, int | float | str) else None
    except (ValueError, OverflowError):
        return None
    return found if found is not None and 0 <= found < 1e12 else None


def text(value: object) -> str | None:
    """A text that is known; None where it is a reference, or none."""
    return value if isinstance(value, str) and value and "${" not in value else None


def rules(value: object) -> Mapping[str, Any]:
    """The rules of a cluster policy, which stand in a text; none where it cannot be read."""
    try:
        found = json.loads(value) if isinstance(value, str) else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
