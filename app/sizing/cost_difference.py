"""What changes between two reports: created, removed, changed, and what all of it makes a month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from app.sizing.cost_report import CostReport, NotPricedResource

Change = Literal["created", "removed", "changed"]


class ResourceDifference(BaseModel):
    """A resource whose cost is another than before.

    Args:
        address: Its address.
        change: created, removed or changed.
        before_usd: Expected before, USD a month; 0 of what is created.
        after_usd: Expected after; 0 of what is removed.
        difference_usd: After less before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: str
    change: Change
    before_usd: float
    after_usd: float
    difference_usd: float


class CostDifference(BaseModel):
    """The difference of two reports, the largest first.

    Args:
        before_usd: Expected before, USD a month.
        after_usd: Expected after.
        difference_usd: After less before.
        low_difference_usd: The same with the least use assumed.
        high_difference_usd: The same with the most.
        resources: What changes.
        unchanged: How many resources cost the same.
        not_priced: What has no price now and was not there before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    before_usd: float
    after_usd: float
    difference_usd: float
    low_difference_usd: float
    high_difference_usd: float
    resources: tuple[ResourceDifference, ...]
    unchanged: int
    not_priced: tuple[NotPricedResource, ...]


def difference(before: CostReport, after: CostReport) -> CostDifference:
    """What changes from one report to another, by address."""
    changes = sorted(_changes(before, after), key=lambda one: (-abs(one.difference_usd), one.address))
    stood = {one.address for one in before.resources}
    return CostDifference(
        before_usd=before.expected_usd,
        after_usd=after.expected_usd,
        difference_usd=round(after.expected_usd - before.expected_usd, 2),
        low_difference_usd=round(after.low_usd - before.low_usd, 2),
        high_difference_usd=round(after.high_usd - before.high_usd, 2),
        resources=tuple(changes),
        unchanged=len(stood | {one.address for one in after.resources}) - len(changes),
        not_priced=tuple(one for one in after.not_priced if one not in before.not_priced),
    )


def _changes(before: CostReport, after: CostReport) -> Iterator[ResourceDifference]:
    old, new = ({one.address: one for one in one.resources} for one in (before, after))
    for address in {**old, **new}:
        was, now = old.get(address), new.get(address)
        if (
            was is not None
            and now is not None
            and was.model_copy(update={"parts": ()}) == now.model_copy(update={"parts": ()})
        ):
            continue
        change: Change = "created" if was is None else "removed" if now is None else "changed"
        before_usd, after_usd = was.expected_usd if was else 0.0, now.expected_usd if now else 0.0
        yield ResourceDifference(
            address=address,
            change=change,
            before_usd=before_usd,
            after_usd=after_usd,
            difference_usd=round(after_usd - before_usd, 2),
        )
