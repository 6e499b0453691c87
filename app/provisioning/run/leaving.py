"""What a way back leaves standing: both layers as they shall be, and in them what may hold data."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from app.provisioning.ledger.records import Configuration
from app.provisioning.run.order import keeping
from app.provisioning.run.references import bodies, named, outputs_named


def leaving(
    target: Configuration,
    source: Configuration,
    kept: Collection[str],
    standing: Mapping[str, Collection[str]],
) -> Configuration:
    """A configuration with some of what stands left in it, all that it rests on, and what is attached to it.

    What is kept in the second layer rests on things of the first as well: on those whose outputs it reads.

    Args:
        target: What shall stand.
        source: What stands.
        kept: Addresses that must stay.
        standing: Addresses that stand, by layer.
    """
    inside = [address for address in kept if address in standing["databricks"]]
    if inside:
        second = keeping(target.databricks, source.databricks or "{}", inside, standing=standing["databricks"])
        target = target.with_layer("databricks", second)
    under = [address for address in kept if address in standing["azure"]]
    had, wanted = json.loads(source.azure or "{}"), json.loads(target.azure or "{}")
    read = outputs_named(target.databricks or "") - wanted.get("output", {}).keys()
    lacking = {name: body for name, body in had.get("output", {}).items() if name in read}
    under += sorted(named(lacking) - bodies(wanted).keys())
    if under or lacking:
        first = keeping(target.azure, source.azure or "{}", under, standing=standing["azure"])
        target = target.with_layer("azure", first)
    return target
