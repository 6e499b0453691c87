"""Every file that is written into docs/constructs."""

from __future__ import annotations

from constructs_lib.reference.entities import ENTITIES, Entity
from constructs_lib.reference.examples import made_by
from constructs_lib.reference.graph import graph
from constructs_lib.reference.page import index, page
from constructs_lib.reference.picture import picture


def files() -> dict[str, str]:
    """The text of each, by its name."""
    found = {"README.md": index()}
    for entity in ENTITIES:
        found[f"{entity.key}.md"] = page(entity)
        found |= _pictures(entity)
    return found


def _pictures(entity: Entity) -> dict[str, str]:
    """One synthesis for all of an entity's pictures."""
    made, roots = made_by(*(example.name for example in entity.examples()))
    return {
        f"{name}.svg": picture(
            graph(made, [root for root, example in roots.items() if example in shown]),
            f"Resources of the examples {', '.join(shown)}, and what needs what",
        )
        for name, shown in entity.shown().items()
    }
