"""What time has overtaken: machines and runtimes that nobody can start any more, or never could."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from blueprints.mistakes import Mistake
from catalog.runtimes import before_all_runtimes, runtimes
from catalog.vm_types import misspelt_vm_type, vm_types
from naming.documents import Where


def vm_type_mistakes(name: str, where: Where, today: date) -> Iterator[Mistake]:
    """Why a VM type cannot be started. One that the catalog merely does not know passes.

    Args:
        name: The type.
        where: Where the file names it.
        today: The day that retirements are held against.
    """
    vm = vm_types().get(name)
    if vm and vm.retired(today):
        yield Mistake(where, f"{vm.name} was retired by Azure on {vm.retires_on}; use {vm.replacement}")
    near = misspelt_vm_type(name)
    if near:
        yield Mistake(where, f"unknown to the catalog; did you mean {near!r}?")


def runtime_mistakes(key: str, where: Where, today: date) -> Iterator[Mistake]:
    """Why a runtime cannot be started. One that the catalog merely does not know passes.

    Args:
        key: The runtime's key.
        where: Where the file names it.
        today: The day that support is held against.
    """
    runtime = runtimes().get(key.partition(".x")[0])
    if runtime and not runtime.supported(today):
        yield Mistake(where, f"support of {runtime.version} ended on {runtime.supported_until}; use a newer one")
    oldest = before_all_runtimes(key)
    if oldest:
        yield Mistake(where, f"is older than {oldest.version}, the oldest that the catalog knows; use a newer one")
