"""Sizes of SQL warehouses: the DBUs of a cluster, and the machines that Azure bills beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from catalog.tables import table
from naming.errors import LakemasonError


class WarehouseSizeError(LakemasonError):
    """A size that the catalog does not hold."""


@dataclass(frozen=True)
class WarehouseSize:
    """One cluster of a SQL warehouse.

    Args:
        name: As Databricks writes it, `2X-Small` to `4X-Large`.
        dbu_per_hour: DBUs it counts an hour: serverless, pro and classic alike.
        machines: How many of each VM type it runs on, driver and workers, where machines are billed beside it.
    """

    name: str
    dbu_per_hour: float
    machines: Mapping[str, int]


@cache
def warehouse_sizes() -> dict[str, WarehouseSize]:
    """Every size by name, smallest first."""
    return {
        row["size"]: WarehouseSize(
            name=row["size"],
            dbu_per_hour=float(row["dbu_per_hour"]),
            machines=_machines(row["driver_type"], row["worker_type"], int(row["workers"])),
        )
        for row in table("warehouses").rows
    }


def warehouse_size(name: str) -> WarehouseSize:
    """The size of that name. Raises WarehouseSizeError naming those there are."""
    sizes = warehouse_sizes()
    if name not in sizes:
        raise WarehouseSizeError(f"No SQL warehouse has the size {name!r}.", fix=f"There are: {', '.join(sizes)}.")
    return sizes[name]


def _machines(driver: str, worker: str, workers: int) -> dict[str, int]:
    if driver == worker:
        return {worker: workers + 1}
    return {driver: 1, worker: workers}
