"""Clusters of people, pools, the machines that policies allow, and SQL warehouses."""

from __future__ import annotations

from collections.abc import Iterator

from app.sizing.from_terraform.machines import POLICY, POOL, clusters_in, machines_of
from app.sizing.from_terraform.reader import Case, NotPriced
from app.sizing.from_terraform.resource import Resource, number, rules, text
from blueprints.features.compute.hours import (
    INTERACTIVE_HOURS,
    JOB_HOURS,
    POOL_SHARE,
    WAREHOUSE_HOURS,
    WORKING_DAYS,
    interactive_hours,
)
from blueprints.usage import HOURS_A_MONTH, Amount, MachineHours, Metered, Usage, WarehouseHours

PROVIDERS_IDLE_MINUTES = 60
"""Minutes after which a cluster stops that does not say so.
Source: databricks_cluster docs, autotermination_minutes."""

_TAKERS = ("databricks_cluster", "databricks_job", "databricks_pipeline")


def cluster(case: Case) -> Iterator[Usage | NotPriced]:
    """A cluster of people: in working hours, or always where it never stops by itself."""
    machines = machines_of(case, case.body)
    if isinstance(machines, NotPriced):
        yield machines
        return
    said = number(case.body.get("autotermination_minutes"))
    idle_minutes = PROVIDERS_IDLE_MINUTES if said is None else int(said)
    usual = interactive_hours(idle_minutes) if idle_minutes else HOURS_A_MONTH
    hours = case.told.number("hours", usual)
    if "hours" in case.told:
        assuming = f"The cluster runs {hours:g} h a month, as told."
    elif not idle_minutes:
        assuming = f"The cluster never stops by itself: {hours:g} h a month."
    else:
        assuming = f"The cluster runs {hours:g} h a month: {hours / WORKING_DAYS:g} h on {WORKING_DAYS} days."
    yield from machines.usage("cluster", hours=hours, kind="ALL_PURPOSE", assuming=assuming)


def pool(case: Case) -> Iterator[Usage | NotPriced]:
    """A pool: machines that wait; and the work on it, where nothing in the file that takes from it is counted."""
    vm_type = text(case.body.get("node_type_id"))
    if vm_type is None:
        yield NotPriced("its VM type is not in the file")
        return
    waiting = number(case.body.get("min_idle_instances")) or 0
    if waiting:
        quantity = Amount.of(waiting * HOURS_A_MONTH)
        assuming = f"{waiting:g} machine{'s wait' if waiting != 1 else ' waits'} in the pool at all hours."
        yield Metered(f"waiting machines, {waiting:g} x {vm_type}", f"idle_{vm_type}_hour", quantity, assuming)
    if _taken_by_counted(case):
        return
    most = number(case.body.get("max_capacity"))
    if most is None and "machines" not in case.told:
        yield NotPriced("it has no max_capacity; machines in a usage file can tell how many work")
        return
    people, photon = _people_take_it(case)
    hours = case.told.number("hours", INTERACTIVE_HOURS if people else JOB_HOURS)
    yield _half_busy(case, "pool", vm_type, most or 0, hours=hours, people=people, photon=photon, least=1)


def _half_busy(
    case: Case, what: str, vm_type: str, most: float, *, hours: float, people: bool, photon: bool, least: float
) -> Usage:
    """Machines that nobody in the file uses yet: half of them in working hours, or in those of nightly jobs."""
    kind = "ALL_PURPOSE" if people else "JOBS"
    lowest = 2.0 if people else least
    assumed = Amount(min(lowest, most), min(max(lowest, most * POOL_SHARE), most), most)
    amount = case.told.amount("machines", assumed)
    who = "People work" if people else "Jobs run"
    when = "as told" if "hours" in case.told else "8 h on 21 days" if people else "2 h on 30 nights"
    return MachineHours(
        f"{what}, up to {amount.high:g} x {vm_type}",
        vm_type,
        amount,
        hours,
        f"{kind}_COMPUTE_(PHOTON)" if photon else f"{kind}_COMPUTE",
        f"{who} {hours:g} h a month on the {what}, {when}, with {amount.expected:g} of {amount.high:g} machines on"
        f" average; low is {amount.low:g}, high is {amount.high:g}.",
    )


def _taken_by_counted(case: Case) -> bool:
    """Whether a cluster, job or pipeline in the file takes the pool's machines: they are counted there."""
    return any(
        case.landscape.target(taker, block.get(argument), POOL) == case.resource
        for taker in case.landscape.of(case.resource, *_TAKERS)
        for block in clusters_in(taker)
        for argument in ("instance_pool_id", "driver_instance_pool_id")
    )


def _definition(policy: Resource) -> dict[str, object]:
    return {
        **rules(policy.body.get("policy_family_definition_overrides")),
        **rules(policy.body.get("definition")),
    }


def _rule(definition: dict[str, object], attribute: str) -> dict[str, object]:
    found = definition.get(attribute)
    return found if isinstance(found, dict) else {}


def _people_take_it(case: Case) -> tuple[bool, bool]:
    """Whether a policy leads people's clusters, not those of jobs, to the pool; and whether those have Photon."""
    for policy in case.landscape.of(case.resource, POLICY):
        definition = _definition(policy)
        said = str(_rule(definition, "instance_pool_id"))
        # A rule may allow several pools: each is looked for, not only the first.
        name = case.resource.address.partition("[")[0]
        if policy.stack == case.resource.stack and f"${{{name}." in said:
            people = _rule(definition, "cluster_type").get("value") != "job"
            return people, _rule(definition, "runtime_engine").get("value") == "PHOTON"
    return False, False


def policy(case: Case) -> Iterator[Usage | NotPriced]:
    """The machines that a policy allows, where it says which and how many and nothing that follows it is counted."""
    definition = _definition(case.resource)
    vm_type = _rule(definition, "node_type_id").get("value")
    most = number(_rule(definition, "autoscale.max_workers").get("maxValue"))
    if not isinstance(vm_type, str) or most is None or _followed_by_counted(case):
        return
    people = _rule(definition, "cluster_type").get("value") != "job"
    photon = _rule(definition, "runtime_engine").get("value") == "PHOTON"
    hours = case.told.number("hours", INTERACTIVE_HOURS if people else JOB_HOURS)
    machines = Amount(2, 1 + max(1.0, most * POOL_SHARE), 1 + most)
    amount = case.told.amount("machines", machines)
    when = "as told" if "hours" in case.told else "8 h on 21 days" if people else "2 h on 30 nights"
    yield MachineHours(
        f"clusters under the policy, a driver and up to {most:g} workers x {vm_type}",
        vm_type,
        amount,
        hours,
        f"{'ALL_PURPOSE' if people else 'JOBS'}_COMPUTE{'_(PHOTON)' if photon else ''}",
        f"One cluster under the policy runs {hours:g} h a month, {when}, with {amount.expected:g} of {amount.high:g}"
        " machines on average.",
    )


def _followed_by_counted(case: Case) -> bool:
    return any(
        case.landscape.target(taker, block.get("policy_id"), POLICY) == case.resource
        for taker in case.landscape.of(case.resource, *_TAKERS)
        for block in clusters_in(taker)
    )


def warehouse(case: Case) -> Iterator[Usage | NotPriced]:
    """A SQL warehouse in the hours that people ask."""
    size = text(case.body.get("cluster_size"))
    if size is None:
        yield NotPriced("its size is not in the file")
        return
    least = number(case.body.get("min_num_clusters")) or 1
    most = max(least, number(case.body.get("max_num_clusters")) or 1)
    said, classic = case.body.get("enable_serverless_compute"), case.body.get("warehouse_type") == "CLASSIC"
    serverless = said is True or (said is None and not classic)  # left out, the workspace's settings decide
    classic = classic and not serverless
    kind = "serverless" if serverless else "classic" if classic else "pro"
    yield WarehouseHours(
        f"SQL warehouse, {size}, {kind}",
        size,
        serverless,
        case.told.amount("clusters", Amount(least, least, most)),
        hours := _warehouse_hours(case),
        _warehouse_assuming(case, hours),
        classic,
    )


def _never_stops(case: Case) -> bool:
    return number(case.body.get("auto_stop_mins")) == 0


def _warehouse_hours(case: Case) -> float:
    # Where nobody says what it is for, it is counted as one that all of production asks.
    usual = WAREHOUSE_HOURS[case.environment or "prod"]
    return case.told.number("hours", HOURS_A_MONTH if _never_stops(case) else usual)


def _warehouse_assuming(case: Case, hours: float) -> str:
    if "hours" in case.told:
        return f"The warehouse answers {hours:g} h a month, as told."
    if _never_stops(case):
        return f"The warehouse never stops by itself: {hours:g} h a month."
    return f"The warehouse answers {hours:g} h a month: {hours / 21:g} h on 21 days."
