"""What a decision is: the sizes, what they cost, and why."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from app.preflight import PreflightCheck
from app.sizing.cost import MonthlyCost
from blueprints.platform import Sizes
from blueprints.request import WorkloadType


class Choice(BaseModel):
    """One thing that was chosen.

    Args:
        of: What: a size by its name, `region` or `spot_share`.
        chosen: What was taken, in words.
        why: Why, one sentence.
        weighed: What was held against it, one sentence; empty where there was nothing to choose.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: str
    chosen: str
    why: str
    weighed: str = ""


class InfrastructureDecision(BaseModel):
    """The sizes chosen for a request, what they cost, and why.

    Args:
        sizes: What is pinned in the platform file.
        workload: What it is sized for; the blueprint's first where nobody said.
        region: Where it stands.
        region_is_default: Whether nobody named the region.
        monthly_cost_usd: Expected cost, USD a month.
        cost: The same with low and high, parts and assumptions.
        hours_a_month: Hours of use that were asked for; None: what each feature assumes.
        spot_share: Share of its machines that Azure may take away, 0 to 1.
        limit_usd: The most it may cost, USD a month.
        limit_of: Who set that limit.
        features: Features that are added to the blueprint's own: the wished, and what those need.
        to_fill_in: Options that somebody has to say before it can be built: where, and what to write.
        notes: What to know, or to do by hand, once it stands.
        minutes: From approval to a usable platform.
        why: One sentence for each choice.
        choices: The same by what was chosen, with what was weighed against it.
        checks: What was looked at before anything is built: retirements, region, quota.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sizes: Sizes
    workload: WorkloadType
    region: str
    region_is_default: bool
    monthly_cost_usd: float
    cost: MonthlyCost
    hours_a_month: float | None = None
    spot_share: float = 0.0
    limit_usd: float
    limit_of: str
    features: tuple[str, ...] = ()
    to_fill_in: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    minutes: int
    why: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    checks: tuple[PreflightCheck, ...] = ()
