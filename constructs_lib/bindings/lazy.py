"""Finds a provider package's class by its name, and loads only the module that holds it."""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _modules(package: str) -> dict[str, str]:
    """The package's modules by their names without underscores, as class names have none."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"{package} is not installed")
    root = Path(spec.submodule_search_locations[0])
    return {path.name.replace("_", ""): path.name for path in root.iterdir() if path.is_dir() and path.name[0] != "_"}


@cache
def load_class(package: str, name: str) -> Any:
    """The class of that name, such as `ClusterPolicy` or `ClusterAutoscale` (in module `cluster`).

    Raises:
        AttributeError: No module of the package holds it.
    """
    modules = _modules(package)
    flat = name.lower()
    if flat.startswith(package.rpartition("_")[2] + "provider"):
        flat = "provider"  # AzurermProvider and its parts stand in a module of that name
    for length in range(len(flat), 0, -1):  # the longest module name first: ClusterPolicy is not of `cluster`
        module = modules.get(flat[:length])
        if module:
            found = getattr(importlib.import_module(f"{package}.{module}"), name, None)
            if found is not None:
                return found
    raise AttributeError(f"{package} has no class {name!r}")


def resource_types(provider: str) -> list[str]:
    """Terraform names of every resource type that a provider's package has, without loading any.

    Args:
        provider: `azurerm` or `databricks`.
    """
    modules = _modules(f"cdktf_cdktf_provider_{provider}").values()
    plain = (name for name in modules if name != "provider" and not name.startswith(f"data_{provider}_"))
    # A type that is called `provider` has a module of another name: that one configures the provider.
    return sorted(f"{provider}_{name}".replace("_provider_resource", "_provider") for name in plain)
