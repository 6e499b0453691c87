"""What the product does, for programs and agents: plan a platform from a request."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from app.intent.reading import IncompleteRequest
from app.platform_draft import draft_platform
from app.sizing.decide import InfrastructureDecision, decide
from app.sizing.limits import money
from blueprints.composition import compose
from blueprints.features.vocabulary import FEATURES
from blueprints.library import BLUEPRINTS, blueprint
from blueprints.matching import BlueprintMatch, MatchType, match
from blueprints.names import namer_of, planned_names
from blueprints.platform import Platform
from blueprints.request import Environment, InfrastructureRequest
from naming.config import NamingConfig
from naming.terraform_names import kinds_of_type

Status = Literal["ready", "partial", "unsupported"]

APPROVED_BY_PEOPLE: tuple[Environment, ...] = ("staging", "prod")
"""Environments where a person approves before anything is built."""

_DOUBT = 0.02
"""What each word that was not understood takes from the confidence; at most half of it."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PlannedResource(_Part):
    """One thing that would be made."""

    layer: Literal["azure", "databricks"]
    type: str
    name: str


class Alternative(_Part):
    """Another blueprint and how well it fits."""

    name: str
    score: float


class CapabilityPlan(_Part):
    """What would be built for a request, and what would not.

    Args:
        status: ready; partial where something is left to do by hand; unsupported where no blueprint fits.
        match_type: exact, close, partial or none.
        confidence: 0 to 1: how well the blueprint fits, less what was not understood.
        blueprint_name: The blueprint; None where none fits.
        request: What was asked for.
        because: Why this blueprint, a sentence each.
        decision: Sizes, cost and why; None where no blueprint fits.
        names: Names by kind.
        resources: What would be made, by layer.
        supported_features: Wished features that it has.
        unsupported_features: Wished features that it does not have.
        manual_steps: What is left to do by hand.
        alternative_blueprints: The others, best first.
        estimated_monthly_cost_usd: Expected cost of compute, USD a month.
        estimated_time_minutes: From approval to a usable platform.
        requires_approval: Whether a person approves before anything is built.
        message: All of it in a sentence.
        platform: The platform file's content; None where no blueprint fits.
    """

    status: Status
    match_type: MatchType
    confidence: float
    blueprint_name: str | None
    request: InfrastructureRequest
    because: tuple[str, ...]
    decision: InfrastructureDecision | None = None
    names: dict[str, str] = {}
    resources: tuple[PlannedResource, ...] = ()
    supported_features: tuple[str, ...] = ()
    unsupported_features: tuple[str, ...] = ()
    manual_steps: tuple[str, ...] = ()
    alternative_blueprints: tuple[Alternative, ...] = ()
    estimated_monthly_cost_usd: float | None = None
    estimated_time_minutes: int | None = None
    requires_approval: bool
    message: str
    platform: Platform | None = None


def plan(
    request: InfrastructureRequest, *, name: str | None = None, parser: str = "rules", today: date | None = None
) -> CapabilityPlan:
    """Plan a platform: match, sizes, names, cost. Builds nothing.

    Args:
        request: What is wished.
        name: The platform's name; `{team}-{workload}-{environment}` if left out.
        parser: What read the sentence, for the record.
        today: The day retirements are held against; the current one if left out.

    Raises:
        IncompleteRequest: Team or environment is missing.
        CostLimitExceeded: Nothing fits the limit.
        LakemasonError: The region or a name cannot be used.
    """
    if request.missing:
        raise IncompleteRequest(request)
    found = match(request)
    if found.blueprint is None:
        return _unsupported(request, found)
    decision = decide(request, found.blueprint, today=today)
    platform = draft_platform(request, found, found.blueprint, decision, name=name, parser=parser)
    steps = _manual_steps(found)
    return CapabilityPlan(
        status="partial" if steps else "ready",
        match_type=found.match_type,
        confidence=_confidence(request, found.score),
        blueprint_name=found.blueprint.name,
        request=request,
        because=found.because,
        decision=decision,
        names=_names(platform),
        resources=_resources(platform),
        supported_features=found.supported_features,
        unsupported_features=found.unsupported_features,
        manual_steps=steps,
        alternative_blueprints=_alternatives(found),
        estimated_monthly_cost_usd=decision.monthly_cost_usd,
        estimated_time_minutes=decision.minutes,
        requires_approval=request.environment in APPROVED_BY_PEOPLE,
        message=_message(platform, found.match_type, decision, steps),
        platform=platform,
    )


def _unsupported(request: InfrastructureRequest, found: BlueprintMatch) -> CapabilityPlan:
    return CapabilityPlan(
        status="unsupported",
        match_type=found.match_type,
        confidence=0.0,
        blueprint_name=None,
        request=request,
        because=found.because,
        unsupported_features=found.unsupported_features,
        manual_steps=_manual_steps(found),
        alternative_blueprints=_alternatives(found),
        requires_approval=True,
        message=" ".join(found.because),
    )


def _names(platform: Platform) -> dict[str, str]:
    """The platform's names by kind; of several of one kind, the first."""
    found: dict[str, str] = {}
    for planned in planned_names(platform, NamingConfig.load()):
        if planned.name:
            found.setdefault(planned.kind.value, planned.name)
    return found


def _resources(platform: Platform) -> tuple[PlannedResource, ...]:
    names = namer_of(platform, NamingConfig.load())
    found = []
    for made in compose(platform).makes:
        kinds = kinds_of_type(made.type) if made.components is not None else ()
        name = names.name(kinds[0], **(made.components or {})) if kinds else ""
        found += [PlannedResource(layer=made.layer, type=made.type, name=name)] * made.count
    return tuple(found)


def _manual_steps(found: BlueprintMatch) -> tuple[str, ...]:
    steps = [f"{feature}: {_by_hand(feature)}" for feature in found.unsupported_features]
    return (*steps, *(found.blueprint.partial_support_notes if found.blueprint else ()))


def _by_hand(feature: str) -> str:
    if FEATURES[feature].steps:
        return " ".join(step.text for step in FEATURES[feature].steps)
    having = [one for one in BLUEPRINTS if feature in one.features]
    where = " or ".join(f"{one.name} (in {', '.join(one.environments)})" for one in having)
    return f"Ask for {where}, which has it."


def _alternatives(found: BlueprintMatch) -> tuple[Alternative, ...]:
    return tuple(Alternative(name=name, score=score) for name, score in found.alternatives)


def _confidence(request: InfrastructureRequest, score: float) -> float:
    return round(score * max(0.5, 1 - _DOUBT * len(request.not_understood)), 4)


def _message(
    platform: Platform, match_type: MatchType, decision: InfrastructureDecision, steps: tuple[str, ...]
) -> str:
    display = blueprint(platform.blueprint).display_name
    by_hand = f"; {len(steps)} step{'s' if len(steps) != 1 else ''} left to do by hand" if steps else ""
    return (
        f"{platform.name}: {display} ({match_type} match) in {platform.region},"
        f" about {money(decision.monthly_cost_usd)} a month{by_hand}."
    )
