"""Drafts the platform file of a plan."""

from __future__ import annotations

from pydantic import ValidationError

from app.sizing.decide import InfrastructureDecision
from blueprints.description import BlueprintDescription
from blueprints.matching.blueprint_match import BlueprintMatch
from blueprints.platform import MAX_NAME, Origin, Platform
from blueprints.request import InfrastructureRequest
from naming.errors import LakemasonError


def draft_platform(
    request: InfrastructureRequest,
    found: BlueprintMatch,
    chosen: BlueprintDescription,
    decision: InfrastructureDecision,
    *,
    name: str | None,
    parser: str,
) -> Platform:
    """The platform that a decision describes.

    Args:
        request: What was wished; team and environment are known.
        found: How it was matched, for the record.
        chosen: The blueprint.
        decision: Its sizes.
        name: The platform's name; `{team}-{workload}-{environment}` if left out.
        parser: What read the sentence, for the record.

    Raises:
        LakemasonError: The name, or a value of the request, may not stand in a platform file.
    """
    name = name or f"{request.team}-{decision.workload.replace('_', '-')}-{request.environment}"
    if len(name) > MAX_NAME:
        raise LakemasonError(
            f"The platform's name {name!r} has {len(name)} characters; allowed are {MAX_NAME}.",
            fix="Give a shorter one with --name.",
        )
    origin = Origin(
        asked_by=request.requested_by,
        sentence=request.sentence,
        parser=parser,
        match=found.match_type,
        because=found.because,
    )
    content: dict[str, object] = {
        "name": name,
        "blueprint": chosen.name,
        "team": request.team,
        "environment": request.environment,
        "workload": decision.workload,
        "region": decision.region,
        "sizes": decision.sizes,
        "features": {feature: {} for feature in decision.features},
        "cost_limit_usd": decision.limit_usd,
        "hours_a_month": request.hours_a_month,
        "origin": origin,
    }
    try:
        return Platform.model_validate(content)
    except ValidationError as error:
        wrong = [f"{one['loc'][0]}: {_said(one['msg'])}; got {one['input']!r}" for one in error.errors()]
        raise LakemasonError("\n".join(wrong), fix="Give another value: --name or --team.") from None


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")
