"""What docs/blueprints.md says of features: those that are built, and those that are done by hand."""

from __future__ import annotations

from collections.abc import Iterator

from app.reference.facts import buildable, by_hand, counted, excluded_by, priced_as, shown_with, standing
from app.reference.options import options_of
from app.sizing.limits import money
from app.sizing.pricing import price
from blueprints.composition import Composition
from blueprints.features.vocabulary import CLASSES, FEATURES
from blueprints.library import BLUEPRINTS
from blueprints.request import ENVIRONMENTS


def features_section() -> Iterator[str]:
    """Every feature with a class: a table of all, then each with its options."""
    yield from (
        "## Features",
        "",
        "A platform file lists features with their options, `storage: {soft_delete_days: 7}`, or `{}` for none.",
        "Adding one to a platform that stands destroys and replaces nothing, but for what is said here.",
        "",
        "| feature | what it gives | needs | not beside | layer | always in | can be in |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    )
    for name in buildable():
        about = CLASSES[name].about
        cells = (
            f"[{name}](#{name})",
            about.description,
            "; ".join(" or ".join(group) for group in about.needs),
            ", ".join(excluded_by(name)),
            ", ".join(about.layers) or "changes what others make",
            _blueprints(name, "always"),
            _blueprints(name, "can"),
        )
        yield f"| {' | '.join(cells)} |"
    for name in buildable():
        yield from ("", *_feature(name))


def by_hand_section() -> Iterator[str]:
    """Every feature without a class, with its steps."""
    yield from (
        "## Not built here",
        "",
        "Nothing here builds these. A plan that is asked for one lists its steps and counts the wish",
        "(`lakemason features top`, [privacy.md](privacy.md)). Minutes are for somebody who knows Azure, an estimate.",
    )
    for name, steps in by_hand().items():
        minutes = sum(step.minutes for step in steps)
        yield from ("", f"### {name}", "", f"{_sentence(FEATURES[name].description)} {minutes} minutes by hand.", "")
        for number, step in enumerate(steps, 1):
            yield f"{number}. {step.text} {step.minutes} minutes; see <{step.link}>."


def _feature(name: str) -> Iterator[str]:
    yield from (f"### {name}", "", _sentence(CLASSES[name].__doc__ or CLASSES[name].about.description), "")
    yield from _facts(name)
    options = options_of(CLASSES[name])
    if not options:
        yield "- Has no options."
        return
    yield from ("", "| option | what may stand there | left out | what it is |", "| --- | --- | --- | --- |")
    for one in options:
        default = one.default if one.default in ("", "must be given") else f"`{one.default}`"
        yield f"| `{one.name}` | {_cell(one.type)} | {_cell(default)} | {_cell(one.text)} |"


def _facts(name: str) -> Iterator[str]:
    about = CLASSES[name].about
    if about.layers:
        yield f"- Adds to the {' and the '.join(about.layers)} layer."
    else:
        yield "- Adds nothing of its own: it changes what others make."
    for group in about.needs:
        yield f"- Needs {' or '.join(f'[{other}](#{other})' for other in group)}."
    if excluded_by(name):
        yield f"- Cannot stand beside {' or '.join(f'[{other}](#{other})' for other in excluded_by(name))}."
    if about.environments != ENVIRONMENTS:
        yield f"- Only in {', '.join(about.environments)}."
    if about.sizes:
        yield f"- Sizes it needs: {', '.join(f'`{size}`' for size in about.sizes)}."
    if about.replaces:
        types = ", ".join(f"`{type}`" for type in about.replaces)
        yield f"- Added to a platform that stands, it replaces {types}: deploy asks for `--allow-replace`."
    facts = shown_with(name)
    if facts is not None:
        yield from _in(facts.site, name)
    if about.minutes:
        yield f"- Takes about {about.minutes} minute{'s' if about.minutes > 1 else ''} more."


def _in(site: Composition, name: str) -> Iterator[str]:
    """What a feature makes and costs in a platform."""
    feature = site.features[name]
    types = counted((one.type, one.count) for one in feature.makes(site))
    made = ", ".join(f"`{type}` x {count}" if count > 1 else f"`{type}`" for type, count in types.items())
    if made:
        yield f"- Makes {made}."
    for use in feature.usage(site):
        parts = price([use], site.region).parts
        said = f"{money(parts[0].expected_usd)} a month in a {site.environment} platform" if parts else "not priced"
        yield f"- Costs: {use.what}, by `{priced_as(use)}`: {said}."


def _blueprints(feature: str, how: str) -> str:
    found = [one.name for one in BLUEPRINTS if standing(one, feature) == how]
    if len(found) == len(BLUEPRINTS):
        return "all"
    return ", ".join(f"[{name.removeprefix('databricks-')}](#{name})" for name in found)


def _sentence(text: str) -> str:
    """A docstring's first paragraph, or a description, as a sentence."""
    first = " ".join(text.strip().partition("\n\n")[0].split())
    return f"{first[:1].upper()}{first[1:].rstrip('.')}."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
