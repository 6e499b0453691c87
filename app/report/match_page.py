"""The match page: which blueprint fits, where its score came from, and what to type next."""

from __future__ import annotations

from pathlib import Path

from app.intent.understanding import understood_from
from app.report.again import again
from app.report.missing import by_hand_section, not_built_section
from app.report.page import Page, Section
from blueprints.matching.blueprint_match import BlueprintMatch
from blueprints.request import InfrastructureRequest


def match_page(request: InfrastructureRequest, found: BlueprintMatch, *, file: Path | None = None) -> Page:
    """The page of a match.

    Args:
        request: What was asked for.
        found: The answer.
        file: The request file that it was read from; None where it was a sentence.
    """
    rows = understood_from(request)
    if request.unwanted_features:
        rows.append(("not wanted", ", ".join(request.unwanted_features)))
    return Page(
        title=f"Match for {request.team}" if request.team else "Match",
        summary=_summary(found),
        sections=(
            Section("Understood", tuple(rows)),
            Section("Why", notes=found.because),
            _score(found),
            _by_hand(found),
            not_built_section(found.feature_requests_to_log),
            Section(
                "Other blueprints" if found.blueprint else "Nearest blueprints",
                tuple((one.name, f"{one.score:.0%}; {one.why}") for one in found.alternative_blueprints),
            ),
            Section("Not understood, left out", notes=tuple(filter(None, [", ".join(request.not_understood)]))),
            Section("Next", (("plan it", f"lakemason plan {again(request, file=file)}"),), verbatim=True),
        ),
    )


def _summary(found: BlueprintMatch) -> str:
    if found.blueprint is None:
        return "No blueprint fits."
    return f"{found.blueprint.name}: {found.match_type} match, {found.confidence:.0%}. {found.blueprint.description}"


def _score(found: BlueprintMatch) -> Section:
    rows = [(one.what, f"{one.points:.2f} of {one.of:.2f}: {one.why}" if one.of else one.why) for one in found.reasons]
    of = "" if found.blueprint or not found.ranked else f" of {found.ranked[0].candidate.description.name}"
    return Section(f"Score{of}", tuple(rows))


def _by_hand(found: BlueprintMatch) -> Section:
    steps = [step.described for step in found.manual_steps_required]
    always = found.blueprint.partial_support_notes if found.blueprint else ()
    return by_hand_section([*steps, *always], sum(step.minutes for step in found.manual_steps_required))
