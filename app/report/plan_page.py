"""The plan page: what would be built, why, what it costs, and what to type next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.capability import CapabilityPlan
from app.intent.understanding import understood_from
from app.report.again import again
from app.report.missing import by_hand_section, not_built_section
from app.report.page import Page, Section
from app.scenario import minutes_by_hand, nearest_of, scenario_of
from app.sizing.cost import MonthlyCost, age_notes
from app.sizing.decide import InfrastructureDecision
from app.sizing.limits import money
from blueprints.request import InfrastructureRequest
from catalog.regions import regions
from naming.kinds import Kind

_MANAGED_GROUP = Kind.MANAGED_RESOURCE_GROUP.value
"""The one thing that stands there afterwards without being a resource of ours: Azure makes it with the workspace."""


def plan_page(
    plan: CapabilityPlan, *, saved: bool = False, file: Path | None = None, today: date | None = None
) -> Page:
    """The page of a plan.

    Args:
        plan: What was planned.
        saved: Whether its platform file stands already.
        file: The request file that it was read from; None where it was a sentence.
        today: The day that the age of prices is counted to; the current one if left out.
    """
    scenario = scenario_of(plan)
    return Page(
        title=f"Plan for {plan.platform.name}" if plan.platform else "No blueprint fits",
        summary=scenario.headline,
        sections=(
            _understood(plan),
            Section("Match", _match_rows(plan), plan.because),
            by_hand_section([step.described for step in plan.manual_steps], minutes_by_hand(plan.manual_steps)),
            not_built_section(plan.feature_requests_to_log),
            *_sizes(plan.decision),
            *_resources(plan),
            *_cost(plan.decision, today or date.today()),
            *_checks(plan.decision),
            *_to_do(plan.decision),
            _others(plan),
            _not_understood(plan.request),
            _next(plan, scenario.question, saved=saved, file=file),
        ),
    )


def incomplete_page(request: InfrastructureRequest) -> Page:
    """What was understood of a request that does not say enough."""
    return Page(
        title="Not enough to plan",
        summary="It does not say enough to choose a blueprint.",
        sections=(
            Section("Understood", tuple(understood_from(request))),
            _not_understood(request),
        ),
    )


def _understood(plan: CapabilityPlan) -> Section:
    rows = understood_from(plan.request)
    if plan.decision is not None:
        region = plan.decision.region
        default = ", the default" if plan.decision.region_is_default else ""
        rows = [row for row in rows if row[0] != "region"]
        rows.append(("region", f"{region} ({regions()[region].display_name}{default})"))
    if plan.request.unwanted_features:
        rows.append(("not wanted", ", ".join(plan.request.unwanted_features)))
    rows.append(("read by", {"rules": "rules", "file": "the request file"}.get(plan.parser, plan.parser)))
    return Section("Understood", tuple(rows))


def _match_rows(plan: CapabilityPlan) -> tuple[tuple[str, str], ...]:
    rows = [("blueprint", plan.blueprint_name or "none"), ("match", plan.match_type)]
    if plan.blueprint_name:
        rows.append(("confidence", f"{plan.confidence:.0%}"))
    if plan.requires_approval and plan.blueprint_name:
        rows.append(("approval", f"a person approves in {plan.request.environment}"))
    if plan.estimated_time_minutes is not None:
        rows.append(("time", f"about {plan.estimated_time_minutes} minutes from approval"))
    return tuple(rows)


def _sizes(decision: InfrastructureDecision | None) -> list[Section]:
    if decision is None:
        return []
    rows = tuple((key, str(value)) for key, value in decision.sizes.model_dump().items() if value is not None)
    weighed = tuple((choice.of, choice.weighed) for choice in decision.choices if choice.weighed)
    return [Section("Sizes", rows, decision.why), Section("Weighed against", weighed)]


def _resources(plan: CapabilityPlan) -> list[Section]:
    sections = []
    for layer in ("azure", "databricks"):
        rows = [(resource.type, resource.name) for resource in plan.resources if resource.layer == layer]
        if layer == "azure":
            rows += [(kind, name) for kind, name in plan.names.items() if kind == _MANAGED_GROUP]
        sections.append(Section(f"Resources, {layer} layer", tuple(rows)))
    return sections


def _cost(decision: InfrastructureDecision | None, today: date) -> list[Section]:
    if decision is None:
        return []
    cost = decision.cost
    rows = [
        ("expected", f"{money(cost.expected_usd)} of {money(decision.limit_usd)} ({decision.limit_of})"),
        ("low - high", f"{money(cost.low_usd)} - {money(cost.high_usd)}"),
    ]
    for part in cost.parts:
        rows.append((part.what, f"{money(part.expected_usd)} ({money(part.low_usd)} - {money(part.high_usd)})"))
    return [Section("Cost a month, compute", tuple(rows), tuple(_cost_notes(cost, decision.limit_usd, today)))]


def _cost_notes(cost: MonthlyCost, limit_usd: float, today: date) -> list[str]:
    notes = list(cost.assumptions)
    if cost.high_usd > limit_usd:
        notes.append(f"All machines for all of those hours would pass the limit of {money(limit_usd)}.")
    dates = ", ".join(f"{kind} {day}" for kind, day in cost.prices_of.items())
    notes.append(f"List prices of: {dates}.")
    notes += age_notes(cost.prices_of, today)
    notes.append(f"Not covered: {', '.join(cost.not_covered)}.")
    return notes


def _checks(decision: InfrastructureDecision | None) -> list[Section]:
    if decision is None:
        return []
    rows = tuple(
        (check.of, check.text if check.level == "ok" else f"{check.level}: {check.text}") for check in decision.checks
    )
    return [Section("Checks", rows)]


def _to_do(decision: InfrastructureDecision | None) -> list[Section]:
    if decision is None:
        return []
    return [Section("To fill in", decision.to_fill_in, asks=True), Section("Good to know", notes=decision.notes)]


def _others(plan: CapabilityPlan) -> Section:
    title = "Other blueprints" if plan.platform else "Nearest blueprints"
    rows = tuple((other.name, f"{other.score:.0%}; {other.why}") for other in plan.alternative_blueprints)
    return Section(title, rows)


def _not_understood(request: InfrastructureRequest) -> Section:
    return Section(
        "Not understood, left out", notes=(", ".join(request.not_understood),) if request.not_understood else ()
    )


def _next(plan: CapabilityPlan, question: str, *, saved: bool, file: Path | None) -> Section:
    if plan.platform is None:
        nearest = nearest_of(plan)
        if nearest is None:
            return Section(question, notes=("--environment and --workload say it.",), asks=True)
        return Section(
            question, (("plan it", f"lakemason plan {again(nearest.request, file=file)}"),), verbatim=True, asks=True
        )
    name = plan.platform.name
    if saved:
        gaps = plan.decision.to_fill_in if plan.decision else ()
        rows = (
            *(("fill in", f"{where} in platforms/{name}.yaml") for where, _ in gaps),
            ("review", f"platforms/{name}.yaml"),
            ("rehearse", f"lakemason deploy {name} --rehearse"),
        )
        return Section("Next", rows, verbatim=True, asks=True)
    return Section(
        question,
        rows=(("save it", f"lakemason plan {again(plan.request, name=name, file=file)} --save"),),
        verbatim=True,
    )
