"""The most a platform may cost a month, and what happens when nothing fits."""

from __future__ import annotations

import math

from blueprints.request import Environment, InfrastructureRequest
from naming.errors import LakemasonError

ENVIRONMENT_LIMITS_USD: dict[Environment, float] = {"dev": 500, "staging": 1000, "prod": 3000, "sandbox": 200}
"""USD a month where the request names no limit of its own."""


class CostLimitExceeded(LakemasonError):
    """No size of a blueprint fits the limit.

    Args:
        limit_usd: The limit, USD a month.
        limit_of: Who set it.
        cheapest: The smallest sizes that the blueprint takes, in words.
        cheapest_usd: What those are expected to cost a month, USD.
    """

    def __init__(self, *, limit_usd: float, limit_of: str, cheapest: str, cheapest_usd: float) -> None:
        enough = math.ceil(cheapest_usd)
        super().__init__(
            f"Nothing fits {money(limit_usd)} a month ({limit_of}): the cheapest possible, {cheapest},"
            f" is expected to cost {money(cheapest_usd)}.",
            fix=f'A limit of {money(enough)} would do: write "no more than ${enough:,} a month", or wish for less.',
        )
        self.limit_usd = limit_usd
        self.cheapest_usd = cheapest_usd
        self.enough_usd = float(enough)


def limit_of(request: InfrastructureRequest) -> tuple[float, str]:
    """The limit that holds for a request, USD a month, and who set it."""
    if request.cost_limit_usd is not None:
        return request.cost_limit_usd, "the limit asked for"
    if request.environment is None:
        raise ValueError("a request without an environment has no limit")
    return float(ENVIRONMENT_LIMITS_USD[request.environment]), f"the limit of {request.environment}"


def money(usd: float) -> str:
    """An amount as people read it: `USD 1,234` or `USD 0.57`."""
    return f"USD {usd:,.0f}" if usd == int(usd) or usd >= 100 else f"USD {usd:,.2f}"
