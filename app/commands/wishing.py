"""A request put together from flags and answers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import typer

from app.commands.asking import ask
from app.intent.reading import read_request
from app.sizing.limits import environment_limit, money
from blueprints.features.vocabulary import FEATURES
from blueprints.mistakes import near
from blueprints.request import ENVIRONMENTS, WORKLOAD_TYPES, InfrastructureRequest
from catalog.regions import DEFAULT_REGION
from naming.errors import RuleError, UsageError


@dataclass(frozen=True)
class Wishes:
    """A request, and what of it is still to be asked.

    Args:
        request: What is known.
        open: Fields that nobody has spoken to.
    """

    request: InfrastructureRequest
    open: frozenset[str]

    @classmethod
    def read(
        cls,
        *,
        team: str | None,
        environment: str | None,
        workload: str | None,
        region: str | None,
        features: Sequence[str] | None,
        without: Sequence[str] | None,
        limit: str | None,
        blueprint: str | None = None,
    ) -> Wishes:
        """What flags say.

        Args:
            team: Who it is for.
            environment: Where it runs.
            workload: What it is for.
            region: Azure region, in any spelling.
            features: Features to have; several may stand in one, with commas between.
            without: Features that must not be there.
            limit: The most it may cost, USD a month.
            blueprint: The name of the blueprint to take.

        Raises:
            UsageError: A value is none of those allowed.
            RuleError: The team or the limit is not one.
        """
        from app.commands.requesting import user

        request = read_request(
            team=team,
            environment=environment,
            workload=workload,
            region=region,
            blueprint=blueprint,
            requested_by=user(),
        )
        wished, unwanted = read_features(features or ()), read_features(without or ())
        both = sorted({*wished} & {*unwanted})
        if both:
            raise UsageError(f"{both[0]} is asked for and to be left out: take one of --feature and --without.")
        request = request.model_copy(
            update={
                "features": wished,
                "unwanted_features": unwanted,
                "cost_limit_usd": read_limit(limit) if limit is not None else None,
            }
        )
        given = {
            "team": team,
            "environment": environment,
            "workload": workload,
            "region": region,
            "features": features,
            "limit": limit,
        }
        return cls(request, frozenset(field for field, value in given.items() if not value))

    def asked(self) -> Wishes:
        """The same with answers to everything that is open; Enter takes the default."""
        found: dict[str, object] = {}
        if "team" in self.open:
            found["team"] = ask("Team", lambda text: read_request(team=text).team)
        if "environment" in self.open:
            what = f"Environment ({', '.join(ENVIRONMENTS)})"
            found["environment"] = ask(what, lambda text: read_request(environment=text).environment, default="dev")
        if "workload" in self.open:
            what = f"Workload ({', '.join(WORKLOAD_TYPES)}; Enter leaves it open)"
            found["workload_type"] = ask(
                what, lambda text: read_request(workload=text).workload_type if text else None, default=""
            )
        if "region" in self.open:
            found["region"] = ask("Region", lambda text: read_request(region=text).region, default=DEFAULT_REGION)
        if "features" in self.open:
            found["features"] = _ask_features(self.request.unwanted_features)
        if "limit" in self.open:
            environment = found.get("environment") or self.request.environment
            usual = money(environment_limit(environment)[0])  # type: ignore[arg-type]
            what = f"Limit, USD a month (Enter: {usual}, the limit of {environment})"
            found["cost_limit_usd"] = ask(what, lambda text: read_limit(text) if text else None, default="")
        return Wishes(self.request.model_copy(update=found), frozenset())


def read_features(said: Iterable[str]) -> tuple[str, ...]:
    """Features by name or by their number in the list, with commas or spaces between; sorted, each once.

    Raises:
        UsageError: There is no such feature.
    """
    names = list(FEATURES)
    found = set()
    for word in (word for text in said for word in re.split(r"[,\s]+", text) if word):
        if word.isdecimal() and 1 <= int(word[:4]) <= len(names):
            found.add(names[int(word[:4]) - 1])
            continue
        name = word.lower().replace("-", "_")
        if name not in FEATURES:
            raise UsageError(f"There is no feature {word!r}{near(name, names)}")
        found.add(name)
    return tuple(sorted(found))


def read_limit(text: str) -> float:
    """Dollars a month, such as `800`, `$1,200` or `USD 500`. Raises RuleError."""
    digits = re.sub(r"(?i)usd|[$,\s]", "", text)
    try:
        amount = float(digits)
    except ValueError:
        amount = math.nan
    if not 0 < amount < math.inf:
        raise RuleError("limit", allowed="more than 0 USD a month, such as 800", got=text)
    return amount


def _ask_features(unwanted: tuple[str, ...]) -> tuple[str, ...]:
    width = max(len(name) for name in FEATURES)
    for number, wish in enumerate(FEATURES.values(), start=1):
        by_hand = "" if wish.supported else " (by hand)"
        typer.echo(f"  {number:>2}  {wish.name:<{width}}  {wish.description}{by_hand}", err=True)

    def read(text: str) -> tuple[str, ...]:
        found = read_features([text])
        both = sorted({*found} & {*unwanted})
        if both:
            raise UsageError(f"{both[0]} is to be left out (--without).")
        return found

    return ask("Features (names or numbers, with commas between; Enter for none)", read, default="")
