"""The most a platform may cost a month, and what happens when nothing fits."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass

from blueprints.request import Environment, InfrastructureRequest
from naming.errors import LakemasonError, RuleError

ENVIRONMENT_LIMITS_USD: dict[Environment, float] = {"dev": 500, "staging": 1000, "prod": 3000, "sandbox": 200}
"""USD a month where neither the request nor a setting names a limit."""

LIMIT_VARIABLE = "LAKEMASON_LIMIT_"
"""With the environment's name behind it (`LAKEMASON_LIMIT_DEV`): another limit, USD a month."""

HIGHEST_USD = 1_000_000_000
"""What a setting may say; ours: more is a slip of the keyboard."""


@dataclass(frozen=True)
class Reduction:
    """One way to pay less, tried out.

    Args:
        what: What would be done, such as `fewer workers: 1 in place of 4`.
        saves_usd: What a month then costs less.
        at_most: Whether that is the most it can save, as its price is nowhere fixed.
        done: Whether the cheapest possible has it already.
        enough: Whether it alone brings the cheapest possible below the limit.
    """

    what: str
    saves_usd: float
    at_most: bool = False
    done: bool = False
    enough: bool = False


class CostLimitExceeded(LakemasonError):
    """No size of a blueprint fits the limit.

    Args:
        limit_usd: The limit, USD a month.
        limit_of: Who set it.
        cheapest: The smallest sizes that the blueprint takes, in words.
        cheapest_usd: What those are expected to cost a month, USD.
        usual: The wished sizes, in words.
        usual_usd: What those are expected to cost a month, USD.
        reductions: What each reduction saves: those that the cheapest has already against the wished sizes, the
            others against the cheapest.
    """

    def __init__(
        self,
        *,
        limit_usd: float,
        limit_of: str,
        cheapest: str,
        cheapest_usd: float,
        usual: str = "",
        usual_usd: float | None = None,
        reductions: Sequence[Reduction] = (),
    ) -> None:
        enough = math.ceil(cheapest_usd)
        lines = [
            f"Nothing fits {money(limit_usd)} a month ({limit_of}): the cheapest possible, {cheapest},"
            f" is expected to cost {money(cheapest_usd)}."
        ]
        done = [one for one in reductions if one.done]
        if done and usual_usd is not None:
            lines.append(f"That is less than usual already: {usual} would be {money(usual_usd)}.")
            lines += [f"  {one.what} saves {money(one.saves_usd)}" for one in done]
        if still := [one for one in reductions if not one.done]:
            lines.append("What would make it cheaper still:")
            lines += [f"  {_said(one)}" for one in still]
        super().__init__(
            "\n".join(lines),
            fix=f'A limit of {money(enough)} would do: write "no more than ${enough:,} a month", or wish for less.',
        )
        self.limit_usd = limit_usd
        self.cheapest_usd = cheapest_usd
        self.enough_usd = float(enough)
        self.reductions = tuple(reductions)


def _said(one: Reduction) -> str:
    most = "at most " if one.at_most else ""
    enough = ", and then it fits" if one.enough else ""
    return f"{one.what} saves {most}{money(one.saves_usd)}{enough}"


def limit_of(request: InfrastructureRequest) -> tuple[float, str]:
    """The limit that holds for a request, USD a month, and who set it.

    Raises:
        RuleError: The setting of its environment's limit is no amount.
    """
    if request.cost_limit_usd is not None:
        return request.cost_limit_usd, "the limit asked for"
    if request.environment is None:
        raise ValueError("a request without an environment has no limit")
    return environment_limit(request.environment)


def environment_limit(environment: Environment) -> tuple[float, str]:
    """The limit of an environment, USD a month, and who set it: ours, or `LAKEMASON_LIMIT_DEV` and its like.

    Raises:
        RuleError: The setting is no amount.
    """
    variable = f"{LIMIT_VARIABLE}{environment.upper()}"
    said = os.environ.get(variable, "").strip()
    if not said:
        return float(ENVIRONMENT_LIMITS_USD[environment]), f"the limit of {environment}"
    try:
        limit_usd = float(said) if said.isascii() and "_" not in said else math.nan
    except ValueError:
        limit_usd = math.nan
    if not 0 < limit_usd <= HIGHEST_USD:
        raise RuleError(variable, allowed=f"an amount above 0 up to {HIGHEST_USD:,}, USD a month", got=said)
    return limit_usd, f"the limit of {environment} by {variable}"


def money(usd: float) -> str:
    """An amount as people read it: `USD 1,234` or `USD 0.57`."""
    return f"USD {usd:,.0f}" if usd == int(usd) or usd >= 100 else f"USD {usd:,.2f}"
