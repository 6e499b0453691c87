"""Makes resources wait for others that no argument names: cdktf heeds no dependency between constructs."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_lib.bindings.engine import Construct, TerraformResource


def wait(construct: Construct, others: Iterable[Construct]) -> None:
    """Make every resource of a construct after every resource of others, in the same layer.

    Args:
        construct: What waits.
        others: What it waits for.
    """
    before = [
        # depends_on takes no expressions, as fqn is one.
        f"{one.terraform_resource_type}.{one.friendly_unique_id}"
        for other in others
        for one in _resources(other)
    ]
    for one in _resources(construct) if before else ():
        one.depends_on = [*(one.depends_on or ()), *before]


def _resources(construct: Construct) -> list[TerraformResource]:
    return [one for one in construct.node.find_all() if isinstance(one, TerraformResource)]
