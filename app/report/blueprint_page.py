"""The page of a blueprint: what it is for, what it makes, what it has and can have, what it costs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from app.intent.reading import read_request
from app.reference.facts import Facts, counted, excluded_by, standing
from app.reference.options import options_of
from app.reference.sample import REGION
from app.report.layers_picture import layers_picture
from app.report.page import Page, Section
from app.sizing.limits import money
from blueprints.composition import Composition
from blueprints.description import BlueprintDescription
from blueprints.features.vocabulary import CLASSES
from blueprints.matching.matcher import BlueprintMatcher
from blueprints.platform import Sizes
from catalog.regions import regions


def blueprint_page(facts: Facts, *, boxes: bool = True) -> Page:
    """The page.

    Args:
        facts: What there is to know.
        boxes: Whether the reader's characters have lines to draw with.
    """
    pattern = facts.blueprint
    added = [name for name in facts.site.features if name not in pattern.required_features]
    picture = layers_picture(_inside(facts), boxes=boxes)
    return Page(
        title=f"{pattern.name}: {pattern.display_name}",
        summary=pattern.description,
        sections=(
            Section("What it is", tuple(_what(facts))),
            Section(
                f"Picture, with {', '.join(added)}" if added else "Picture",
                tuple(("", line) for line in picture),
                verbatim=True,
            ),
            Section("What it makes", tuple(_makes(facts.site)), tuple(_examples(facts))),
            Section("Always has", tuple(_features(pattern, pattern.required_features))),
            Section("Can have", tuple(_features(pattern, pattern.optional_features))),
            Section("Left to do by hand", notes=pattern.partial_support_notes),
            Section("Next", tuple(_next(pattern)), verbatim=True),
        ),
    )


def range_text(from_usd: float, to_usd: float) -> str:
    """A range of money in whole dollars, or one amount where it is none: `USD 276 - 1,200`."""
    low, high = f"{from_usd:,.0f}", f"{to_usd:,.0f}"
    return f"USD {low}" if low == high else f"USD {low} - {high}"


def sizes_text(sizes: Sizes) -> str:
    """Sizes on one line: `tier premium, max_workers 2`."""
    return ", ".join(f"{name} {value}" for name, value in sizes.model_dump(exclude_none=True).items())


def _what(facts: Facts) -> Iterator[tuple[str, str]]:
    pattern, display = facts.blueprint, regions()[REGION].display_name
    yield "workloads", ", ".join(pattern.workload_types) or "what its file says"
    yield "environments", ", ".join(pattern.environments)
    yield "complexity", pattern.complexity
    yield "time", f"about {facts.minutes} minutes from approval"
    yield "cost a month", f"{range_text(facts.from_usd, facts.to_usd)} in {display}, from its smallest to its largest"
    yield "at default sizes", f"{money(facts.default_usd)} in {facts.site.environment}: {sizes_text(facts.site.sizes)}"
    yield "smallest", sizes_text(pattern.smallest)
    yield "largest", sizes_text(pattern.largest)


def _inside(facts: Facts) -> dict[str, list[str]]:
    return {
        f"{layer} layer": [
            f"{type.partition('_')[2]}{f' x {count}' if count > 1 else ''}"
            for type, count in facts.types(layer).items()
        ]
        or ["nothing yet"]
        for layer in ("azure", "databricks")
    }


def made_text(types: Mapping[str, int]) -> str:
    """Types with how many: `databricks_cluster, databricks_permissions x 2`."""
    return ", ".join(f"{type} x {count}" if count > 1 else type for type, count in types.items())


def _makes(site: Composition) -> Iterator[tuple[str, str]]:
    yield "the platform itself", "azurerm_resource_group, azurerm_databricks_workspace"
    for name, feature in site.features.items():
        made = made_text(counted((one.type, one.count) for one in feature.makes(site)))
        yield name, made or "nothing of its own: it changes what others make"


def _examples(facts: Facts) -> Iterator[str]:
    if facts.to_say:
        yield f"A platform file must say {', '.join(facts.to_say)}; here stand examples."


def _features(pattern: BlueprintDescription, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        about = CLASSES[name].about
        needs = "".join(f"; needs {' or '.join(group)}" for group in about.needs if not _given(pattern, group))
        beside = [other for other in excluded_by(name) if standing(pattern, other) != "cannot"]
        excludes = f"; not beside {' or '.join(beside)}" if beside else ""
        added = about.replaces if name in pattern.optional_features else ()
        replaces = f"; added later it replaces {', '.join(added)}" if added else ""
        only = [one for one in pattern.environments if one in about.environments]
        where = f"; only in {', '.join(only)}" if len(only) < len(pattern.environments) else ""
        yield name, f"{about.description}{needs}{excludes}{replaces}{where}"
        told = pattern.feature_options.get(name, {})
        for option in options_of(CLASSES[name]):
            default = f"; {option.default}" if option.default else ""
            here = f"; here {told[option.name]}" if option.name in told else ""
            yield f"  {option.name}", f"{option.type}{default}{here}. {option.text}"


def _given(pattern: BlueprintDescription, group: tuple[str, ...]) -> bool:
    return any(name in pattern.required_features for name in group)


def _next(pattern: BlueprintDescription) -> Iterator[tuple[str, str]]:
    for workload in pattern.workload_types[:1]:
        yield from _wish(pattern, workload)
    yield "draw it", f"lakemason blueprints show {pattern.name} --svg blueprint.svg"


def _wish(pattern: BlueprintDescription, workload: str) -> Iterator[tuple[str, str]]:
    """A command that ends in a platform of this blueprint, not in one of another that the wish fits as well."""
    environment = pattern.environments[0]
    said = f"{workload.replace('_', ' ')} for team labs in {environment}"
    if BlueprintMatcher().match(read_request(said)).blueprint == pattern:
        yield "plan one", f'lakemason plan "{said}"'
        return
    wishes = " ".join(f"--feature={name}" for name in pattern.required_features)
    command = f"lakemason init --team labs --environment {environment} --workload {workload} {wishes}"
    lines = textwrap.wrap(f"{command} --platform --no-input", 80, break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(lines):
        goes_on = " \\" if number < len(lines) - 1 else ""
        yield ("  ", f"  {line}{goes_on}") if number else ("write one", f"{line}{goes_on}")
