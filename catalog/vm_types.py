"""The VM types a platform can be built from, and the ones that Azure takes away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Literal

from catalog.tables import day, table
from naming.errors import LakemasonError

Family = Literal["general", "memory", "gpu"]
_FAMILIES: dict[str, Family] = {"general": "general", "memory": "memory", "gpu": "gpu"}


class VmTypeError(LakemasonError):
    """A VM type that cannot be used: unknown, retired, or not in that region."""


_AZURES = re.compile(r"Standard_[A-Z]+\d+(-\d+)?[a-z]*(_[A-Za-z0-9]+)*")
"""How Azure builds its names: a family, a number of processors, what it adds, a version."""


@dataclass(frozen=True)
class VmType:
    """One VM type.

    Args:
        name: As Azure writes it.
        family: What it is good at.
        vcpus: Virtual processors.
        memory_gib: Memory, GiB.
        dbu_per_hour: DBUs it counts an hour, without Photon; the same in every region.
        retires_on: The day Azure takes it away; None where nothing is announced.
        replacement: What to take in its place.
        gpus: Graphics processors.
    """

    name: str
    family: Family
    vcpus: int
    memory_gib: float
    dbu_per_hour: float
    retires_on: date | None
    replacement: str
    gpus: int = 0

    def retired(self, today: date) -> bool:
        """Whether it can no longer be had."""
        return self.retires_on is not None and self.retires_on <= today

    @property
    def current(self) -> bool:
        """Whether it may be chosen: no end is announced."""
        return self.retires_on is None


@cache
def vm_types() -> dict[str, VmType]:
    """Every VM type of the catalog by name, retired ones too."""
    return {
        row["name"]: VmType(
            name=row["name"],
            family=_FAMILIES[row["family"]],
            vcpus=int(row["vcpus"]),
            memory_gib=float(row["memory_gib"]),
            dbu_per_hour=float(row["dbu_per_hour"]),
            retires_on=day(row["retires_on"]),
            replacement=row["replacement"],
            gpus=int(row["gpus"]),
        )
        for row in table("vm_types").rows
    }


def vm_type(name: str) -> VmType:
    """The VM type of that name. Raises VmTypeError naming the nearest."""
    types = vm_types()
    if name in types:
        return types[name]
    near = get_close_matches(name, types, n=1) or ["Standard_D4ds_v5"]
    raise VmTypeError(
        f"The catalog has no VM type {name!r}.", fix=f"Did you mean {near[0]}? There are: {', '.join(types)}."
    )


def misspelt_vm_type(name: str) -> str | None:
    """The VM type that a name was meant to be, where it is certainly none itself: not built as Azure builds names."""
    if name in vm_types() or _AZURES.fullmatch(name):
        return None
    return next(iter(get_close_matches(name, vm_types(), n=1)), None)


def usable_vm_type(name: str, *, today: date) -> VmType:
    """The VM type of that name, refused with the reason where Azure has retired it."""
    found = vm_type(name)
    if found.retired(today):
        raise VmTypeError(
            f"{name} was retired by Azure on {found.retires_on}: it cannot be started, though it still has a price.",
            fix=f"Use {found.replacement}.",
        )
    return found
