"""Chooses the sizes of a platform: the wished ones where they fit the limit, smaller ones where not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, ConfigDict

from app.sizing.cost import MonthlyCost
from app.sizing.limits import CostLimitExceeded, limit_of, money
from app.sizing.month import monthly_cost
from app.sizing.options import Wished, sizes_for
from blueprints.composition import Composition, Options, conflicts, features_of, with_needs
from blueprints.description import BlueprintDescription
from blueprints.features.vocabulary import CLASSES
from blueprints.platform import Sizes
from blueprints.request import InfrastructureRequest, WorkloadType
from blueprints.runtime import runtime_for
from catalog.regions import offered_region
from catalog.runtimes import runtime_of
from catalog.vm_types import vm_type
from naming.errors import LakemasonError

DEFAULT_REGION = "westeurope"
"""Where a platform stands if nobody said."""


class InfrastructureDecision(BaseModel):
    """The sizes chosen for a request, what they cost, and why.

    Args:
        sizes: What is pinned in the platform file.
        workload: What it is sized for; the blueprint's first where nobody said.
        region: Where it stands.
        region_is_default: Whether nobody named the region.
        monthly_cost_usd: Expected cost, USD a month.
        cost: The same with low and high, parts and assumptions.
        limit_usd: The most it may cost, USD a month.
        limit_of: Who set that limit.
        features: Features that are added to the blueprint's own: the wished, and what those need.
        to_fill_in: Options that somebody has to say before it can be built: where, and what to write.
        notes: What to know, or to do by hand, once it stands.
        minutes: From approval to a usable platform.
        why: One sentence for each choice.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sizes: Sizes
    workload: WorkloadType
    region: str
    region_is_default: bool
    monthly_cost_usd: float
    cost: MonthlyCost
    limit_usd: float
    limit_of: str
    features: tuple[str, ...] = ()
    to_fill_in: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    minutes: int
    why: tuple[str, ...]


def decide(
    request: InfrastructureRequest,
    blueprint: BlueprintDescription,
    *,
    options: Options | None = None,
    today: date | None = None,
) -> InfrastructureDecision:
    """Choose sizes for a request.

    Args:
        request: What is wished; its environment must be known.
        blueprint: What it is built from.
        options: What its features are told, by name; their defaults if left out.
        today: The day retirements and support are held against; the current one if left out.

    Raises:
        RegionError: The catalog has no prices for the region.
        VmTypeError: The region has none of the VM types that fit.
        CostLimitExceeded: The cheapest sizes cost more than the limit.
        LakemasonError: Two of the wished features exclude each other.
    """
    today = today or date.today()
    region = offered_region(request.region or DEFAULT_REGION).name
    limit_usd, whose = limit_of(request)
    workload = request.workload_type or blueprint.workload_types[0]
    wished = [feature for feature in request.features if feature in blueprint.features]
    added = with_needs(blueprint, wished)
    _refuse_conflicts((*blueprint.required_features, *added), blueprint)
    said = options or {}
    features = features_of(blueprint, {name: said.get(name, {}) for name in (*blueprint.required_features, *added)})
    assert request.environment is not None  # limit_of saw to that

    def site(sizes: Sizes) -> Composition:
        assert request.environment is not None
        return Composition(blueprint, request.environment, region, sizes, features, limit_usd)

    sized = Wished(frozenset(features), runtime_for(workload, gpu="gpu" in features, today=today), region, today)
    choices = list(sizes_for(sized))
    priced = [(sizes, monthly_cost(site(sizes))) for sizes in choices]
    fitting = [(sizes, cost) for sizes, cost in priced if cost.expected_usd <= limit_usd]
    if not fitting:
        sizes, cost = min(priced, key=lambda option: option[1].expected_usd)
        raise CostLimitExceeded(
            limit_usd=limit_usd, limit_of=whose, cheapest=_described(sizes), cheapest_usd=cost.expected_usd
        )
    sizes, cost = fitting[0]
    bigger = None if sizes == choices[0] else priced[0]
    chosen = site(sizes)
    return InfrastructureDecision(
        sizes=sizes,
        workload=workload,
        region=region,
        region_is_default=request.region is None,
        monthly_cost_usd=cost.expected_usd,
        cost=cost,
        limit_usd=limit_usd,
        limit_of=whose,
        features=added,
        to_fill_in=tuple(
            (f"features.{name}.{gap.option}", gap.write)
            for name, feature in features.items()
            for gap in feature.gaps(chosen)
        ),
        notes=tuple(note for feature in features.values() for note in feature.notes(chosen)),
        minutes=blueprint.estimated_time_minutes + sum(features[name].about.minutes for name in added),
        why=(*_why(request, sizes, region, bigger, limit_usd), *_why_added(added, wished)),
    )


def _refuse_conflicts(features: tuple[str, ...], blueprint: BlueprintDescription) -> None:
    for one, other in conflicts(features):
        if one in blueprint.required_features:
            fix = f"Wish for no {other}: {blueprint.name} always has {one}."
        else:
            fix = f"Wish for one of them: no {one}, or no {other}."
        raise LakemasonError(f"{one} and {other} exclude each other.", fix=fix)


def _why_added(added: tuple[str, ...], wished: list[str]) -> Iterator[str]:
    for name in added:
        if name not in wished:
            asking = [one for one in added if any(name in group for group in CLASSES[one].about.needs)]
            yield f"{name} comes along: {' and '.join(asking)} needs it."


def _why(
    request: InfrastructureRequest,
    sizes: Sizes,
    region: str,
    wished: tuple[Sizes, MonthlyCost] | None,
    limit_usd: float,
) -> Iterator[str]:
    display = offered_region(region).display_name
    if request.region is None:
        yield f"Region {region} ({display}): the default, as none was named."
    else:
        yield f"Region {region} ({display}): as asked."
    yield "Tier premium: the standard tier was retired on 2026-10-01."
    if sizes.runtime is not None:
        yield _why_runtime(sizes.runtime)
    if sizes.worker_type is not None:
        yield _why_type(sizes)
    if sizes.min_workers is not None:
        yield f"{_workers(sizes)}: {_why_workers(sizes)}."
    elif sizes.max_workers is not None:
        yield f"Up to {sizes.max_workers} machines in the pool: jobs share them and no job can take more."
    if sizes.warehouse_size is not None:
        yield f"Warehouse {sizes.warehouse_size}: the largest that fits, up to Small; it can grow later in place."
    if sizes.autotermination_minutes is not None:
        yield f"Stops after {sizes.autotermination_minutes} minutes without work: nobody pays for a night."
    if sizes.driver_type is not None and "-ml-" in (sizes.runtime or ""):
        yield (
            "Dedicated to whoever deploys it, as machine learning runtimes ask for; "
            "features.interactive_compute.dedicated_to names a group instead."
        )
    if wished is not None:
        usual = money(wished[1].expected_usd)
        yield f"Smaller than usual: {_described(wished[0])} would be {usual} a month, over {money(limit_usd)}."


def _why_runtime(key: str) -> str:
    runtime = runtime_of(key)
    kind = "with GPU drivers and ML libraries" if "gpu-ml" in key else "with ML libraries" if "cpu-ml" in key else ""
    named = f"{runtime.version} LTS {kind}".strip()
    return f"Runtime {key}: {named}, supported until {runtime.supported_until}."


def _why_type(sizes: Sizes) -> str:
    found = vm_type(sizes.worker_type or "")
    size = f"{found.vcpus} vCPU, {found.memory_gib:g} GiB"
    if found.family == "gpu":
        return f"{found.name} ({size}): the smallest current GPU type; NCv3 was retired on 2025-09-30."
    return f"{found.name} ({size}): a current general-purpose type, no retirement announced."


def _why_workers(sizes: Sizes) -> str:
    if sizes.min_workers == sizes.max_workers:
        return "a fixed number, the least there can be"
    return "the cluster grows with the load and shrinks again"


def _workers(sizes: Sizes) -> str:
    if sizes.min_workers == sizes.max_workers:
        return f"{sizes.max_workers} worker{'s' if sizes.max_workers != 1 else ''}"
    return f"{sizes.min_workers}-{sizes.max_workers} workers"


def _described(sizes: Sizes) -> str:
    if sizes.driver_type is not None:
        return f"a driver and {_workers(sizes)} of {sizes.worker_type}"
    if sizes.worker_type is not None:
        return f"a pool of {sizes.max_workers} {sizes.worker_type}"
    if sizes.warehouse_size is not None:
        return f"a warehouse of size {sizes.warehouse_size}"
    return "an empty workspace"
