"""What a platform or any Terraform costs a month, resource by resource."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from app.sizing.cost import CostPart
from app.sizing.from_terraform.library import Used
from app.sizing.pricing import left_out, price
from blueprints.usage import Metered, Usage
from naming.errors import LakemasonError

FORMAT: Literal["lakemason cost"] = "lakemason cost"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ResourceCost(_Part):
    """One resource.

    Args:
        address: Its address; of a platform file, what is used.
        region: Where.
        low_usd: With the least use assumed, USD a month.
        expected_usd: As expected.
        high_usd: With the most.
        parts: What it is made of.
    """

    address: str
    region: str
    low_usd: float
    expected_usd: float
    high_usd: float
    parts: tuple[CostPart, ...]


class NotPricedResource(_Part):
    """Something without a price.

    Args:
        address: Its address.
        why: Why it has none.
    """

    address: str
    why: str


class CostReport(_Part):
    """All of it, the most expensive first.

    Args:
        format: What this is, for whoever reads the file.
        version: Of this form.
        of: What was priced.
        low_usd: With the least use assumed, USD a month.
        expected_usd: As expected.
        high_usd: With the most.
        resources: What has a price.
        not_priced: What has none, by address.
        free: How many resources cost nothing themselves.
        assumptions: What was assumed, a sentence each.
        not_covered: What comes on top of any platform and is in no table.
        prices_of: The day of each kind of price.
    """

    format: Literal["lakemason cost"] = FORMAT
    version: Literal[1] = 1
    of: str
    low_usd: float
    expected_usd: float
    high_usd: float
    resources: tuple[ResourceCost, ...]
    not_priced: tuple[NotPricedResource, ...]
    free: int
    assumptions: tuple[str, ...]
    not_covered: tuple[str, ...]
    prices_of: dict[str, date]


def report(used: Iterable[Used], *, of: str) -> CostReport:
    """Price what resources use.

    Args:
        used: Resources and their use.
        of: What these are, for people.
    """
    resources: list[ResourceCost] = []
    not_priced: list[NotPricedResource] = []
    assumptions: list[str] = []
    rows: list[str] = []
    prices_of: dict[str, date] = {}
    free = 0
    for one in used:
        not_priced += [NotPricedResource(address=one.address, why=why) for why in one.not_priced]
        free += one.free
        parts: list[CostPart] = []
        for use in one.usage:
            part, why, said, days = _priced(use, one.region or "")
            if part is None:
                what = "" if one.address == use.what else f"{use.what}: "  # said once
                not_priced.append(NotPricedResource(address=one.address, why=f"{what}{why}"))
                continue
            parts.append(part)
            assumptions += said
            rows += [use.price] if isinstance(use, Metered) else []
            prices_of |= {kind: min(day, prices_of.get(kind, day)) for kind, day in days.items()}
        if parts:
            resources.append(_resource(one.address, one.region or "", parts))
    resources.sort(key=lambda one: (-one.expected_usd, one.address))
    return CostReport(
        of=of,
        low_usd=_sum(one.low_usd for one in resources),
        expected_usd=_sum(one.expected_usd for one in resources),
        high_usd=_sum(one.high_usd for one in resources),
        resources=tuple(resources),
        not_priced=tuple(dict.fromkeys(not_priced)),
        free=free,
        assumptions=tuple(dict.fromkeys(assumptions)),
        not_covered=tuple(left_out(rows)),
        prices_of=prices_of,
    )


def planned_report(usage: Iterable[Usage], *, region: str, of: str) -> CostReport:
    """Price what a platform file is planned to use: there are no addresses yet, so each use is a line.

    Args:
        usage: What its blueprint and its features use.
        region: Where it stands.
        of: The platform's name.
    """
    return report((Used(use.what, "", region, usage=(use,)) for use in usage), of=of)


def _priced(use: Usage, region: str) -> tuple[CostPart | None, str, tuple[str, ...], dict[str, date]]:
    try:
        cost = price([use], region)
    except LakemasonError as error:
        return None, error.message, (), {}
    if not cost.parts:
        return None, f"the catalog has no price of it in {region}", (), {}
    return cost.parts[0], "", cost.assumptions, cost.prices_of


def _resource(address: str, region: str, parts: list[CostPart]) -> ResourceCost:
    return ResourceCost(
        address=address,
        region=region,
        low_usd=_sum(part.low_usd for part in parts),
        expected_usd=_sum(part.expected_usd for part in parts),
        high_usd=_sum(part.high_usd for part in parts),
        parts=tuple(parts),
    )


def _sum(amounts: Iterable[float]) -> float:
    return round(sum(amounts), 2)
