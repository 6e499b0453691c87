"""The blueprint that people name when they ask for one."""

from __future__ import annotations

from blueprints.library import BLUEPRINTS, blueprint
from blueprints.request import blueprint_key
from naming.errors import LakemasonError

NAMES: tuple[str, ...] = tuple(one.name for one in BLUEPRINTS)
"""The blueprints that a request may name."""


def named_blueprint(said: str) -> str:
    """The full name of the blueprint that somebody names, with or without `databricks-`.

    Args:
        said: The name as it was written.

    Raises:
        LakemasonError: A request can name no such blueprint; with the nearest that it can.
    """
    name = blueprint_key(said)
    if name in NAMES:
        return name
    if blueprint(said).name not in NAMES:  # raises where there is none at all
        raise LakemasonError(
            f"{said} is not planned from a request: people write its platform file.",
            fix=f"A request may name: {', '.join(NAMES)}.",
        )
    return said
