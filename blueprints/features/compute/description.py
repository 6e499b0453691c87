"""What the features that compute are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from pydantic import field_validator

from blueprints.features.compute.hours import (
    JOB_HOURS,
    POOL_SHARE,
    WAREHOUSE_HOURS,
    WORKING_DAYS,
    interactive_hours,
    used_hours,
)
from blueprints.features.feature import Feature, FeatureDescription, Gap, Made
from blueprints.features.identity.description import people
from blueprints.plain_text import SaidText
from blueprints.usage import Amount, MachineHours, Usage, WarehouseHours

if TYPE_CHECKING:
    from blueprints.composition import Composition

LEAST_IN_POOL = 2
"""Machines of a pool that a job needs: a driver and a worker."""

_MACHINES = (("interactive_compute", "instance_pool", "job_compute"),)
_TEAMS_TOO = (("interactive_compute", "instance_pool", "job_compute", "team_compute"),)


def _meter(site: Composition, kind: str) -> str:
    return f"{kind}_COMPUTE_(PHOTON)" if "photon" in site else f"{kind}_COMPUTE"


class InteractiveCompute(Feature):
    """A cluster that people share for notebooks.

    Args:
        dedicated_to: User or group that may use it, where the runtime needs dedicated access; whoever deploys it
            if left out.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="interactive_compute",
        description="a cluster for notebooks",
        layers=("databricks",),
        sizes=("runtime", "driver_type", "worker_type", "min_workers", "max_workers", "autotermination_minutes"),
    )

    dedicated_to: SaidText | None = None

    def users_in(self, site: Composition) -> tuple[str, ...]:
        """Groups that share it; none where it is dedicated, as machine learning's runtimes make it."""
        return () if "-ml-" in site.sizes.text("runtime") else people(site, "workspace")

    def makes(self, site: Composition) -> Iterable[Made]:
        """One cluster, and who shares it."""
        yield Made("databricks", "databricks_cluster")
        if self.users_in(site):
            yield Made("databricks", "databricks_permissions", None)

    def usage(self, site: Composition) -> Iterable[Usage]:
        """A driver and its workers in working hours."""
        sizes = site.sizes
        fewest, most = sizes.number("min_workers"), sizes.number("max_workers")
        mean = (fewest + most) / 2
        meter = _meter(site, "ALL_PURPOSE")
        driver, worker = sizes.text("driver_type"), sizes.text("worker_type")
        usual = interactive_hours(sizes.autotermination_minutes)
        hours, assumed = used_hours(site, usual, f"{usual:g} h a month: {usual / WORKING_DAYS:g} h on 21 days")
        assuming = f"The cluster runs {assumed}."
        yield MachineHours(f"driver, 1 x {driver}", driver, Amount.of(1), hours, meter, assuming)
        count = str(most) if fewest == most else f"{fewest}-{most}"
        varies = f"On average {mean:g} of {most} workers run; low is {fewest}, high is {most}."
        yield MachineHours(
            f"workers, {count} x {worker}",
            worker,
            Amount(fewest, mean, most),
            hours,
            meter,
            varies if fewest != most else "",
        )


class InstancePool(Feature):
    """Machines that jobs take their clusters from; they start faster and none can take more than there are."""

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="instance_pool",
        description="virtual machines that jobs share",
        layers=("databricks",),
        sizes=("runtime", "worker_type", "max_workers"),
    )

    def makes(self, site: Composition) -> Iterable[Made]:
        """One pool, and who takes machines from it."""
        yield Made("databricks", "databricks_instance_pool")
        if people(site, "workspace"):
            yield Made("databricks", "databricks_permissions", None)

    def usage(self, site: Composition) -> Iterable[Usage]:
        """Half of it, on nightly jobs."""
        most, worker = site.sizes.number("max_workers"), site.sizes.text("worker_type")
        hours, assumed = used_hours(site, JOB_HOURS, f"{JOB_HOURS} h a month: 2 h on 30 nights")
        yield MachineHours(
            f"pool, up to {most} x {worker}",
            worker,
            Amount(1, max(1.0, most * POOL_SHARE), most),
            hours,
            _meter(site, "JOBS"),
            f"Jobs run {assumed}. They take half of the pool's {most} machines on"
            " average; low is 1, high is all; idle machines are let go.",
        )


class JobCompute(Feature):
    """A policy that clusters of jobs keep: as large as the platform's sizes, and gone when the job ends."""

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="job_compute",
        description="clusters that live as long as a job",
        layers=("databricks",),
        sizes=("runtime", "worker_type", "max_workers"),
    )

    def problems(self, site: Composition) -> Iterable[Gap]:
        """A pool that no job fits into."""
        if "instance_pool" in site and site.sizes.number("max_workers") < LEAST_IN_POOL:
            yield Gap(
                "max_workers",
                f"a job takes a driver and a worker from the pool; write {LEAST_IN_POOL} or more in sizes.max_workers",
            )

    def makes(self, site: Composition) -> Iterable[Made]:
        """One cluster policy, and who works by it."""
        yield Made("databricks", "databricks_cluster_policy", {"purpose": "jobs"})
        if people(site, "workspace"):
            yield Made("databricks", "databricks_permissions", None)

    def usage(self, site: Composition) -> Iterable[Usage]:
        """Nightly jobs, where no pool counts them already."""
        if "instance_pool" in site:
            return
        most, worker = site.sizes.number("max_workers"), site.sizes.text("worker_type")
        hours, assumed = used_hours(site, JOB_HOURS, f"{JOB_HOURS} h a month, 2 h on 30 nights")
        yield MachineHours(
            f"jobs, a driver and up to {most} workers x {worker}",
            worker,
            Amount(2, 1 + max(1.0, most * POOL_SHARE), 1 + most),
            hours,
            _meter(site, "JOBS"),
            f"Jobs run {assumed}, with half of {most} workers on average.",
        )


class Autoscaling(Feature):
    """Workers come and go with the load."""

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="autoscaling",
        description="workers come and go with the load",
        needs=_TEAMS_TOO,
    )


class Gpu(Feature):
    """Graphics processors for training: GPU machines and a runtime with their drivers."""

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="gpu",
        description="graphics processors for training",
        needs=_MACHINES,
        excludes=("photon",),
        replaces=("databricks_instance_pool",),  # other machines are another pool
    )


class Spot(Feature):
    """Cheaper machines that Azure may take away; drivers stay on others, but for those from a pool."""

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="spot",
        description="cheaper machines that can be taken away",
        needs=_MACHINES,
        replaces=("databricks_instance_pool",),
    )

    def notes(self, site: Composition) -> Iterable[str]:
        """What a pool cannot tell apart."""
        if "instance_pool" in site:
            yield (
                "All machines of the pool can be taken away, those of drivers, too, and a job ends with its driver: let"
                " jobs be tried again. Source: databricks provider docs, instance_pool."
            )


class Photon(Feature):
    """The faster engine, at more DBUs an hour."""

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="photon",
        description="the faster engine",
        needs=_TEAMS_TOO,
        excludes=("gpu",),
    )


class Notebooks(Feature):
    """A first notebook in the workspace, to see that it works."""

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="notebooks",
        description="notebooks in the workspace",
        layers=("databricks",),
    )

    def makes(self, site: Composition) -> Iterable[Made]:
        """One notebook."""
        yield Made("databricks", "databricks_notebook", {"purpose": "welcome"})


class SqlWarehouse(Feature):
    """SQL for analysts and dashboards; it stops when nobody asks.

    Args:
        users: Groups that may use it, beside those that `groups` lets in for SQL. Left out: no others, but for admins.
    """

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="sql_warehouse",
        description="SQL for analysts and dashboards",
        layers=("databricks",),
        sizes=("warehouse_size",),
    )

    users: tuple[SaidText, ...] = ()

    @field_validator("users")
    @classmethod
    def _users(cls, users: tuple[str, ...]) -> tuple[str, ...]:
        if "admins" in users:
            raise ValueError("must be groups of the account; admins may use everything anyway")
        if len(set(users)) < len(users):
            raise ValueError("must name each group once")
        return users

    def users_in(self, site: Composition) -> tuple[str, ...]:
        """Groups that may use it, each once."""
        return tuple(dict.fromkeys((*self.users, *people(site, "workspace", "sql"))))

    def makes(self, site: Composition) -> Iterable[Made]:
        """One warehouse, and who may use it."""
        yield Made("databricks", "databricks_sql_endpoint")
        if self.users_in(site):
            yield Made("databricks", "databricks_permissions", None)

    def usage(self, site: Composition) -> Iterable[Usage]:
        """One cluster in working hours."""
        size, serverless = site.sizes.text("warehouse_size"), "serverless_sql" in site
        kind, usual = "serverless" if serverless else "pro", WAREHOUSE_HOURS[site.environment]
        hours, assumed = used_hours(site, usual, f"{usual} h a month: {usual // WORKING_DAYS} h on 21 days")
        yield WarehouseHours(
            f"SQL warehouse, {size}, {kind}",
            size,
            serverless,
            Amount.of(1),
            hours,
            f"The warehouse answers {assumed}.",
        )

    def notes(self, site: Composition) -> Iterable[str]:
        """Who may use it."""
        if not self.users_in(site):
            yield (
                "Only admins may use the warehouse until features.sql_warehouse.users names groups, or groups lets some"
                " in."
            )
        if set(self.users) - set(people(site, "workspace", "sql", "consume")):
            yield "The warehouse's users must be in the workspace: let them in by groups, or by hand before."


class ServerlessSql(Feature):
    """The warehouse on Databricks' machines: it starts in seconds, and machines are in the price of a DBU."""

    about: ClassVar[FeatureDescription] = FeatureDescription(
        name="serverless_sql",
        description="a SQL warehouse without machines of your own",
        needs=(("sql_warehouse",),),
    )
