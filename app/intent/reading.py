"""The way in: a sentence and what was given beside it become one request, or an error that helps."""

from __future__ import annotations

import difflib
import re

from app.intent.parsers import IntentParser
from app.intent.rules import parse, unwanted_regions
from app.intent.rules_lexicon import Field, lexicon
from app.intent.rules_tokens import phrase_key
from app.intent.understanding import understood
from blueprints.matching.named import named_blueprint
from blueprints.platform import MAX_NAME, SLUG
from blueprints.request import (
    ENVIRONMENT_ALIASES,
    ENVIRONMENTS,
    WORKLOAD_ALIASES,
    WORKLOAD_TYPES,
    InfrastructureRequest,
    Source,
    name_key,
)
from catalog.regions import DEFAULT_REGION, RegionError, offered_region
from naming.errors import LakemasonError, RuleError, UsageError

_SAID_REGION = re.compile(
    r"\b(?:region\s*(?:is\s|[:=])\s*(?P<after>[\w-]+)|(?P<before>[\w-]+)\s+region\b)", re.IGNORECASE
)

EXAMPLE = "I need Databricks for ML team in dev environment"


class IncompleteRequest(LakemasonError):
    """A request that does not say enough to choose a blueprint.

    Args:
        request: What was understood.
    """

    def __init__(self, request: InfrastructureRequest) -> None:
        said = understood(request)
        missing = " and ".join(f"the {field}" for field in request.missing)
        super().__init__(
            f"Missing: {missing}. Understood: {', '.join(f'{k} {v}' for k, v in said) or 'nothing'}.",
            fix=f'Say it in the sentence, such as "{EXAMPLE}", or give '
            + " and ".join(f"--{field}" for field in request.missing)
            + ".",
        )
        self.request = request


def read_request(
    sentence: str = "",
    *,
    team: str | None = None,
    environment: str | None = None,
    workload: str | None = None,
    region: str | None = None,
    blueprint: str | None = None,
    requested_by: str = "",
    parser: IntentParser | None = None,
) -> InfrastructureRequest:
    """Read a sentence; what is given beside it wins. What nobody said stays None.

    Args:
        sentence: What someone wrote.
        team: Who it is for, as a slug.
        environment: dev, staging, prod or sandbox, or another word for one.
        workload: What it is for, or another word for it.
        region: Azure region in any spelling.
        blueprint: The name of the blueprint to take, with or without `databricks-`.
        requested_by: Who asked, for the record.
        parser: What reads the sentence; the rules if left out.

    Raises:
        UsageError: A given value is none of those allowed.
        RegionError: A region that is none, given or said (`region=atlantis`): the default would be a surprise.
            Or the sentence rules out the default and names no other.
    """
    given: dict[str, object] = {}
    if team is not None:
        given["team"] = _team(team)
    if environment is not None:
        given["environment"] = _value("environment", environment, ENVIRONMENTS)
    if workload is not None:
        given["workload_type"] = _value("workload", workload, WORKLOAD_TYPES)
    if region is not None:
        given["region"] = offered_region(region).name
    if blueprint is not None:
        given["blueprint"] = _blueprint(blueprint)
    read = parser.parse if parser and sentence else parse
    request = read(sentence, requested_by=requested_by)
    if request.region is None and region is None:
        _refuse_unknown_region(request)
        _refuse_unwanted_default(request)
    said = {
        "team": team,
        "environment": environment,
        "workload_type": workload,
        "region": region,
        "blueprint": blueprint,
    }
    flags = {field: Source(origin="flag", words=text) for field, text in said.items() if text is not None}
    sources = {**request.sources, **flags}
    return InfrastructureRequest.model_validate({**request.model_dump(), **given, "sources": sources})


def with_answer(request: InfrastructureRequest, field: str, answer: str) -> InfrastructureRequest:
    """A request with what somebody answered when asked for a field.

    Args:
        request: What is known so far.
        field: team or environment.
        answer: What was typed.

    Raises:
        LakemasonError: It cannot be used.
    """
    given = read_request(team=answer) if field == "team" else read_request(environment=answer)
    source = Source(origin="answer", words=answer)
    return request.model_copy(update={field: getattr(given, field), "sources": {**request.sources, field: source}})


def _refuse_unknown_region(request: InfrastructureRequest) -> None:
    """Where a word beside the word region means nothing, say so."""
    for found in _SAID_REGION.finditer(request.sentence):
        said = found["after"] or found["before"]
        if said in request.not_understood:
            offered_region(said)


def _refuse_unwanted_default(request: InfrastructureRequest) -> None:
    """Where nothing but the default is left, and that is not wanted, say so."""
    if DEFAULT_REGION in unwanted_regions(request.sentence):
        raise RegionError(
            f"The sentence rules out {DEFAULT_REGION}, which is the region where none is named.",
            fix="Give the region to use with --region.",
        )


def _team(text: str) -> str:
    slug = re.sub(r"[\s_-]+", "-", text.strip().lower())
    if SLUG.fullmatch(slug) and len(slug) <= MAX_NAME:
        return slug
    near = re.sub(r"[^a-z0-9]+", "-", slug).strip("-")
    raise RuleError(
        "--team",
        allowed="lower-case letters, digits and single hyphens",
        got=text,
        fix=f"Did you mean {near}?" if near else "",
    )


def _blueprint(text: str) -> str:
    try:
        return named_blueprint(text)
    except LakemasonError as error:
        raise UsageError(f"--blueprint: {error}") from None


def _value(field: Field, text: str, allowed: tuple[str, ...]) -> str:
    key = name_key(text)
    key = {**ENVIRONMENT_ALIASES, **WORKLOAD_ALIASES}.get(key, key)
    if key in allowed:
        return key
    for meaning in lexicon().get(phrase_key(text), ()):
        if meaning.field == field and meaning.weight == 3:
            return meaning.value
    near = difflib.get_close_matches(key, allowed, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise UsageError(f"--{field}: allowed is {', '.join(allowed)}; got {text!r}.{hint}")
