"""The page docs/blueprints.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.reference.facts import Facts, buildable, facts_of
from app.reference.feature_page import by_hand_section, features_section
from app.reference.sample import REGION, sample_platform
from app.report.blueprint_page import range_text, sizes_text
from app.sizing.limits import money
from blueprints.description import BlueprintDescription
from blueprints.library import BLUEPRINTS
from blueprints.platform_file import platform_yaml
from blueprints.request import ENVIRONMENTS, WORKLOAD_TYPES
from catalog.regions import regions

WORKED_EXAMPLE = Path(__file__).with_name("worked_example.md")
_WRITTEN = "<!-- Written by `make docs` from the code: change descriptions and features, not this page. -->"
_LEGEND = (
    "Each picture is drawn from what a platform of default sizes synthesizes to. Arrows lead from what is needed to "
    "what needs it; where a longer way says so already, the direct arrow is left out. Blue is azurerm, the first "
    "layer; orange is databricks, the second."
)


def page() -> str:
    """The text of the page."""
    display = regions()[REGION].display_name
    lines = [
        _WRITTEN,
        "",
        "# Blueprints and features",
        "",
        "A blueprint is a curated pattern of an Azure Databricks platform; a feature is something that a platform can",
        "have on top. What no blueprint builds is [done by hand](#not-built-here). The same on the command line:",
        "`lakemason blueprints`, `lakemason blueprints show NAME`, `compare A B` and `coverage`.",
        "",
        f"USD a month are list prices in {display}, from a blueprint's smallest sizes to its largest; what the prices",
        "assume and leave out, a plan says. Minutes are from approval to a usable platform, an estimate.",
        "",
        "| blueprint | what for | workloads | environments | USD a month | complexity | minutes |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    facts = [facts_of(one.name) for one in BLUEPRINTS]
    lines += [_row(one) for one in facts]
    lines += ["", _LEGEND, ""]
    for one in facts:
        lines += [*_section(one), ""]
    lines += [*features_section(), "", *by_hand_section(), "", WORKED_EXAMPLE.read_text(encoding="utf-8").rstrip()]
    return "\n".join(lines) + "\n"


def _row(facts: Facts) -> str:
    pattern = facts.blueprint
    cells = (
        f"[{pattern.name}](#{pattern.name})",
        pattern.display_name,
        ", ".join(pattern.workload_types),
        ", ".join(pattern.environments),
        range_text(facts.from_usd, facts.to_usd).removeprefix("USD "),
        pattern.complexity,
        str(facts.minutes),
    )
    return f"| {' | '.join(cells)} |"


def _section(facts: Facts) -> Iterator[str]:
    pattern = facts.blueprint
    yield from (f"## {pattern.name}", "", f"**{pattern.display_name}.** {pattern.description}", "")
    yield f"- For {_and(pattern.workload_types)}, in {_and(pattern.environments)}."
    yield from (f"- {text}" for text in _not_for(pattern))
    yield f"- Always has {_linked(pattern.required_features) or 'nothing but the workspace'}."
    yield f"- Can have {_linked(pattern.optional_features) or 'nothing else'}."
    yield (
        f"- Costs {range_text(facts.from_usd, facts.to_usd)} a month; {money(facts.default_usd)} at default sizes in "
        f"{facts.site.environment} ({sizes_text(facts.site.sizes)})."
    )
    yield f"- {pattern.complexity.capitalize()}; about {facts.minutes} minutes."
    if facts.to_say:
        yield f"- A file must say {', '.join(f'`{option}`' for option in facts.to_say)}; below stand examples."
    yield from (f"- By hand: {note}" for note in pattern.partial_support_notes)
    yield from ("", f"![What {pattern.name} makes, and what needs what](blueprints/{pattern.name}.svg)", "")
    yield "| layer | makes |"
    yield "| --- | --- |"
    yield f"| azure | {_types(facts.types('azure'))} |"
    yield f"| databricks | {_types(facts.types('databricks')) or 'nothing yet'} |"
    yield from ("", "<details><summary>A platform file of it</summary>", "", "```yaml")
    yield platform_yaml(sample_platform(pattern.name)).rstrip()
    yield from ("```", "", "</details>")


def _not_for(pattern: BlueprintDescription) -> Iterator[str]:
    """Where another blueprint is the better one: environments and workloads that this one is not for, and features."""
    said = []
    for preposition, all_there_are, field in (
        ("in", ENVIRONMENTS, "environments"),
        ("for", WORKLOAD_TYPES, "workload_types"),
    ):
        found = (
            (name, _nearest(pattern, name, field)) for name in all_there_are if name not in getattr(pattern, field)
        )
        served = [f"{name} ({_link(by)})" for name, by in found if by]
        said += [f"{preposition} {', '.join(served)}"] if served else []
    if said:
        yield f"Not {'; not '.join(said)}."
    lacking = [
        name for name in buildable() if name not in pattern.features and any(name in b.features for b in BLUEPRINTS)
    ]
    if lacking:
        yield f"Cannot have {_linked(lacking)}."


def _nearest(pattern: BlueprintDescription, name: str, field: str) -> str | None:
    """The blueprint for an environment or a workload that shares the most with another; None where there is none."""

    def shared(other: BlueprintDescription) -> int:
        return len(
            {*pattern.workload_types, *pattern.environments, *pattern.required_features}
            & {*other.workload_types, *other.environments, *other.required_features}
        )

    fitting = [one for one in BLUEPRINTS if name in getattr(one, field)]
    return max(fitting, key=shared).name if fitting else None


def _types(types: dict[str, int]) -> str:
    return ", ".join(f"`{type}` x {count}" if count > 1 else f"`{type}`" for type, count in types.items())


def _linked(names: Iterable[str]) -> str:
    return ", ".join(map(_link, names))


def _link(name: str) -> str:
    return f"[{name}](#{name})"


def _and(names: tuple[str, ...]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
