"""Holds a request against the blueprints: which fits, how well, and why.

Score: workload 40 %, environment 30 %, features 30 %.

- Workload: 1 if the blueprint lists it, 0.5 if it lists a neighbour or nobody named one, 0.25 if
  the blueprint is a bare workspace, where anything can begin; else 0.
- Environment: 1 if listed, else 0. A blueprint is never chosen where it is not listed.
- Features: the share of the wished ones that it has; 1 if none were wished.

Types: *exact*: workload, environment and every wished feature fit. *partial*: what is missing is in
no blueprint at all and is left to do by hand. *close*: the workload is a neighbour or was not named,
or a wished feature is only in another blueprint, or something unwanted is always part of it. *none*:
no blueprint is allowed in the environment, or those that are share nothing with the workload.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from blueprints.description import BlueprintDescription
from blueprints.features.vocabulary import SUPPORTED
from blueprints.library import BLUEPRINTS
from blueprints.request import InfrastructureRequest, WorkloadType

MatchType = Literal["exact", "close", "partial", "none"]

WORKLOAD_WEIGHT, ENVIRONMENT_WEIGHT, FEATURES_WEIGHT = 0.4, 0.3, 0.3
_NEIGHBOUR, _BARE = 0.5, 0.25
_COMPLEXITY = ("simple", "moderate", "complex")

NEIGHBOURS: dict[WorkloadType, tuple[WorkloadType, ...]] = {
    "ml": ("data_science",),
    "data_science": ("ml", "analytics", "exploration"),
    "data_engineering": ("streaming", "analytics"),
    "analytics": ("bi", "data_science", "data_engineering", "exploration"),
    "bi": ("analytics",),
    "streaming": ("data_engineering",),
    "exploration": ("learning", "testing", "data_science", "analytics"),
    "learning": ("exploration", "testing"),
    "testing": ("exploration", "learning"),
}
"""Workloads that need much the same of a platform."""


@dataclass(frozen=True, kw_only=True)
class BlueprintMatch:
    """A request held against a blueprint.

    Args:
        blueprint: The blueprint; None where none fits.
        score: 0 to 1.
        match_type: exact, close, partial or none.
        because: Why, a sentence each.
        supported_features: Wished features that it has.
        unsupported_features: Wished features that it does not have.
        alternatives: Other blueprints by name, best first, each with its score.
    """

    blueprint: BlueprintDescription | None
    score: float
    match_type: MatchType
    because: tuple[str, ...]
    supported_features: tuple[str, ...] = ()
    unsupported_features: tuple[str, ...] = ()
    alternatives: tuple[tuple[str, float], ...] = ()


def match(request: InfrastructureRequest, blueprints: tuple[BlueprintDescription, ...] = BLUEPRINTS) -> BlueprintMatch:
    """The blueprint that fits a request best, or none with the reasons."""
    ranked = sorted(blueprints, key=lambda one: (-score(request, one), _COMPLEXITY.index(one.complexity)))
    usable = [one for one in ranked if _environment(request, one) and _workload(request, one)]
    if not usable:
        return _no_match(request, ranked)
    chosen = usable[0]
    supported = tuple(feature for feature in request.features if feature in chosen.features)
    unsupported = tuple(feature for feature in request.features if feature not in chosen.features)
    return BlueprintMatch(
        blueprint=chosen,
        score=score(request, chosen),
        match_type=_type(request, chosen, unsupported),
        because=_because(request, chosen, unsupported, blueprints),
        supported_features=supported,
        unsupported_features=unsupported,
        alternatives=_alternatives(request, [one for one in ranked if one is not chosen]),
    )


def score(request: InfrastructureRequest, blueprint: BlueprintDescription) -> float:
    """How well a blueprint fits, 0 to 1."""
    return round(
        WORKLOAD_WEIGHT * _workload(request, blueprint)
        + ENVIRONMENT_WEIGHT * _environment(request, blueprint)
        + FEATURES_WEIGHT * _features(request, blueprint),
        4,
    )


def _workload(request: InfrastructureRequest, blueprint: BlueprintDescription) -> float:
    wished = request.workload_type
    if wished is None:
        return _NEIGHBOUR
    if wished in blueprint.workload_types:
        return 1.0
    if any(neighbour in blueprint.workload_types for neighbour in NEIGHBOURS[wished]):
        return _NEIGHBOUR
    return 0.0 if blueprint.required_features else _BARE


def _environment(request: InfrastructureRequest, blueprint: BlueprintDescription) -> float:
    return 1.0 if request.environment in blueprint.environments else 0.0


def _features(request: InfrastructureRequest, blueprint: BlueprintDescription) -> float:
    if not request.features:
        return 1.0
    return sum(feature in blueprint.features for feature in request.features) / len(request.features)


def _unwanted(request: InfrastructureRequest, blueprint: BlueprintDescription) -> list[str]:
    return [feature for feature in request.unwanted_features if feature in blueprint.required_features]


def _type(request: InfrastructureRequest, blueprint: BlueprintDescription, unsupported: tuple[str, ...]) -> MatchType:
    if request.workload_type not in blueprint.workload_types or _unwanted(request, blueprint):
        return "close"
    if any(feature in SUPPORTED for feature in unsupported):
        return "close"
    return "partial" if unsupported else "exact"


def _because(
    request: InfrastructureRequest,
    chosen: BlueprintDescription,
    unsupported: tuple[str, ...],
    blueprints: tuple[BlueprintDescription, ...],
) -> tuple[str, ...]:
    others = [one for one in blueprints if one is not chosen]
    reasons = [_about_workload(request, chosen, others)]
    allowed_too = any(request.environment in other.environments for other in others)
    only = "" if allowed_too else "the only blueprint "
    reasons.append(f"{chosen.name} is {only}allowed in {request.environment}.")
    fitting = [feature for feature in request.features if feature in chosen.features]
    if fitting:
        reasons.append(f"It has {_listed(fitting)}.")
    for feature in unsupported:
        having = [one for one in others if feature in one.features]
        where = " and ".join(f"{one.name} ({', '.join(one.environments)})" for one in having)
        reasons.append(f"It has no {feature}; {where} has it." if having else f"No blueprint has {feature} yet.")
    reasons += [f"It always has {feature}, which was not wanted." for feature in _unwanted(request, chosen)]
    return tuple(reasons)


def _about_workload(
    request: InfrastructureRequest, chosen: BlueprintDescription, others: list[BlueprintDescription]
) -> str:
    wished, made_for = request.workload_type, _listed(chosen.workload_types)
    if wished is None:
        return f"No workload was named; {chosen.name} is the simplest that fits ({made_for})."
    if wished in chosen.workload_types:
        return f"{chosen.name} is made for {wished}."
    elsewhere = [
        f"{one.name} is made for {wished} but is only allowed in {_listed(one.environments)}."
        for one in others
        if wished in one.workload_types and request.environment not in one.environments
    ]
    if any(neighbour in chosen.workload_types for neighbour in NEIGHBOURS[wished]):
        nearest = f"{chosen.name} is the nearest to {wished}: it is made for {made_for}."
    else:
        nearest = f"{chosen.name} is a bare workspace where {wished} can begin; it is made for {made_for}."
    return " ".join([nearest, *elsewhere])


def _no_match(request: InfrastructureRequest, ranked: list[BlueprintDescription]) -> BlueprintMatch:
    allowed = [one for one in ranked if _environment(request, one)]
    if not allowed:
        because = [f"No blueprint is allowed in {request.environment}."]
    else:
        because = [f"No blueprint for {request.workload_type} is allowed in {request.environment}."]
        because += [f"{one.name} is allowed there, but is made for {_listed(one.workload_types)}." for one in allowed]
    unsupported = tuple(request.features)
    return BlueprintMatch(
        blueprint=None,
        score=0.0,
        match_type="none",
        because=tuple(because),
        unsupported_features=unsupported,
        alternatives=_alternatives(request, ranked),
    )


def _alternatives(request: InfrastructureRequest, ranked: list[BlueprintDescription]) -> tuple[tuple[str, float], ...]:
    """The others by score: those allowed in the environment first."""
    ordered = sorted(ranked, key=lambda one: -_environment(request, one))
    return tuple((one.name, score(request, one)) for one in ordered)


def _listed(values: tuple[str, ...] | list[str]) -> str:
    *most, last = values
    return f"{', '.join(most)} and {last}" if most else last
