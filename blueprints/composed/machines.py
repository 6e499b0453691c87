"""Pools, and what clusters of people and of jobs have alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, model_validator

from blueprints.composed.resource import Arguments, Number, Ref, Resource, ResourceDescription, Switch, within_rules
from blueprints.features.compute.hours import JOB_HOURS, POOL_SHARE
from blueprints.features.feature import Made
from blueprints.plain_text import PlainText, SaidText
from blueprints.platform import Runtime, VmType
from blueprints.usage import HOURS_A_MONTH, Amount, MachineHours, Metered, Usage
from constructs_lib.compute.library import Library

if TYPE_CHECKING:
    from blueprints.composition import Composition

Workers = Annotated[Number, Field(ge=0, le=1000)]
_OWNED = ("spark.databricks.cluster.profile", "spark.master")


class Pool(Resource):
    """Machines that clusters and jobs share; they start faster and none can take more than there are.

    Args:
        node_type: VM type of every machine; changing it replaces the pool.
        max_capacity: Most machines, idle and used, 1 or more.
        runtime: Runtime key that machines hold ready; changing it replaces the pool. Left out: none.
        min_idle: Machines kept waiting at all times, billed as machines; 0: none.
        idle_minutes: Minutes an unused machine is kept, 0-10000.
        spot: Spare machines that Azure may take back. Changing it replaces the pool.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="pool", description="machines that clusters and jobs share"
    )

    node_type: VmType
    max_capacity: Annotated[Number, Field(ge=1)]
    runtime: Runtime | None = None
    min_idle: Annotated[Number, Field(ge=0)] = 0
    idle_minutes: Annotated[Number, Field(ge=0, le=10_000)] = 10
    spot: Switch = False

    @model_validator(mode="after")
    def _enough(self) -> Pool:
        if self.min_idle > self.max_capacity:
            raise ValueError(f"min_idle ({self.min_idle}) is more than max_capacity ({self.max_capacity})")
        return self

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One pool."""
        yield self.named("databricks_instance_pool", identifier)

    def usage(self, identifier: str, site: Composition) -> Iterable[Usage]:
        """Waiting machines; half of it on nightly jobs, where nothing of this platform takes machines from it."""
        if self.min_idle:
            quantity = Amount.of(self.min_idle * HOURS_A_MONTH)
            yield Metered(f"idle machines of pool-{identifier}", f"idle_{self.node_type}_hour", quantity)
        if not any(_takes_from(one, identifier) for one in site.resources.values()):
            yield MachineHours(
                f"pool-{identifier}, up to {self.max_capacity} x {self.node_type}",
                self.node_type,
                Amount(1, max(1.0, self.max_capacity * POOL_SHARE), self.max_capacity),
                JOB_HOURS,
                "JOBS_COMPUTE",
                f"Half of pool-{identifier} is busy {JOB_HOURS} h a month: 2 h on 30 nights.",
            )


def _takes_from(resource: Resource, pool: str) -> bool:
    """Whether a cluster, or machines of a job, are counted with that pool's machines."""
    machines = getattr(resource, "machines", None)
    parts = [resource, *(machines.values() if isinstance(machines, dict) else ())]
    return any(isinstance(part, Machines) and part.pool_ref == pool for part in parts)


class Package(Arguments):
    """A package that machines install; exactly one of its kinds.

    Args:
        pypi: A Python package and its version, `requests==2.32.4`.
        whl: A wheel's path in a volume or in the workspace.
        jar: A JAR's path.
        requirements: Path of a requirements.txt.
        maven: A Java package, `group:artifact:version`.
        cran: An R package.
    """

    pypi: SaidText | None = None
    whl: SaidText | None = None
    jar: SaidText | None = None
    requirements: SaidText | None = None
    maven: SaidText | None = None
    cran: SaidText | None = None

    @model_validator(mode="after")
    def _one(self) -> Package:
        within_rules(self.library)
        return self

    def library(self) -> Library:
        """The construct's package. Raises RuleError, or ValueError where none or two are said."""
        said = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(said) != 1:
            raise ValueError(f"must be one of {', '.join(type(self).model_fields)}; got {' and '.join(said) or 'none'}")
        made = getattr(Library, said[0])(getattr(self, said[0]))
        assert isinstance(made, Library)
        return made


class Machines(Arguments):
    """What clusters of people and of jobs have alike.

    Args:
        runtime: Databricks runtime key, such as `17.3.x-scala2.13`.
        node_type: VM type of the workers, and of the driver unless that has its own; left out with a pool.
        driver_type: VM type of the driver; left out: as the workers.
        min_workers: Fewest workers.
        max_workers: Most workers; 0: one machine alone.
        photon: The Photon engine: faster, at more DBUs an hour.
        spot: Workers from spare machines that Azure may take back.
        spark_conf: Spark settings.
        spark_env: Environment variables.
        policy_ref: Policy it must keep.
        pool_ref: Pool it takes all machines from.
    """

    runtime: Runtime
    node_type: VmType | None = None
    driver_type: VmType | None = None
    min_workers: Workers = 1
    max_workers: Workers = 4
    photon: Switch = False
    spot: Switch = False
    spark_conf: dict[SaidText, PlainText] = Field(default_factory=dict)
    spark_env: dict[SaidText, PlainText] = Field(default_factory=dict)
    policy_ref: Ref | None = None
    pool_ref: Ref | None = None

    @model_validator(mode="after")
    def _fits(self) -> Machines:
        if self.min_workers > self.max_workers:
            raise ValueError(f"min_workers ({self.min_workers}) is more than max_workers ({self.max_workers})")
        if self.pool_ref and (self.node_type or self.driver_type or self.spot):
            raise ValueError("leave node_type, driver_type and spot out: machines are the pool's")
        if not self.pool_ref and not self.node_type:
            raise ValueError("node_type or pool_ref is required")
        if self.photon and "-gpu-" in self.runtime:
            raise ValueError("photon does nothing on GPUs; leave it out")
        owned = [key for key in self.spark_conf if key in _OWNED]
        if owned:
            raise ValueError(f"spark_conf: {' and '.join(owned)} is set by max_workers: 0")
        return self

    def machine_hours(self, what: str, site: Composition, *, hours: float, kind: str) -> Iterable[Usage]:
        """Driver and workers for some hours a month, of an own type or of the pool's.

        Args:
            what: What they are.
            site: The platform.
            hours: Hours a month they run.
            kind: `ALL_PURPOSE` or `JOBS`.
        """
        pool = site.resources.get(f"pool-{self.pool_ref}")
        node_type = pool.node_type if isinstance(pool, Pool) else self.node_type
        if node_type is None:  # a pool that is not there is said elsewhere
            return
        meter = f"{kind}_COMPUTE_(PHOTON)" if self.photon else f"{kind}_COMPUTE"
        driver, fewest, most = self.driver_type or node_type, self.min_workers, self.max_workers
        assuming = f"{what} runs {hours:g} h a month."
        yield MachineHours(f"{what}, driver, 1 x {driver}", driver, Amount.of(1), hours, meter, assuming)
        if most:
            count = str(most) if fewest == most else f"{fewest}-{most}"
            amount = Amount(fewest, (fewest + most) / 2, most)
            yield MachineHours(f"{what}, workers, {count} x {node_type}", node_type, amount, hours, meter)
