"""Packages as the provider's arguments, which are the same in six places under six names."""

from __future__ import annotations

from typing import Any

from constructs_lib.bindings import databricks
from constructs_lib.compute.library import Library


def library_arguments(name: str, library: Library) -> dict[str, Any]:
    """One package as the arguments of the provider's class of that name."""
    part: Any
    if library.kind == "pypi":
        part = getattr(databricks, name + "Pypi")(package=library.name, repo=library.repository)
    elif library.kind == "cran":
        part = getattr(databricks, name + "Cran")(package=library.name, repo=library.repository)
    elif library.kind == "maven":
        part = getattr(databricks, name + "Maven")(
            coordinates=library.name, repo=library.repository, exclusions=list(library.exclusions) or None
        )
    else:
        part = library.name
    return {library.kind: part}


def library_block(name: str, library: Library) -> Any:
    """One package as the provider's class of that name."""
    return getattr(databricks, name)(**library_arguments(name, library))
