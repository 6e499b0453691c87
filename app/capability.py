"""What the product does, for programs and agents: plan a platform from a request."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from app.intent.reading import IncompleteRequest
from app.platform_draft import draft_platform
from app.scenario import scenario_of
from app.sizing.decide import InfrastructureDecision, decide
from blueprints.composition import compose
from blueprints.matching.blueprint_match import BlueprintMatch, MatchType
from blueprints.matching.matcher import match
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


class ManualStep(_Part):
    """One thing that is left to do by hand.

    Args:
        feature: The wish that it serves; None where the blueprint always leaves it to do.
        text: What to do, one sentence.
        minutes: How long that takes somebody who knows Azure; None where nobody can say.
        link: Where it is described; empty where nowhere.
    """

    feature: str | None = None
    text: str
    minutes: int | None = None
    link: str = ""

    @property
    def described(self) -> str:
        """On one line."""
        wish = f"{self.feature}: " if self.feature else ""
        minutes = f" ({self.minutes} minutes)" if self.minutes is not None else ""
        return f"{wish}{self.text}{minutes} {self.link}".rstrip()


class Alternative(_Part):
    """Another blueprint and how well it fits.

    Args:
        name: Its name.
        score: 0 to 1.
        why: What speaks for it and against it.
        lacks: Wished features that it does not have.
    """

    name: str
    score: float
    why: str
    lacks: tuple[str, ...] = ()


class MatchReason(_Part):
    """Where a part of the match's score came from.

    Args:
        what: workload, environment or features.
        points: What it brought.
        of: The most it can bring.
        why: In words.
    """

    what: str
    points: float
    of: float
    why: str


class CapabilityPlan(_Part):
    """What would be built for a request, and what would not.

    Args:
        status: ready; partial where a wish is not in it or something is left to do by hand; unsupported where no
            blueprint fits.
        match_type: exact, close, partial or none.
        confidence: 0 to 1: how well the blueprint fits, less what was not understood.
        blueprint_name: The blueprint; None where none fits.
        request: What was asked for.
        parser: What read it: `rules`, a model as `openai/NAME`, or `file`.
        because: Why this blueprint, a sentence each.
        decision: Sizes, cost and why; None where no blueprint fits.
        names: Names by kind.
        resources: What would be made, by layer.
        supported_features: Wished features that it has.
        unsupported_features: Wished features that it does not have.
        manual_steps: What is left to do by hand, in order.
        feature_requests_to_log: Wished features that nothing here builds; worth counting.
        reasons: Where the match's score came from.
        alternative_blueprints: The two next best; all of them, best first, where none fits.
        estimated_monthly_cost_usd: Expected cost of compute, USD a month.
        estimated_time_minutes: From approval to a usable platform.
        requires_approval: Whether a person approves before anything is built.
        message: All of it for people, in lines; it ends with what they have to decide.
        platform: The platform file's content; None where no blueprint fits.
    """

    status: Status
    match_type: MatchType
    confidence: float
    blueprint_name: str | None
    request: InfrastructureRequest
    parser: str
    because: tuple[str, ...]
    decision: InfrastructureDecision | None = None
    names: dict[str, str] = {}
    resources: tuple[PlannedResource, ...] = ()
    supported_features: tuple[str, ...] = ()
    unsupported_features: tuple[str, ...] = ()
    manual_steps: tuple[ManualStep, ...] = ()
    feature_requests_to_log: tuple[str, ...] = ()
    reasons: tuple[MatchReason, ...] = ()
    alternative_blueprints: tuple[Alternative, ...] = ()
    estimated_monthly_cost_usd: float | None = None
    estimated_time_minutes: int | None = None
    requires_approval: bool
    message: str = ""
    platform: Platform | None = None


def plan(
    request: InfrastructureRequest, *, name: str | None = None, parser: str = "rules", today: date | None = None
) -> CapabilityPlan:
    """Plan a platform: match, sizes, names, cost. Builds nothing.

    Args:
        request: What is wished.
        name: The platform's name; `{team}-{workload}-{environment}` if left out.
        parser: What read the request, for the record.
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
        return _unsupported(request, found, parser)
    had = request.model_copy(update={"features": found.supported_features})
    decision = decide(had, found.blueprint, today=today)
    platform = draft_platform(request, found, found.blueprint, decision, name=name, parser=parser)
    steps = _manual_steps(found)
    return _worded(
        CapabilityPlan(
            status="partial" if steps or found.unsupported_features else "ready",
            match_type=found.match_type,
            confidence=_confidence(request, found.confidence),
            blueprint_name=found.blueprint.name,
            request=request,
            parser=parser,
            because=found.because,
            decision=decision,
            names=_names(platform),
            resources=_resources(platform),
            supported_features=found.supported_features,
            unsupported_features=found.unsupported_features,
            manual_steps=steps,
            feature_requests_to_log=found.feature_requests_to_log,
            reasons=_reasons(found),
            alternative_blueprints=_alternatives(found),
            estimated_monthly_cost_usd=decision.monthly_cost_usd,
            estimated_time_minutes=decision.minutes,
            requires_approval=request.environment in APPROVED_BY_PEOPLE,
            platform=platform,
        )
    )


def _unsupported(request: InfrastructureRequest, found: BlueprintMatch, parser: str) -> CapabilityPlan:
    return _worded(
        CapabilityPlan(
            status="unsupported",
            match_type=found.match_type,
            confidence=0.0,
            blueprint_name=None,
            request=request,
            parser=parser,
            because=found.because,
            unsupported_features=found.unsupported_features,
            manual_steps=_manual_steps(found),
            feature_requests_to_log=found.feature_requests_to_log,
            reasons=_reasons(found),
            alternative_blueprints=_alternatives(found),
            requires_approval=True,
        )
    )


def _worded(plan: CapabilityPlan) -> CapabilityPlan:
    return plan.model_copy(update={"message": scenario_of(plan).text})


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


def _manual_steps(found: BlueprintMatch) -> tuple[ManualStep, ...]:
    steps = [ManualStep.model_validate(step._asdict()) for step in found.manual_steps_required]
    always = found.blueprint.partial_support_notes if found.blueprint else ()
    return (*steps, *(ManualStep(text=note) for note in always))


def _reasons(found: BlueprintMatch) -> tuple[MatchReason, ...]:
    return tuple(MatchReason.model_validate(reason._asdict()) for reason in found.reasons)


def _alternatives(found: BlueprintMatch) -> tuple[Alternative, ...]:
    return tuple(Alternative.model_validate(other._asdict()) for other in found.alternative_blueprints)


def _confidence(request: InfrastructureRequest, score: float) -> float:
    return round(score * max(0.5, 1 - _DOUBT * len(request.not_understood)), 4)
