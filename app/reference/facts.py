"""What there is to know of a blueprint or a feature before anything is built: put together for pages and programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from app.reference.options import options_of
from app.reference.sample import REGION, sample_platform
from app.sizing.month import cost_range, monthly_cost
from blueprints.composition import Composition, compose
from blueprints.description import BlueprintDescription
from blueprints.features.by_hand import ManualStep
from blueprints.features.feature import LayerName
from blueprints.features.vocabulary import CLASSES, FEATURES, SUPPORTED
from blueprints.library import BLUEPRINTS, blueprint
from blueprints.usage import MachineHours, Usage, WarehouseHours

Standing = Literal["always", "can", "cannot"]
"""How a feature stands to a blueprint: always there, to be asked for, or not to be had."""


@dataclass(frozen=True)
class Facts:
    """A blueprint, and a platform of it at default sizes.

    Args:
        blueprint: Its description.
        site: The platform, composed.
        from_usd: Expected cost at its smallest, USD a month in the region of samples.
        to_usd: The same at its largest.
        default_usd: The same at default sizes, with the features that were added.
        to_say: Options without a default, `feature.option`: the platform has an example there.
    """

    blueprint: BlueprintDescription
    site: Composition
    from_usd: float
    to_usd: float
    default_usd: float
    to_say: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """From approval to a usable platform, with the features that were added."""
        own = self.blueprint.required_features
        more = sum(feature.about.minutes for name, feature in self.site.features.items() if name not in own)
        return self.blueprint.estimated_time_minutes + more

    def types(self, layer: LayerName) -> dict[str, int]:
        """Terraform types it makes in a layer, each with how many, the first made first."""
        return counted((one.type, one.count) for one in self.site.makes if one.layer == layer)


def facts_of(name: str, features: Iterable[str] = ()) -> Facts:
    """Put together what there is to know of a blueprint.

    Args:
        name: The blueprint.
        features: Features to add to those it always has.

    Raises:
        LakemasonError: There is no such blueprint, or the features exclude each other.
    """
    pattern = blueprint(name)
    platform = sample_platform(name, features)
    site = compose(platform)
    low, high = cost_range(pattern, REGION)
    to_say = tuple(f"{feature}.{option}" for feature, told in platform.features.items() for option in told)
    return Facts(pattern, site, low, high, monthly_cost(site).expected_usd, to_say)


def standing(pattern: BlueprintDescription, feature: str) -> Standing:
    """How a feature stands to a blueprint."""
    if feature in pattern.required_features:
        return "always"
    return "can" if feature in pattern.optional_features else "cannot"


def counted(types: Iterable[tuple[str, int]]) -> dict[str, int]:
    """How many of each type, in the order in which they first come."""
    found: Counter[str] = Counter()
    for type, count in types:
        found[type] += count
    return dict(found)


def buildable() -> tuple[str, ...]:
    """Features with a class, in the vocabulary's order."""
    return tuple(name for name in FEATURES if name in SUPPORTED)


def by_hand() -> dict[str, tuple[ManualStep, ...]]:
    """Features without a class, each with its steps."""
    return {name: wish.steps for name, wish in FEATURES.items() if name not in SUPPORTED}


def priced_as(use: Usage) -> str:
    """The row of the catalog's prices that prices a use."""
    if isinstance(use, MachineHours):
        return use.meter
    if isinstance(use, WarehouseHours):
        return "SERVERLESS_SQL_COMPUTE" if use.serverless else "SQL_COMPUTE" if use.classic else "SQL_PRO_COMPUTE"
    return use.price


def shown_with(feature: str) -> Facts | None:
    """The first blueprint that has a feature, with it; None where none can have it."""
    for pattern in BLUEPRINTS:
        if feature in pattern.features:
            return facts_of(pattern.name, () if feature in pattern.required_features else (feature,))
    return None


def as_data(facts: Facts) -> dict[str, object]:
    """The same for programs."""
    pattern = facts.blueprint
    return {
        "name": pattern.name,
        "display_name": pattern.display_name,
        "description": pattern.description,
        "workload_types": list(pattern.workload_types),
        "environments": list(pattern.environments),
        "complexity": pattern.complexity,
        "estimated_time_minutes": facts.minutes,
        "estimated_monthly_cost_range": {"region": REGION, "from_usd": facts.from_usd, "to_usd": facts.to_usd},
        "default_monthly_cost_usd": facts.default_usd,
        "smallest": pattern.smallest.model_dump(exclude_none=True),
        "largest": pattern.largest.model_dump(exclude_none=True),
        "required_features": list(pattern.required_features),
        "optional_features": list(pattern.optional_features),
        "fully_supported": pattern.fully_supported,
        "partial_support_notes": list(pattern.partial_support_notes),
        "options_to_say": list(facts.to_say),
        "makes": {layer: facts.types(layer) for layer in ("azure", "databricks")},
    }


def features_as_data(names: Iterable[str]) -> Iterator[dict[str, object]]:
    """Features for programs, each with its options."""
    for name in names:
        about = CLASSES[name].about
        yield {
            "name": name,
            "description": about.description,
            "layers": list(about.layers),
            "needs": [list(group) for group in about.needs],
            "excludes": list(excluded_by(name)),
            "environments": list(about.environments),
            "replaces": list(about.replaces),
            "minutes": about.minutes,
            "options": [
                {"name": one.name, "type": one.type, "default": one.default, "description": one.text}
                for one in options_of(CLASSES[name])
            ],
        }


def excluded_by(name: str) -> tuple[str, ...]:
    """Features that cannot be beside one, whichever of the two says so."""
    return tuple(
        other
        for other, kind in CLASSES.items()
        if other != name and (other in CLASSES[name].about.excludes or name in kind.about.excludes)
    )
