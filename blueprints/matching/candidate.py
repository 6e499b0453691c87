"""A blueprint made ready to be held against many requests."""

from __future__ import annotations

from typing import NamedTuple

from blueprints.composition import conflicts, with_needs
from blueprints.description import BlueprintDescription
from blueprints.features.vocabulary import CLASSES
from blueprints.matching.weights import Weights
from blueprints.request import BLUEPRINT_PREFIX, ENVIRONMENTS, WORKLOAD_TYPES, Environment, WorkloadType

Order = tuple[float, int, int, bool, int, int, int, str]
"""What standings are sorted by, the smallest first."""

_NOWHERE: frozenset[Environment] = frozenset()


class Wishes(NamedTuple):
    """What matters of a request, each feature once and in no order of anybody's making.

    Args:
        workload: What it is for; None where nobody said.
        environment: Where it runs; None where nobody said.
        features: Wished features, sorted.
        unwanted: Features to be left out, sorted.
        blueprint: The blueprint that was asked for by name; None where nobody named one.
    """

    workload: WorkloadType | None
    environment: Environment | None
    features: tuple[str, ...]
    unwanted: tuple[str, ...]
    blueprint: str | None = None


class Standing(NamedTuple):
    """How a blueprint stands to a request.

    Args:
        score: 0 to 1.
        order: Sorts standings, best first; no two of different blueprints are equal.
        workload: Share of the workload's points, 0 to 1.
        environment: Share of the environment's points, 0 to 1.
        features: Share of the features' points, 0 to 1.
        candidate: The blueprint.
    """

    score: float
    order: Order
    workload: float
    environment: float
    features: float
    candidate: Candidate


class Candidate:
    """A blueprint made ready to be held against many requests.

    Args:
        description: The blueprint.
        weights: How scores are made up.
    """

    def __init__(self, description: BlueprintDescription, weights: Weights) -> None:
        self.description = description
        self._weights = weights
        self._required = frozenset(description.required_features)
        self._environments = frozenset(description.environments)
        self._general = len(description.workload_types) >= weights.general_from
        self._cost = _place(description.name, weights.cheapest_first)
        self._workloads = {None: (weights.unsaid, 0)} | {one: self._workload(one) for one in WORKLOAD_TYPES}
        self._had: dict[Environment | None, frozenset[str]] = {}

    def stand(self, wishes: Wishes) -> Standing:
        """Its score for a request, and its place among others."""
        workload, place = self._workloads[wishes.workload]
        environment = self.environment(wishes.environment)
        features = self._share(wishes, workload, environment)
        weights = self._weights
        score = round(weights.workload * workload + weights.environment * environment + weights.features * features, 4)
        asked = len(self._required.intersection(wishes.features))
        unasked = len(self._required) - asked
        order = (
            -score,
            len(self._required.intersection(wishes.unwanted)),
            -asked if wishes.workload is None and asked >= weights.own_from else 0,
            self._general and unasked > asked,
            place,
            unasked + len(wishes.features) - asked,
            self._cost,
            self.description.name,
        )
        return Standing(score, order, workload, environment, features, self)

    def environment(self, wished: Environment | None) -> float:
        """Share of the environment's points, 0 to 1; 0 means that it may not stand there."""
        if wished is None:
            return self._weights.unsaid
        return 1.0 if wished in self._environments else 0.0

    def has(self, feature: str, environment: Environment | None) -> bool:
        """Whether it has a feature or can be given it there, with all that the feature needs.

        Args:
            feature: Its name; False where nothing by that name can be built.
            environment: Where; None: wherever the blueprint may stand.
        """
        return feature in self._had_in(environment)

    def workload(self, wished: WorkloadType) -> float:
        """Share of the workload's points, 0 to 1."""
        return self._workloads[wished][0]

    def bare(self, wished: WorkloadType) -> bool:
        """Whether it is an empty workspace that was made for other things, and for nothing near."""
        made_for = self.description.workload_types
        return not self._required and not {wished, *self._weights.neighbours.get(wished, ())} & {*made_for}

    def named(self, wishes: Wishes) -> bool:
        """Whether it was asked for by its name, whole or without what all names start with."""
        name = self.description.name
        return wishes.blueprint in (name, f"{BLUEPRINT_PREFIX}{name}")

    def own(self, wishes: Wishes) -> list[str]:
        """What it always has of the wished features."""
        return [name for name in wishes.features if name in self._required]

    def unwanted(self, wishes: Wishes) -> list[str]:
        """What it always has though it was to be left out."""
        return [name for name in wishes.unwanted if name in self._required]

    def excluding(self, feature: str) -> list[str]:
        """What it always has that keeps a feature out."""
        if feature not in CLASSES:
            return []
        pairs = conflicts((*self.description.required_features, feature))
        return [one for pair in pairs if feature in pair for one in pair if one != feature]

    def _share(self, wishes: Wishes, workload: float, environment: float) -> float:
        if not wishes.features:
            return 1.0 if workload == 1 or environment else 0.0
        return len(self._had_in(wishes.environment).intersection(wishes.features)) / len(wishes.features)

    def _had_in(self, environment: Environment | None) -> frozenset[str]:
        """Everything that it has or can be given there; worked out once."""
        found = self._had.get(environment)
        if found is None:
            where = frozenset((environment,)) if environment else self._environments
            names = {*self._required, *self.description.features}
            found = self._had[environment] = frozenset(one for one in names if not where.isdisjoint(self._allowed(one)))
        return found

    def _workload(self, wished: WorkloadType) -> tuple[float, int]:
        """Share of the points, and where in its list: what a blueprint names first it suits best."""
        made_for = self.description.workload_types
        if wished in made_for:
            return 1.0, made_for.index(wished)
        if any(neighbour in made_for for neighbour in self._weights.neighbours.get(wished, ())):
            return self._weights.neighbour, 0
        return (0.0 if self._required else self._weights.bare), 0

    def _allowed(self, feature: str) -> frozenset[Environment]:
        if feature in self._required:
            return frozenset(ENVIRONMENTS)
        if feature not in CLASSES:
            return _NOWHERE
        added = with_needs(self.description, [feature])
        possible = set(self.description.features).issuperset(added)
        if not possible or any(conflicts((*self.description.required_features, *added))):
            return _NOWHERE
        return frozenset.intersection(*(frozenset(CLASSES[name].about.environments) for name in added))


def _place(name: str, names: tuple[str, ...]) -> int:
    return names.index(name) if name in names else len(names)
