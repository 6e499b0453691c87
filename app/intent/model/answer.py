"""What a model may say: the fields of a request that a sentence can fill, as a JSON schema and as a checked answer."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import ValidationError

from app.intent.rules_money import find_money
from app.sizing.limits import environment_limit
from blueprints.features.vocabulary import FEATURES
from blueprints.matching.named import NAMES
from blueprints.platform import MAX_NAME, SLUG
from blueprints.request import ENVIRONMENTS, InfrastructureRequest, Source
from catalog.regions import regions
from naming.errors import LakemasonError

FIELDS: dict[str, str] = {
    "team": "Who it is for: the team's name as the sentence has it, lower case, hyphens for spaces; null if unsaid.",
    "environment": "Where it runs; null if unsaid.",
    "workload_type": "What it is mainly for; null if unclear.",
    "blueprint": "The blueprint that is asked for by its name; null if none is, also where one would fit.",
    "region": "The Azure region that is named; null if none is.",
    "features": "Features that are asked for in so many words; never what merely would be useful.",
    "unwanted_features": "Features that the sentence says should be left out.",
    "data_volume_gb": "Data to work on in GB (10^9 bytes), if the sentence says how much; else null.",
    "data_volume_daily": "Whether that is what comes in a day, and not all there is.",
    "users": "How many people will work with it, if said; else null.",
    "hours_a_month": "Hours of use a month, at most 730, if the sentence says when or how long; else null.",
    "deadline": "When it is needed: a date as YYYY-MM-DD, or the words in lower case; null if unsaid.",
    "cost_limit_usd": "The most it may cost a month in USD, if an amount in USD is named as a limit; else null.",
    "additional_requirements": "Wishes that fit no other field, each in a few words of the sentence; empty if none.",
}
"""What the model is told of each field."""

SURE = 0.9
"""How sure a model's reading is: a model does not say, and is right nine times in ten or better."""
_LONGEST_REQUIREMENT = 200
_MOST_REQUIREMENTS = 20


class BadAnswer(LakemasonError):
    """A model's answer that cannot be used.

    Args:
        problems: What is wrong, field by field.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__(
            "The model's answer cannot be used:\n" + "\n".join(f"  {problem}" for problem in problems),
            fix="Say it in other words, or use --parser rules, or --fallback rules to do so by itself.",
        )
        self.problems = tuple(problems)


def answer_schema() -> dict[str, Any]:
    """The JSON schema of an answer, in the strict form that structured outputs take: every field, null where unsaid.

    Source: platform.openai.com/docs/guides/structured-outputs, supported schemas.
    """
    request = InfrastructureRequest.model_json_schema()["properties"]
    offered = [region.name for region in regions().values() if region.offered]
    feature_list = {"type": "array", "items": {"type": "string", "enum": sorted(FEATURES)}}

    def choice(values: list[str]) -> dict[str, Any]:
        return {"type": ["string", "null"], "enum": [*values, None]}

    def values_of(field: str) -> list[str]:
        return next(one["enum"] for one in request[field]["anyOf"] if "enum" in one)

    shapes: dict[str, dict[str, Any]] = {
        "team": {"type": ["string", "null"]},
        "environment": choice(values_of("environment")),
        "workload_type": choice(values_of("workload_type")),
        "blueprint": choice(list(NAMES)),
        "region": choice(offered),
        "features": feature_list,
        "unwanted_features": feature_list,
        "data_volume_gb": {"type": ["number", "null"]},
        "data_volume_daily": {"type": "boolean"},
        "users": {"type": ["integer", "null"]},
        "hours_a_month": {"type": ["number", "null"]},
        "deadline": {"type": ["string", "null"]},
        "cost_limit_usd": {"type": ["number", "null"]},
        "additional_requirements": {"type": "array", "items": {"type": "string"}},
    }
    return {
        "type": "object",
        "properties": {name: {**shapes[name], "description": said} for name, said in FIELDS.items()},
        "required": list(FIELDS),
        "additionalProperties": False,
    }


def read_answer(text: str, sentence: str, requested_by: str) -> InfrastructureRequest:
    """The request that an answer describes, held against the vocabulary and against the sentence.

    A feature that is not in the vocabulary becomes an additional requirement. Nothing else is repaired: a team that
    the sentence does not name, or a limit above the environment's that is not written there, is refused.

    Args:
        text: The answer, JSON.
        sentence: What was asked.
        requested_by: Who asked, for the record.

    Raises:
        BadAnswer: With every field that is wrong.
    """
    try:
        answer = json.loads(text)
    except ValueError:
        raise BadAnswer([f"it is no JSON: {text[:80]!r}"]) from None
    if not isinstance(answer, dict):
        raise BadAnswer([f"it is no object: {text[:80]!r}"])
    problems = [f"{name}: there is no such field" for name in answer if name not in FIELDS]
    problems += [f"{name}: is missing" for name in FIELDS if name not in answer]
    if problems:
        raise BadAnswer(problems)
    more = _requirements(answer["additional_requirements"], problems)
    for field in ("features", "unwanted_features"):
        answer[field], unknown = _features(field, answer[field], problems)
        more += unknown
    answer["additional_requirements"] = tuple(dict.fromkeys(more))
    if isinstance(answer["deadline"], str):
        answer["deadline"] = next(iter(_requirements([answer["deadline"].lower()], problems)), None)
    problems += _ungrounded(answer, sentence)
    if problems:
        raise BadAnswer(problems)
    try:
        return InfrastructureRequest.model_validate(
            {**answer, "requested_by": requested_by, "sentence": sentence, "sources": _sources(answer)}
        )
    except ValidationError as error:
        wrong = error.errors()
        raise BadAnswer(
            [f"{'.'.join(map(str, one['loc']))}: {one['msg']}; got {str(one['input'])[:80]!r}" for one in wrong]
        ) from None


def _sources(answer: dict[str, Any]) -> dict[str, Source]:
    said = [name for name in FIELDS if answer[name] and not isinstance(answer[name], tuple)]
    said += [f"{field}.{name}" for field in ("features", "unwanted_features") for name in answer[field]]
    return {name: Source(origin="model", sure=SURE) for name in said}


def _requirements(value: object, problems: list[str]) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        problems.append(f"additional_requirements: must be a list of texts; got {str(value)[:80]!r}")
        return []
    plain = [" ".join("".join(c for c in one if c.isprintable() or c.isspace()).split()) for one in value]
    return [one[:_LONGEST_REQUIREMENT] for one in plain if one][:_MOST_REQUIREMENTS]


def _features(field: str, value: object, problems: list[str]) -> tuple[tuple[str, ...], list[str]]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        problems.append(f"{field}: must be a list of names; got {str(value)[:80]!r}")
        return (), []
    known = tuple(sorted({one for one in value if one in FEATURES}))
    return known, _requirements([one for one in value if one not in FEATURES], problems)


def _ungrounded(answer: dict[str, Any], sentence: str) -> list[str]:
    """What an answer claims and the sentence does not say: invented, or put there by an instruction."""
    problems = []
    team = answer["team"]
    if team is not None:
        if not isinstance(team, str) or not SLUG.fullmatch(team) or len(team) > MAX_NAME:
            problems.append(f"team: must be lower-case letters, digits and single hyphens; got {str(team)[:80]!r}")
        elif not _says(sentence, team):
            problems.append(f"team: {team!r} does not stand in the sentence")
    blueprint = answer["blueprint"]
    if blueprint is not None and blueprint not in NAMES:
        problems.append(f"blueprint: must be a blueprint's name; got {str(blueprint)[:80]!r}")
    region = answer["region"]
    if region is not None and not (isinstance(region, str) and region in regions() and regions()[region].offered):
        problems.append(f"region: must be a region of the catalog; got {str(region)[:80]!r}")
    limit = answer["cost_limit_usd"]
    if isinstance(limit, bool) or not (limit is None or isinstance(limit, int | float)):
        problems.append(f"cost_limit_usd: must be a number; got {str(limit)[:80]!r}")
    elif limit is not None and limit != find_money(sentence).limit_usd:
        environment = next((name for name in ENVIRONMENTS if name == answer["environment"]), None)
        usual = environment_limit(environment)[0] if environment else None
        if usual is None or limit > usual:
            problems.append(f"cost_limit_usd: {limit:g} is not a limit that the sentence names")
    return problems


def _says(sentence: str, team: str) -> bool:
    words = {*re.findall(r"[^\W_]+", sentence.lower()), "team"}
    return all(part in words for part in team.split("-"))
