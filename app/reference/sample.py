"""A platform of each blueprint, to draw it and to try it: default sizes, and examples where there is no default."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date

from pydantic import JsonValue

from app.sizing.decide import InfrastructureDecision, decide
from app.sizing.limits import CostLimitExceeded
from app.sizing.month import monthly_cost
from blueprints.composition import compose, with_needs
from blueprints.description import BlueprintDescription
from blueprints.features.vocabulary import CLASSES
from blueprints.library import blueprint
from blueprints.platform import Platform
from blueprints.request import Environment, InfrastructureRequest

SAMPLED_ON = date(2026, 11, 21)
"""The day whose runtimes a sample has: a later day must not change the pictures."""
TEAM, REGION = "labs", "westeurope"

EXAMPLES: Mapping[str, JsonValue] = {
    "account_groups": {
        "analysts": {"name": "Data Analysts", "access": "sql"},
        "engineers": {"name": "Data Engineers"},
    },
    "allowed": ["203.0.113.0/24"],
    "allowed_ips": ["203.0.113.7"],
    "databricks_id": "11111111-2222-3333-4444-555555555555",
    "emails": ["platform@example.com"],
    "teams": [{"name": "risk", "group": "risk-analysts"}, {"name": "pricing", "max_workers": 2}],
    "url": "https://github.com/example/etl",
}
"""An example of each option that has no default, by the option's name, or by `feature.option` where that differs."""

_MACHINES = ("runtime", "driver_type", "worker_type")
Said = dict[str, dict[str, JsonValue]]


def sample_platform(name: str, features: Iterable[str] = (), *, environment: Environment | None = None) -> Platform:
    """A platform of a blueprint, with default sizes, ready to be synthesized.

    With features it is the same platform and more: what both have is of the same size, but for machines that `gpu`
    changes.

    Args:
        name: The blueprint.
        features: Features beside those it always has; what they need comes along.
        environment: Where it runs; the first that the blueprint and all of its features allow if left out.

    Raises:
        LookupError: The features allow none of its environments, or an option without a default has no example
            that does.
        LakemasonError: There is no such blueprint, or two of the features exclude each other.
    """
    pattern = blueprint(name)
    added = with_needs(pattern, features)
    environment = environment or _environment(pattern, added)
    (base, _), (decision, said) = _decided(pattern, (), environment), _decided(pattern, added, environment)
    changed = _MACHINES if "gpu" in added else ()
    kept = {size: value for size, value in base.sizes.model_dump(exclude_none=True).items() if size not in changed}
    platform = Platform(
        name=f"{TEAM}-{decision.workload.replace('_', '-')}-{environment}",
        blueprint=name,
        team=TEAM,
        environment=environment,
        workload=decision.workload,
        region=decision.region,
        sizes=decision.sizes.model_copy(update=kept),
        features={**{feature: {} for feature in decision.features}, **said},
        cost_limit_usd=base.limit_usd,
    )
    return _affordable(platform)


def _affordable(platform: Platform) -> Platform:
    """The platform under a limit that it keeps: what both have is of the size it has alone, so both may cost more."""
    usd = monthly_cost(compose(platform)).expected_usd
    if platform.cost_limit_usd is None or usd <= platform.cost_limit_usd:
        return platform
    return platform.model_copy(update={"cost_limit_usd": math.ceil(usd / 100) * 100.0})


def _environment(pattern: BlueprintDescription, added: tuple[str, ...]) -> Environment:
    have = [CLASSES[one].about for one in (*pattern.required_features, *added)]
    for environment in pattern.environments:
        if all(environment in about.environments for about in have):
            return environment
    raise LookupError(f"no environment of {pattern.name} allows all of {', '.join(about.name for about in have)}")


def _decided(
    pattern: BlueprintDescription, added: tuple[str, ...], environment: Environment
) -> tuple[InfrastructureDecision, Said]:
    """The default decision, with an example for each option that must be said, and those examples.

    Where the environment's limit is too low for it: under the lowest that will do.
    """
    # What people compose themselves is for no workload before they say so.
    workload = pattern.workload_types[0] if pattern.workload_types else "exploration"
    request = InfrastructureRequest(
        team=TEAM, environment=environment, workload_type=workload, region=REGION, features=added
    )
    said: Said = {}
    while True:
        try:
            decision = decide(request, pattern, options=said, today=SAMPLED_ON)
        except CostLimitExceeded as error:
            request = request.model_copy(update={"cost_limit_usd": error.enough_usd})
            continue
        if not decision.to_fill_in:
            return decision, said
        for where, write in decision.to_fill_in:
            _, feature, option = where.split(".")
            if option in said.get(feature, {}):
                raise LookupError(f"app/reference/sample.py: the example of {feature}.{option} does not do: {write}")
            said.setdefault(feature, {})[option] = _example(feature, option, write)


def _example(feature: str, option: str, write: str) -> JsonValue:
    example = EXAMPLES.get(f"{feature}.{option}", EXAMPLES.get(option))
    if example is None:
        raise LookupError(f"app/reference/sample.py: EXAMPLES has nothing for {feature}.{option}: {write}")
    return example
