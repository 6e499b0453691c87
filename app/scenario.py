"""A plan in the words of whoever asked: what is automated, what is left to do, and the question that follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.duration import about
from app.sizing.limits import money
from blueprints.library import blueprint
from blueprints.matching.matcher import match
from blueprints.matching.words import listed
from blueprints.request import InfrastructureRequest

if TYPE_CHECKING:
    from app.capability import CapabilityPlan, ManualStep


@dataclass(frozen=True)
class Scenario:
    """One of three: built in full, built in part, not built.

    Args:
        headline: What happens, one or two sentences.
        details: What belongs to it, a line each: steps by hand are numbered.
        question: What somebody has to decide now.
    """

    headline: str
    details: tuple[str, ...]
    question: str

    @property
    def text(self) -> str:
        """All of it, in lines."""
        return "\n".join((self.headline, *self.details, self.question))


def scenario_of(plan: CapabilityPlan) -> Scenario:
    """Which of the three a plan is, in words.

    Args:
        plan: The plan; its message is not read.
    """
    if plan.platform is None:
        return _unsupported(plan)
    return _full(plan) if plan.status == "ready" else _partial(plan)


def step_lines(steps: tuple[ManualStep, ...]) -> tuple[str, ...]:
    """Steps by hand, numbered, each with its minutes and its link."""
    return tuple(f"{number}. {step.described}" for number, step in enumerate(steps, start=1))


def minutes_by_hand(steps: tuple[ManualStep, ...]) -> int:
    """Minutes that all steps take together."""
    return sum(step.minutes or 0 for step in steps)


def left_out(plan: CapabilityPlan) -> tuple[str, ...]:
    """What was said and is not in a plan: wishes that fit no field, and a blueprint that may not stand there."""
    sizes = plan.decision.sizes if plan.decision else None
    machines = f"{sizes.worker_type} {sizes.driver_type}".lower().split("_") if sizes else []
    named = plan.request.blueprint
    said = [one for one in plan.request.additional_requirements if one.lower() not in machines]
    return (*([named] if named and named != plan.blueprint_name else []), *said)


def _full(plan: CapabilityPlan) -> Scenario:
    left = left_out(plan)
    full = "" if left else " in full"
    but = f"; {len(left)} wish{'es were' if len(left) > 1 else ' was'} left out" if left else ""
    headline = f"{_name(plan)} can be built{full}{_once(plan)}{but}: {_built(plan)}."
    return Scenario(headline, (*_left_out(plan), *_fill_in(plan)), "Proceed?")


def _partial(plan: CapabilityPlan) -> Scenario:
    missing = f", without {listed(plan.unsupported_features)}" if plan.unsupported_features else ""
    headline = f"{_name(plan)} can be built in part{_once(plan)}{missing}. Automated: {_built(plan)}."
    details = [*_elsewhere(plan), *_left_out(plan), *_by_hand(plan), *_fill_in(plan), *_logged(plan)]
    return Scenario(headline, tuple(details), "Proceed with the automated part?")


def _unsupported(plan: CapabilityPlan) -> Scenario:
    nearest = [f"- {other.name} ({other.score:.0%}): {other.why}." for other in plan.alternative_blueprints[:3]]
    details = [*plan.because, *(["The nearest blueprints:"] if nearest else []), *nearest, *_by_hand(plan)]
    offer = _offer(plan)
    return Scenario("This cannot be automated as it was asked for.", (*details, *_logged(plan)), offer)


def _name(plan: CapabilityPlan) -> str:
    assert plan.platform is not None
    return plan.platform.name


def _built(plan: CapabilityPlan) -> str:
    assert plan.platform is not None
    assert plan.decision is not None
    count = len(plan.resources)
    return (
        f"{blueprint(plan.platform.blueprint).display_name} ({plan.match_type} match) in {plan.platform.region},"
        f" {count} resource{'s' if count != 1 else ''}, about {plan.estimated_time_minutes} minutes,"
        f" about {money(plan.decision.monthly_cost_usd)} a month"
    )


def _elsewhere(plan: CapabilityPlan) -> list[str]:
    """Wishes that this blueprint does not have though there is a feature for them: why, and who has them."""
    names = [name for name in plan.unsupported_features if name not in plan.feature_requests_to_log]
    why = [one for one in plan.because if any(name in one for name in names)]
    return [f"Not in it: {listed(names)}. {' '.join(why)}"] if names else []


def _left_out(plan: CapabilityPlan) -> list[str]:
    left = left_out(plan)
    return [f"Not taken into account: {', '.join(left)}."] if left else []


def _by_hand(plan: CapabilityPlan) -> list[str]:
    if not plan.manual_steps:
        return []
    return [f"By hand, {about(minutes_by_hand(plan.manual_steps))}:", *step_lines(plan.manual_steps)]


def _once(plan: CapabilityPlan) -> str:
    """What somebody has to write first, as a part of a sentence; empty where there is nothing."""
    gaps = _gaps(plan)
    return f" once {listed(gaps)} {'are' if len(gaps) > 1 else 'is'} written in its file" if gaps else ""


def _fill_in(plan: CapabilityPlan) -> list[str]:
    gaps = _gaps(plan)
    return [f"To fill in before it can be built: {listed(gaps)}."] if gaps else []


def _gaps(plan: CapabilityPlan) -> list[str]:
    return list(dict.fromkeys(where for where, _ in plan.decision.to_fill_in)) if plan.decision else []


def _logged(plan: CapabilityPlan) -> list[str]:
    names = plan.feature_requests_to_log
    return [f"To be logged as asked for: {listed(names)}."] if names else []


def _offer(plan: CapabilityPlan) -> str:
    nearest = nearest_of(plan)
    if nearest is None:
        return "Ask for another environment or workload?"
    return f"Plan {nearest.blueprint} instead, with {nearest.change}?"


@dataclass(frozen=True)
class Nearest:
    """What could be asked for instead.

    Args:
        blueprint: What would be built.
        change: What has to change in the request, in words.
        request: The request with that change.
    """

    blueprint: str
    change: str
    request: InfrastructureRequest


def nearest_of(plan: CapabilityPlan) -> Nearest | None:
    """The nearest blueprint that fits once the environment or the workload is another one; None where none does."""
    for other in plan.alternative_blueprints:
        pattern = blueprint(other.name)
        if plan.request.environment not in pattern.environments:
            change, field, value = "environment", "environment", str(pattern.environments[0])
        else:
            change, field, value = "workload", "workload_type", str(pattern.workload_types[0])
        request = plan.request.model_copy(update={field: value})
        found = match(request)
        if found.blueprint is not None:
            return Nearest(found.blueprint.name, f"{change} {value}", request)
    return None
