"""Classes of the databricks provider, by name, each loaded when it is first used: `databricks.Cluster`."""

from __future__ import annotations

from typing import Any

from constructs_lib.bindings import engine as _engine  # noqa: F401 (opens the door first)
from constructs_lib.bindings.lazy import load_class


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(name)
    return load_class("cdktf_cdktf_provider_databricks", name)
