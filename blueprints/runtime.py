"""Which runtime a platform takes where nobody says."""

from __future__ import annotations

from datetime import date

from catalog.runtimes import Flavour, default_runtime

_MACHINE_LEARNING = ("ml", "data_science")
"""Workloads that want the machine-learning libraries in the runtime."""


def runtime_for(workload: str, *, gpu: bool, today: date) -> str:
    """The key of the runtime that suits a workload.

    Args:
        workload: What the platform is for.
        gpu: Whether its machines have graphics processors.
        today: The day that support is held against.
    """
    flavour: Flavour = "gpu_ml" if gpu else "cpu_ml" if workload in _MACHINE_LEARNING else "plain"
    return default_runtime(flavour, today=today)[1]
