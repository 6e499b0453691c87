"""A blueprint with its features: everything about a platform that is known before it is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from blueprints.composed.door import resources_of
from blueprints.description import BlueprintDescription
from blueprints.features.feature import Feature, Made
from blueprints.features.vocabulary import CLASSES
from blueprints.library import blueprint
from blueprints.platform import Platform, Sizes
from blueprints.request import Environment
from blueprints.usage import MachineHours, Usage, WarehouseHours

if TYPE_CHECKING:
    from blueprints.composed.resource import Resource

F = TypeVar("F", bound=Feature)

Options = Mapping[str, Mapping[str, Any]]
"""Features by name, each with what the platform file says about it."""


@dataclass(frozen=True)
class Composition:
    """A blueprint with its features, in the order of their needs.

    Args:
        blueprint: The pattern.
        environment: Where it runs.
        region: Where it stands.
        sizes: What was chosen.
        features: Its features, the blueprint's own and the added, by name; what others need comes first.
        cost_limit_usd: The most it may cost, USD a month; None: nobody said.
        resources: What a composed platform names itself, by key; what others need comes first.
        hours_a_month: Hours a month that people and jobs use it; None: what each feature assumes.
    """

    blueprint: BlueprintDescription
    environment: Environment
    region: str
    sizes: Sizes
    features: Mapping[str, Feature]
    cost_limit_usd: float | None = None
    resources: Mapping[str, Resource] = field(default_factory=dict)
    hours_a_month: float | None = None

    def __contains__(self, name: object) -> bool:
        return name in self.features

    def get(self, kind: type[F]) -> F | None:
        """A feature by its class; None where the platform has none."""
        found = self.features.get(kind.about.name)
        return found if isinstance(found, kind) else None

    @property
    def makes(self) -> tuple[Made, ...]:
        """Everything it makes, by layer: the workspace first."""
        found = [Made("azure", "azurerm_resource_group"), Made("azure", "azurerm_databricks_workspace")]
        found += [one for feature in self.features.values() for one in feature.makes(self)]
        found += [one for key, resource in self.resources.items() for one in resource.makes(_identifier(key), self)]
        return tuple(sorted(found, key=lambda one: one.layer != "azure"))

    @property
    def replaces(self) -> dict[str, str]:
        """Types that one of its features replaces when it joins a platform that stands, and why."""
        return {
            kind: f"{name} cannot be added to one that stands"
            for name, feature in self.features.items()
            for kind in feature.about.replaces
        }

    @property
    def usage(self) -> tuple[Usage, ...]:
        """Everything it uses in a month."""
        found = [one for feature in self.features.values() for one in feature.usage(self)]
        found += [one for key, resource in self.resources.items() for one in resource.usage(_identifier(key), self)]
        return tuple(found)

    @property
    def sizes_needed(self) -> frozenset[str]:
        """The sizes that its features need, the tier included."""
        return frozenset({"tier", *(size for feature in self.features.values() for size in feature.about.sizes)})

    @property
    def computes(self) -> bool:
        """Whether machines or warehouses of its own stand ready: of its sizes, or as its resources say."""
        ready = (isinstance(use, MachineHours | WarehouseHours) for use in self.usage)
        return bool(self.sizes_needed - {"tier"}) or any(ready)


def _identifier(key: str) -> str:
    """What tells a resource from the others of its type."""
    return key.partition("-")[2]


def compose(platform: Platform) -> Composition:
    """The composition of a checked platform.

    Args:
        platform: Its features are known and their options right; `blueprints.checking` sees to that.
    """
    pattern = blueprint(platform.blueprint)
    return Composition(
        blueprint=pattern,
        environment=platform.environment,
        region=platform.region,
        sizes=platform.sizes,
        features=features_of(pattern, platform.features),
        cost_limit_usd=platform.cost_limit_usd,
        resources=resources_of(platform),
        hours_a_month=platform.hours_a_month,
    )


def features_of(pattern: BlueprintDescription, added: Options) -> dict[str, Feature]:
    """A blueprint's own features and the added ones, in the order of their needs.

    Args:
        pattern: The blueprint; its own options give way to added ones.
        added: What a platform file says.
    """
    said = {
        name: {**pattern.feature_options.get(name, {}), **added.get(name, {})} for name in pattern.required_features
    }
    said |= {name: {**pattern.feature_options.get(name, {}), **options} for name, options in added.items()}
    return {name: CLASSES[name].model_validate(said[name]) for name in in_order(said)}


def in_order(names: Iterable[str]) -> list[str]:
    """Features so that each comes after those it needs; else in the vocabulary's order, whoever asked first."""
    wanted = set(names)
    found: list[str] = []

    def put(name: str) -> None:
        if name in found or name not in wanted:
            return
        for group in CLASSES[name].about.needs:
            for needed in group:
                put(needed)
        found.append(name)

    for name in CLASSES:
        put(name)
    return found


def with_needs(pattern: BlueprintDescription, wished: Iterable[str]) -> tuple[str, ...]:
    """The wished features and what those need, without what the blueprint has anyway; in order.

    Args:
        pattern: The blueprint. Of a need that several features could meet, the first it can have is taken.
        wished: Features it can have.
    """
    have = {*pattern.required_features, *wished}
    waiting = list(have)
    while waiting:
        for group in CLASSES[waiting.pop()].about.needs:
            if not have & set(group):
                chosen = next((one for one in group if one in pattern.features), group[0])
                have.add(chosen)
                waiting.append(chosen)
    return tuple(name for name in in_order(have) if name not in pattern.required_features)


def conflicts(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of features that exclude each other, each pair once."""
    have = list(names)
    for index, name in enumerate(have):
        for other in have[index + 1 :]:
            if other in CLASSES[name].about.excludes or name in CLASSES[other].about.excludes:
                yield name, other


def unmet(names: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Features whose need is not met, each with what would meet it."""
    have = set(names)
    for name in in_order(have):
        for group in CLASSES[name].about.needs:
            if not have & set(group):
                yield name, group
