"""Holds a platform's features against its blueprint, against each other, and their options against their classes."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from blueprints.composition import Composition, compose, conflicts, in_order, unmet
from blueprints.description import BlueprintDescription
from blueprints.features.feature import Feature
from blueprints.features.vocabulary import CLASSES, FEATURES
from blueprints.mistakes import Mistake, near, path_of, text_of
from blueprints.platform import Platform
from naming.errors import RuleError


def feature_mistakes(platform: Platform, pattern: BlueprintDescription) -> list[Mistake]:
    """What is wrong with a platform's features, in the order of the file.

    Args:
        platform: The platform, of a blueprint that there is.
        pattern: That blueprint.
    """
    found = [*_names(platform, pattern)]
    if found:
        return found
    found += _options(platform)
    found += _together(platform, pattern)
    return found or [*_gaps(compose(platform))]


def _names(platform: Platform, pattern: BlueprintDescription) -> Iterator[Mistake]:
    for name in platform.features:
        wish = FEATURES.get(name)
        if wish is None:
            yield Mistake(("features", name), f"there is no such feature{near(name, FEATURES)}")
        elif name not in pattern.features:
            by_hand = " ".join(step.text for step in wish.steps)
            instead = f"By hand: {by_hand}" if by_hand else f"It can have {', '.join(pattern.features) or 'none'}."
            yield Mistake(("features", name), f"{pattern.name} cannot have it. {instead}")
        elif platform.environment not in CLASSES[name].about.environments:
            allowed = ", ".join(CLASSES[name].about.environments)
            yield Mistake(("features", name), f"is for {allowed}; got {platform.environment!r}")


def _options(platform: Platform) -> Iterator[Mistake]:
    for name, options in platform.features.items():
        try:
            CLASSES[name].model_validate(options)
        except ValidationError as error:
            for details in error.errors(include_url=False):
                where = path_of(options, details["loc"])
                yield Mistake(("features", name, *where), text_of(details, where, CLASSES[name]))


def _together(platform: Platform, pattern: BlueprintDescription) -> Iterator[Mistake]:
    have = (*pattern.required_features, *platform.features)
    for one, other in conflicts(have):
        later = other if other in platform.features else one
        rest = one if later == other else other
        yield Mistake(("features", later), f"{later} and {rest} exclude each other; take one of them out")
    for name, group in unmet(have):
        possible = [needed for needed in group if needed in pattern.features] or list(group)
        where = ("features", name) if name in platform.features else ("features",)
        yield Mistake(where, f"{name} needs {' or '.join(possible)}; {_all_to_add(have, possible[0], pattern)}")


def _all_to_add(have: tuple[str, ...], needed: str, pattern: BlueprintDescription) -> str:
    """What to write so that a need is met, with what that needs in turn."""
    new = [needed]
    for name in new:  # grows as it goes
        for group in CLASSES[name].about.needs:
            if not {*have, *new} & set(group):
                new.append(next((one for one in group if one in pattern.features), group[0]))
    lines = " and ".join(f"`{name}: {{}}`" for name in in_order(new))
    return f"add {lines} to features"


def _gaps(site: Composition) -> Iterator[Mistake]:
    for name, feature in site.features.items():
        for gap in feature.gaps(site):
            yield Mistake(("features", name, gap.option), f"is required: {gap.write}")
        yield from _problems(site, name, feature)


def _problems(site: Composition, name: str, feature: Feature) -> Iterator[Mistake]:
    try:
        for gap in feature.problems(site):
            yield Mistake(("features", name, gap.option), gap.write)
    except RuleError as error:  # a size that is missing is said where sizes are looked at
        if not error.what.startswith("sizes."):
            raise
