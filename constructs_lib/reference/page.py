"""The pages of docs/constructs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from constructs_lib.reference.entities import ENTITIES, Entity
from constructs_lib.reference.source import Argument, Described

_WRITTEN = (
    "<!-- Written by `make docs` from the code: change docstrings and docs/constructs/examples, not this page. -->"
)
_LEGEND = (
    "What the examples below make. Arrows lead from what is needed to what needs it; where a longer way says so "
    "already, the direct arrow is left out. Blue is azurerm, orange databricks; dashed boxes are constructs of other "
    "pages."
)


def example_name(construct: str) -> str:
    """The name of a construct's example: `NatGateway` has `nat_gateway`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", construct).lower()


def index() -> str:
    """docs/constructs/README.md."""
    rows = [
        f"| [{entity.title}]({entity.key}.md) | {entity.purpose()} | "
        f"{', '.join(f'[{one.name}]({entity.key}.md#{_anchor(one)})' for one in _constructs(entity))} |"
        for entity in ENTITIES
    ]
    lines = [
        _WRITTEN,
        "",
        "# Constructs",
        "",
        "Typed building blocks of Azure Databricks platforms. Each checks what it is given before anything is",
        "synthesized, names and tags what it makes, and is closed unless you open it.",
        "",
        "| page | what it is about | constructs |",
        "| --- | --- | --- |",
        *rows,
        "",
        "How to test your own with them: [testing.md](testing.md). Terraform types that have no construct, and why:",
        "[coverage.md](../coverage.md). How to add one: [CONTRIBUTING.md](../../CONTRIBUTING.md).",
        "",
        "## What all of them share",
        "",
        "- The first two arguments are `scope`, the construct that it becomes a part of, and `id`, its name in there,",
        "  in PascalCase. The id becomes part of the resource's address: another id is another resource.",
        "- All others are given by name. `names` gives names and tags by the convention ([naming.md](../naming.md)).",
        "- Constructs take constructs, not ids: `resource_group=group`, and the reference is made.",
        "- A value that is not allowed is refused with a `RuleError`, which says what is allowed, who sets that, what",
        "  came and what to do.",
        "- Text that people write is data: `${` and `%{`, which Terraform would evaluate, are refused.",
        "",
        "## The examples",
        "",
        "Each example is one function of [examples/](examples/), run by the tests. Its parameters are the stack, the",
        "platform's names, and what the examples of these names make: `data_lake` comes from the one of DataLake.",
        "A platform puts what is azurerm's into one stack and what is databricks' into another",
        "([ADR 2](../adr/0002-two-layers-and-a-preview.md)); the examples stand in one.",
    ]
    return "\n".join(lines) + "\n"


def page(entity: Entity) -> str:
    """The page of an entity.

    Args:
        entity: Which.

    Raises:
        ValueError: A construct has no example, or an example no construct.
    """
    found = entity.described()
    constructs = [one for one in found if one.sort == "construct"]
    texts = {example.name: example.text for example in entity.examples()}
    unmatched = texts.keys() ^ {example_name(one.name) for one in constructs}
    if unmatched:
        raise ValueError(f"docs/constructs/examples/{entity.key}.py: one function a construct; {sorted(unmatched)}")
    lines = [_WRITTEN, "", f"# {entity.title}", "", entity.purpose(), ""]
    for picture, shown in entity.shown().items():
        lines += [f"![The resources of {', '.join(shown)}, and what needs what]({picture}.svg)", ""]
    lines += [_LEGEND, ""]
    for one in constructs:
        lines += [f"## {one.name}", "", *_about(one), "```python", texts[example_name(one.name)], "```", ""]
    others = [one for one in found if one.sort != "construct"]
    if others:
        lines += ["## What their arguments are made of", ""]
    for one in others:
        lines += [f"### {one.name}", "", *_about(one)]
    return "\n".join(lines).rstrip() + "\n"


def _constructs(entity: Entity) -> list[Described]:
    return [one for one in entity.described() if one.sort == "construct"]


def _anchor(one: Described) -> str:
    return one.name.lower()


def _about(one: Described) -> list[str]:
    """Everything but the example."""
    lines = [one.summary, "", f"`from {one.module} import {one.name}`", ""]
    if one.makes:
        lines += [f"Makes: {one.makes}", ""]
    for paragraph in one.body:
        lines += [paragraph, ""]
    if one.sort == "words":
        return [
            *lines,
            "| word | value |",
            "| --- | --- |",
            *(f"| `{w.name}` | `{w.default}` |" for w in one.arguments),
            "",
        ]
    if one.arguments:
        lines += [*_table(one.arguments), ""]
    if one.errors:
        lines += [f"Refuses with a `RuleError`: {one.errors}", ""]
    for what, text in one.methods:
        lines += [f"- `{what}`: {text}"]
    if one.methods:
        lines += [""]
    if one.gives:
        lines += [f"Others use: {', '.join(f'`{name}`' for name in one.gives)}.", ""]
    return lines


def _table(arguments: Sequence[Argument]) -> list[str]:
    return [
        "| argument | type | default | what it is | source |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| `{one.name}` | `{_cell(one.type)}` | {_default(one)} | {_cell(one.text)} | {_cell(one.source)} |"
            for one in arguments
        ),
    ]


def _default(argument: Argument) -> str:
    return "must be given" if argument.default is None else f"`{_cell(argument.default)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
