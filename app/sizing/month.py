"""What a platform uses in a month, priced; and the range of a blueprint, from its smallest to its largest."""

from __future__ import annotations

from app.sizing.cost import MonthlyCost
from app.sizing.pricing import price
from blueprints.composition import Composition, features_of
from blueprints.description import BlueprintDescription
from blueprints.platform import Sizes
from blueprints.request import Environment
from catalog.prices import price_dates


def monthly_cost(site: Composition) -> MonthlyCost:
    """Low, expected and high cost of a month, with parts and assumptions.

    Raises:
        PriceError: A machine has no price in the region.
    """
    cost = price(site.usage, site.region)
    if not site.computes:
        nothing = "No compute stands ready; clusters that people start themselves are not counted."
        dates = cost.prices_of or price_dates()
        cost = cost.model_copy(update={"assumptions": (nothing, *cost.assumptions), "prices_of": dates})
    return cost


def cost_range(description: BlueprintDescription, region: str) -> tuple[float, float]:
    """Expected cost of a blueprint with its own features at its smallest and at its largest, USD a month."""
    smallest, largest = (
        monthly_cost(_alone(description, sizes, environment, region)).expected_usd
        for sizes, environment in (
            (description.smallest, description.environments[0]),
            (description.largest, description.environments[-1]),
        )
    )
    return smallest, largest


def _alone(description: BlueprintDescription, sizes: Sizes, environment: Environment, region: str) -> Composition:
    return Composition(
        blueprint=description,
        environment=environment,
        region=region,
        sizes=sizes,
        features=features_of(description, {}),
    )
