"""Clusters and warehouses: what people compute on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from blueprints.composed.machines import Machines, Package
from blueprints.composed.resource import Number, Resource, ResourceDescription, Switch
from blueprints.features.compute.hours import INTERACTIVE_HOURS, WAREHOUSE_HOURS
from blueprints.features.feature import Made
from blueprints.plain_text import SaidText
from blueprints.platform import WarehouseSize
from blueprints.usage import Amount, Usage, WarehouseHours

if TYPE_CHECKING:
    from blueprints.composition import Composition


class Cluster(Machines, Resource):
    """A cluster for people's notebooks; it stops when nobody works.

    Args:
        autotermination_minutes: Minutes without work before it stops, 10-10000.
        dedicated_to: User or group that may use it, where the runtime needs dedicated access; whoever deploys it if
            left out.
        libraries: Packages to install.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(type="cluster", description="a cluster for notebooks")

    autotermination_minutes: Annotated[Number, Field(ge=10, le=10_000)] = 30
    dedicated_to: SaidText | None = None
    libraries: tuple[Package, ...] = ()

    @model_validator(mode="after")
    def _of_people(self) -> Cluster:
        if not self.min_workers and self.max_workers:
            raise ValueError("min_workers must be 1 or more, or max_workers 0 for one machine alone")
        if self.dedicated_to and self.max_workers and "-ml-" not in self.runtime:
            raise ValueError("dedicated_to goes with a machine learning runtime, or with one machine alone")
        return self

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One cluster."""
        yield self.named("databricks_cluster", identifier)

    def usage(self, identifier: str, site: Composition) -> Iterable[Usage]:
        """Its machines in working hours."""
        return self.machine_hours(f"cluster-{identifier}", site, hours=INTERACTIVE_HOURS, kind="ALL_PURPOSE")


class Warehouse(Resource):
    """SQL for analysts and dashboards; it stops when nobody asks.

    Args:
        kind: `serverless`, `pro` or `classic`.
        size: Size of one of its clusters.
        min_clusters: Clusters that run while it runs.
        max_clusters: Most clusters for many queries at once, 1-30.
        auto_stop_minutes: Minutes without a query before it stops: 5 or more serverless, else 10 or more.
        spot: Spare machines; not serverless.
        preview_channel: Databricks' preview version in place of the current one.
    """

    about: ClassVar[ResourceDescription] = ResourceDescription(
        type="warehouse", description="SQL for analysts and dashboards"
    )

    kind: Literal["serverless", "pro", "classic"] = "serverless"
    size: WarehouseSize = "2X-Small"
    min_clusters: Annotated[Number, Field(ge=1)] = 1
    max_clusters: Annotated[Number, Field(ge=1, le=30)] = 1
    auto_stop_minutes: Annotated[Number, Field(ge=5)] = 10
    spot: Switch = False
    preview_channel: Switch = False

    @model_validator(mode="after")
    def _fits(self) -> Warehouse:
        if self.min_clusters > self.max_clusters:
            raise ValueError(f"min_clusters ({self.min_clusters}) is more than max_clusters ({self.max_clusters})")
        if self.kind != "serverless" and self.auto_stop_minutes < 10:
            raise ValueError(f"auto_stop_minutes must be 10 or more for {self.kind}; got {self.auto_stop_minutes}")
        if self.kind == "serverless" and self.spot:
            raise ValueError("spot is for pro and classic; serverless has no machines of yours")
        return self

    def makes(self, identifier: str, site: Composition) -> Iterable[Made]:
        """One warehouse."""
        yield self.named("databricks_sql_endpoint", identifier)

    def usage(self, identifier: str, site: Composition) -> Iterable[Usage]:
        """Its clusters while people ask."""
        hours, least, most = WAREHOUSE_HOURS[site.environment], self.min_clusters, self.max_clusters
        yield WarehouseHours(
            f"warehouse-{identifier}, {self.size}, {self.kind}",
            self.size,
            self.kind == "serverless",
            Amount(least, (least + most) / 2, most),
            hours,
            f"warehouse-{identifier} answers {hours} h a month: {hours // 21} h on 21 days.",
            classic=self.kind == "classic",
        )
