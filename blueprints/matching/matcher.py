"""Chooses the blueprint for a request.

Score: workload 40 %, environment 30 %, features 30 % (`weights.py`).

- Workload: all of it if the blueprint lists it, half if it lists a neighbour or nobody named one, a quarter if the
  blueprint is a bare workspace, where anything can begin.
- Environment: all of it if listed; half if nobody named one. A blueprint is never chosen where it may not stand: a
  platform file that says so would be refused.
- Features: the share of the wished ones that it has or can be given there, with what they need. Where none were
  wished, all of it if the workload or the environment fits.

A blueprint that was asked for by its name is taken wherever it may stand, whatever it scores; where it may not, the
next best is, and that is said.

Types, in this order: *none*: no blueprint that may stand there reaches half. *partial*: nothing here builds one of the
wishes; it is left to do by hand. *exact*: every wish fits, the blueprint that was named too, and nothing unwanted is
always part of it. *close*: the rest.

Between equals comes first: the one that always has least of what is unwanted; where nobody named a workload, the one
that always has most of what was wished, from two features on; one made for the workload before one for
general use, unless most of what that always has was wished; the one that names the workload earlier; the one whose own
features are nearest to the wished ones; the cheaper; the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from blueprints.composition import conflicts
from blueprints.description import BlueprintDescription
from blueprints.features.vocabulary import CLASSES
from blueprints.library import BLUEPRINTS
from blueprints.matching.blueprint_match import BlueprintMatch, MatchType
from blueprints.matching.candidate import Candidate, Order, Standing, Wishes
from blueprints.matching.weights import WEIGHTS, Weights
from blueprints.request import InfrastructureRequest


class BlueprintMatcher:
    """Holds requests against blueprints; make one and use it for many.

    Args:
        blueprints: What may be chosen; those of the library if left out.
        weights: How scores are made up.
    """

    def __init__(self, blueprints: Sequence[BlueprintDescription] = BLUEPRINTS, *, weights: Weights = WEIGHTS) -> None:
        self._candidates = [Candidate(one, weights) for one in blueprints]
        self._weights = weights

    def match(self, request: InfrastructureRequest) -> BlueprintMatch:
        """The blueprint that fits a request best, or none, with the reasons.

        Args:
            request: What is wished; any field may be left open.
        """
        wishes = Wishes(
            request.workload_type,
            request.environment,
            tuple(sorted(set(request.features))),
            tuple(sorted(set(request.unwanted_features))),
            request.blueprint,
        )
        ranked = tuple(sorted((one.stand(wishes) for one in self._candidates), key=_order))
        named = next((one for one in ranked if one.environment and one.candidate.named(wishes)), None)
        if named is not None:
            return BlueprintMatch(wishes, self._type(wishes, named), ranked, named, self._weights)
        best = next((one for one in ranked if one.environment), None)
        if best is None or best.score < self._weights.none_below:
            return BlueprintMatch(wishes, "none", ranked, None, self._weights)
        return BlueprintMatch(wishes, self._type(wishes, best), ranked, best, self._weights)

    def _type(self, wishes: Wishes, best: Standing) -> MatchType:
        if not all(name in CLASSES for name in wishes.features):
            return "partial"
        fits = best.environment == 1 and best.features == 1 and best.score > self._weights.exact_above
        if wishes.blueprint and not best.candidate.named(wishes):
            return "close"
        if not fits or best.order[1] or any(conflicts(wishes.features)):
            return "close"
        return "exact"


def match(request: InfrastructureRequest) -> BlueprintMatch:
    """The blueprint of the library that fits a request best, or none, with the reasons."""
    return _matcher().match(request)


@cache
def _matcher() -> BlueprintMatcher:
    return BlueprintMatcher()


def _order(standing: Standing) -> Order:
    return standing.order
