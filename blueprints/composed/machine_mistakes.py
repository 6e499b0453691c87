"""What can be seen of machines only where each resource alone is right: pools too small, GPUs without their runtime."""

from __future__ import annotations

from collections.abc import Iterator

from blueprints.composed import graph
from blueprints.composed.machines import Machines, Pool
from blueprints.composed.resources_jobs import Job
from blueprints.mistakes import Mistake
from blueprints.platform import Platform
from catalog.vm_types import vm_types
from naming.documents import Where


def fitting_mistakes(platform: Platform) -> Iterator[Mistake]:
    """Machines that cannot start as the file says them.

    Args:
        platform: The platform; its resources are right one by one, and what they name is there.
    """
    made = {key: kind.model_validate(said) for key, said in platform.resources.items() if (kind := graph.type_of(key))}
    pools = {key: one for key, one in made.items() if isinstance(one, Pool)}
    for key, one in made.items():
        where: Where = ("resources", key)
        if isinstance(one, Machines):
            yield from _machines(one, where, pools)
        elif isinstance(one, Job):
            for name, machines in one.machines.items():
                yield from _machines(machines, (*where, "machines", name), pools)
        elif isinstance(one, Pool) and one.runtime:
            yield from _gpus(one.runtime, {"node_type": one.node_type}, where)


def _machines(one: Machines, where: Where, pools: dict[str, Pool]) -> Iterator[Mistake]:
    pool = pools.get(f"pool-{one.pool_ref}")
    if pool is None:
        types = {"node_type": one.node_type} if one.max_workers or not one.driver_type else {}
        yield from _gpus(one.runtime, types | {"driver_type": one.driver_type}, where)
        return
    yield from _gpus(one.runtime, {"pool_ref": pool.node_type}, where)
    needed = 1 + one.max_workers
    if needed > pool.max_capacity:
        workers = f"{one.max_workers} workers" if one.max_workers != 1 else "1 worker"
        text = (
            f"pool-{one.pool_ref} holds at most {pool.max_capacity} (max_capacity), but a driver and {workers} take"
            f" {needed} machines; write max_capacity: {needed} there"
        )
        fewer = pool.max_capacity - 1
        more = f", or max_workers: {fewer} here" if fewer >= max(one.min_workers, 1) else ""
        yield Mistake((*where, "max_workers"), text + more)


def _gpus(runtime: str, types: dict[str, str | None], where: Where) -> Iterator[Mistake]:
    """A GPU runtime needs a GPU in each machine; without one it does not see them.

    Source: Azure Databricks docs, gpu-enabled compute.
    """
    for argument, name in types.items():
        vm = vm_types().get(name or "")
        if vm is None:
            continue
        if "-gpu-" in runtime and not vm.gpus:
            yield Mistake((*where, argument), f"{vm.name} has no GPU, which runtime {runtime} needs; {_with_gpus()}")
        elif vm.gpus and "-gpu-" not in runtime and argument != "driver_type":
            text = f"{vm.name} has GPUs, which runtime {runtime} does not use; write a runtime such as"
            yield Mistake((*where, argument), f"{text} 17.3.x-gpu-ml-scala2.13, or a machine without GPUs")


def _with_gpus() -> str:
    first = next(vm.name for vm in vm_types().values() if vm.gpus and vm.current)
    return f"write a machine with GPUs, such as {first}, or a runtime without -gpu-"
