"""What a platform uses in a month, before prices: features say it, app.sizing prices it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Amount(NamedTuple):
    """How much of something: at the least, as expected, at the most."""

    low: float
    expected: float
    high: float

    @classmethod
    def of(cls, value: float) -> Amount:
        """The same amount whatever happens."""
        return cls(value, value, value)


@dataclass(frozen=True)
class MachineHours:
    """Virtual machines that Databricks runs: its DBUs and Azure's price.

    Args:
        what: What they are, as the plan page says it.
        vm_type: Their VM type.
        machines: How many run at a time.
        hours: Hours a month they run.
        meter: What Databricks charges them as, a row of the catalog's DBU prices: `ALL_PURPOSE_COMPUTE`,
            `ALL_PURPOSE_COMPUTE_(PHOTON)`, `JOBS_COMPUTE`, `JOBS_COMPUTE_(PHOTON)`, `DLT_ADVANCED_COMPUTE`...
        assuming: What is assumed of it, one sentence for the plan page; nothing if left out.
    """

    what: str
    vm_type: str
    machines: Amount
    hours: float
    meter: str
    assuming: str = ""


@dataclass(frozen=True)
class WarehouseHours:
    """A SQL warehouse.

    Args:
        what: What it is, as the plan page says it.
        size: Size of a cluster, `2X-Small` to `4X-Large`.
        serverless: Whether machines are in the price of a DBU; if not, they are billed beside it.
        clusters: How many clusters run at a time.
        hours: Hours a month it runs.
        assuming: What is assumed of it, one sentence for the plan page; nothing if left out.
        classic: Whether it is of the older kind, without what pro ones do faster; pro if left out. A serverless
            one is never classic.
    """

    what: str
    size: str
    serverless: bool
    clusters: Amount
    hours: float
    assuming: str = ""
    classic: bool = False


@dataclass(frozen=True)
class Metered:
    """Anything that is billed by a unit: hours of a gateway, gigabytes of logs, DBUs of an endpoint.

    Args:
        what: What it is, as the plan page says it.
        price: The row of what the catalog prices by a unit (azure_prices, dbu_units, dbu_prices), such as
            `nat_gateway_hour`; without a row it is listed as not covered.
        quantity: Units a month; of a row of dbu_prices, the DBUs that are billed.
        assuming: What is assumed of it, one sentence for the plan page; nothing if left out.
    """

    what: str
    price: str
    quantity: Amount
    assuming: str = ""


Usage = MachineHours | WarehouseHours | Metered
HOURS_A_MONTH = 730
"""What is always on."""
