"""Chooses the sizes of a platform: the wished ones where they fit the limit, smaller ones where not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, ConfigDict

from app.sizing.cost import MonthlyCost
from app.sizing.limits import CostLimitExceeded, limit_of, money
from app.sizing.month import monthly_cost
from app.sizing.options import cluster_sizes, pool_sizes
from blueprints.description import BlueprintDescription
from blueprints.platform import Sizes
from blueprints.request import InfrastructureRequest, WorkloadType
from catalog.regions import offered_region
from catalog.runtimes import Flavour, default_runtime, runtime_of
from catalog.vm_types import vm_type

DEFAULT_REGION = "westeurope"
"""Where a platform stands if nobody said."""

_ML_WORKLOADS: tuple[WorkloadType, ...] = ("ml", "data_science")
"""Workloads that want the machine-learning libraries in the runtime."""


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
    why: tuple[str, ...]


def decide(
    request: InfrastructureRequest, blueprint: BlueprintDescription, *, today: date | None = None
) -> InfrastructureDecision:
    """Choose sizes for a request.

    Args:
        request: What is wished; its environment must be known.
        blueprint: What it is built from.
        today: The day retirements and support are held against; the current one if left out.

    Raises:
        RegionError: The catalog has no prices for the region.
        VmTypeError: The region has none of the VM types that fit.
        CostLimitExceeded: The cheapest sizes cost more than the limit.
    """
    today = today or date.today()
    region = offered_region(request.region or DEFAULT_REGION).name
    limit_usd, whose = limit_of(request)
    workload = request.workload_type or blueprint.workload_types[0]
    options = list(_options(request, blueprint, workload, region, today))
    priced = [(sizes, monthly_cost(blueprint.compute, sizes, region)) for sizes in options]
    fitting = [(sizes, cost) for sizes, cost in priced if cost.expected_usd <= limit_usd]
    if not fitting:
        sizes, cost = min(priced, key=lambda option: option[1].expected_usd)
        raise CostLimitExceeded(
            limit_usd=limit_usd, limit_of=whose, cheapest=_described(sizes), cheapest_usd=cost.expected_usd
        )
    sizes, cost = fitting[0]
    wished = None if sizes == options[0] else priced[0]
    return InfrastructureDecision(
        sizes=sizes,
        workload=workload,
        region=region,
        region_is_default=request.region is None,
        monthly_cost_usd=cost.expected_usd,
        cost=cost,
        limit_usd=limit_usd,
        limit_of=whose,
        why=tuple(_why(request, sizes, region, wished, limit_usd)),
    )


def _options(
    request: InfrastructureRequest,
    blueprint: BlueprintDescription,
    workload: WorkloadType,
    region: str,
    today: date,
) -> Iterator[Sizes]:
    if blueprint.compute == "none":
        yield Sizes()
        return
    gpu = request.enable_gpu and "gpu" in blueprint.features
    flavour: Flavour = "gpu_ml" if gpu else "cpu_ml" if workload in _ML_WORKLOADS else "plain"
    _, runtime = default_runtime(flavour, today=today)
    if blueprint.compute == "interactive_cluster":
        autoscaling = "autoscaling" in request.features
        yield from cluster_sizes(blueprint, runtime, gpu=gpu, autoscaling=autoscaling, region=region, today=today)
    else:
        yield from pool_sizes(runtime, gpu=gpu, region=region, today=today)


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
    return "an empty workspace"
