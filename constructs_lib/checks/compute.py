"""Checks of what computes: what it may cost, and whether it can still be had."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from catalog.runtimes import runtimes
from catalog.vm_types import vm_types
from constructs_lib.checks.check import Body, Check, Problem, Stack, blocks, by_environment, everywhere

IDLE_MINUTES = {"sandbox": 60, "dev": 120, "staging": 120, "prod": 240}
"""Minutes that an idle cluster may go on running, by environment; ours, so that a forgotten one costs no night."""

_SIZES = ("node_type_id", "driver_node_type_id")


def _clusters(stack: Stack) -> Iterator[tuple[str, Body]]:
    """Clusters of their own, and those that jobs bring along."""
    for address, _, body in stack.resources("databricks_cluster"):
        yield address, body
    for address, _, body in stack.resources("databricks_job"):
        holders = [*blocks(body.get("job_cluster")), *blocks(body.get("task"))]
        for holder in holders:
            for cluster in blocks(holder.get("new_cluster")):
                yield address, cluster


def _without_policy(stack: Stack) -> Iterator[Problem]:
    for address, body in _clusters(stack):
        if not body.get("policy_id"):
            yield address, "follows no cluster policy"


def _idle(stack: Stack) -> Iterator[Problem]:
    most = IDLE_MINUTES[stack.environment]
    for address, _, body in stack.resources("databricks_cluster"):
        minutes = body.get("autotermination_minutes", 60)  # the provider's default
        if minutes == 0:
            yield address, "never stops by itself (autotermination_minutes is 0)"
        elif isinstance(minutes, int | float) and minutes > most:
            yield address, f"stops after {minutes} idle minutes; {stack.environment} allows {most}"


def _types(stack: Stack) -> Iterator[tuple[str, str, str]]:
    """Every VM type that machines are of: the address, the argument and the type."""
    pools = [(address, body) for address, _, body in stack.resources("databricks_instance_pool")]
    pipelines = [
        (address, cluster)
        for address, _, body in stack.resources("databricks_pipeline")
        for cluster in blocks(body.get("cluster"))
    ]
    for address, body in [*_clusters(stack), *pools, *pipelines]:
        for argument in _SIZES:
            name = body.get(argument)
            if isinstance(name, str) and name and "${" not in name:
                yield address, argument, name


def _retired_type(stack: Stack) -> Iterator[Problem]:
    for address, argument, name in _types(stack):
        vm = vm_types().get(name)
        if vm and vm.retired(stack.today):
            yield address, f"{argument} {vm.name} was retired on {vm.retires_on}; use {vm.replacement}"


def _unknown_type(stack: Stack) -> Iterator[Problem]:
    for address, argument, name in _types(stack):
        if name not in vm_types():
            near = get_close_matches(name, vm_types(), n=1)
            hint = f"; the nearest that it knows is {near[0]}" if near else ""
            yield address, f"{argument} {name} is unknown to the catalog{hint}"


def _retired_runtime(stack: Stack) -> Iterator[Problem]:
    used = [(address, body.get("spark_version")) for address, body in _clusters(stack)]
    for address, _, body in stack.resources("databricks_instance_pool"):
        used += [(address, key) for key in body.get("preloaded_spark_versions") or ()]
    for address, key in used:
        runtime = runtimes().get(str(key).partition(".x")[0])
        if runtime and not runtime.supported(stack.today):
            yield address, f"support of runtime {key} ended on {runtime.supported_until}"


def _gpu_on_demand(stack: Stack) -> Iterator[Problem]:
    for address, body in _clusters(stack):
        vm = vm_types().get(str(body.get("node_type_id")))
        spot = any("SPOT" in str(azure.get("availability")) for azure in blocks(body.get("azure_attributes")))
        if vm and vm.family == "gpu" and not spot:
            yield address, f"{vm.name} at the full price"


COMPUTE = (
    Check(
        code="cluster-without-policy",
        reason="Without a policy anybody who may edit it can make it as large as they like.",
        fix="Add `policy-main: {}` to resources and `policy_ref: main` to the cluster; in constructs, ClusterPolicy.",
        source="Azure Databricks docs, compute policies",
        severity=by_environment(sandbox="advice", dev="advice", staging="advice", prod="warning"),
        find=_without_policy,
    ),
    Check(
        code="autotermination",
        reason="A forgotten cluster costs as much as a used one.",
        fix="Set sizes.autotermination_minutes, or the cluster's own, within the environment's limit.",
        source="databricks_cluster docs, autotermination_minutes; limits are ours",
        severity=by_environment(sandbox="error", dev="error", staging="error", prod="error"),
        find=_idle,
    ),
    Check(
        code="retired-vm-type",
        reason="Azure cannot start it any more, though it still has a price.",
        fix="Write the type that replaces it where the platform file names this one: sizes, or the resource.",
        source="Azure VM retirement list, see catalog/vm_types.csv",
        severity=everywhere("error"),
        find=_retired_type,
    ),
    Check(
        code="unknown-vm-type",
        reason="It has no price here, and nobody looked at whether Azure Databricks starts it.",
        fix="Take a type of the catalog, or make sure that the workspace offers this one.",
        source="ours; catalog/vm_types.csv",
        severity=everywhere("warning"),
        find=_unknown_type,
    ),
    Check(
        code="retired-runtime",
        reason="A runtime without support gets no security fixes and stops working some day.",
        fix="Write a runtime with long-term support as sizes.runtime, or as the resource's runtime.",
        source="Azure Databricks runtime release notes, see catalog/runtimes.csv",
        severity=everywhere("error"),
        find=_retired_runtime,
    ),
    Check(
        code="gpu-on-demand",
        reason="Experiments can be repeated; spot machines cost a fraction.",
        fix="Add `spot: {}` to features, or `spot: true` to a composed cluster; in constructs, ClusterOptions.",
        source="ours",
        severity=by_environment(sandbox="warning", dev="warning", staging="advice", prod="advice"),
        find=_gpu_on_demand,
    ),
)
